"""The event engine's calendar: week after week, from a position and a move to the next position and what happened.

Order of a week: strikes; signals; answers; rates; everything that acts, each at its own moment; then stocks move and
the books close; at a quarter's end the board looks at them. At equal moments: the week's opening, then what acts by
kind (conversations, opportunities, accounts, sellers) and identity, then the closing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import simpy

from sim.event import disruptions, processes
from sim.event.books import Book, judged_attainments, total
from sim.event.facts import Fact, Fired, QuarterClosed
from sim.event.newcomers import new_conversations, new_deals
from sim.event.opening import market_readings
from sim.event.position import Position
from sim.event.processes import Process
from sim.event.run_state import RunState, due_until
from sim.event.week_plan import Plan, moment, plan_week
from sim.model.board import broke, impatient
from sim.model.calendar import ends_quarter, quarter_of
from sim.model.dice import Dice
from sim.model.levels import Counts
from sim.model.limits import MOST_CUSTOMERS, hold, hold_coming
from sim.model.move import Move, allocation
from sim.model.week import WeekEvents, rates, settle, week_margin
from sim.model.world import World
from sim.scenario.disruptions import WEEKS_IN_QUARTER


@dataclass(frozen=True, slots=True)
class Advanced:
    """Where a run led and what happened on the way."""

    position: Position
    facts: tuple[Fact, ...]
    acts: int
    """how often something acted: came, moved on, left; a measure of the work done."""


def advance(world: World, dice: Dice, position: Position, move: Move, weeks: int) -> Advanced:
    """Live a move for some weeks. The result depends on nothing but the arguments; `position` stays as it is. Raises
    TooMuchError where the scenario brings more than a game can hold.
    """
    desk = RunState(world, dice, position, allocation(world.firm, move))
    desk.env.run(until=desk.env.process(_calendar(desk, weeks)))
    return Advanced(desk.position(), tuple(desk.facts), desk.acts)


def _calendar(desk: RunState, weeks: int) -> Process:
    for _ in range(weeks):
        plan = _open_week(desk)
        counts = _copy(desk.counts)
        acting = [desk.env.process(process) for process in _start_processes(desk, plan)]
        desk.acts += len(acting)
        yield simpy.AllOf(desk.env, [desk.env.timeout(1), *acting])
        _close_week(desk, plan, counts)


def _open_week(desk: RunState) -> Plan:
    disruptions.strikes(desk)
    disruptions.signals(desk)
    near, which = disruptions.threats(desk)
    disruptions.answers(desk, near, which)
    expected = rates(desk.firm, desk.week, desk.counts, desk.stocks, desk.move, near)
    hold_coming(expected.arrivals, expected.begun)
    came = sum(book.arrived + book.begun for book in desk.books)
    hold("customers and conversations in a game", came, MOST_CUSTOMERS)
    return plan_week(expected, desk.clocks)


def _copy(c: Counts) -> Counts:
    return Counts(c.qualified.copy(), c.proposals.copy(), c.conversations.copy(), c.accounts.copy())


def _start_processes(desk: RunState, plan: Plan) -> list[Process]:
    """Everything that acts this week, in the order of moments, kinds and identities."""
    found = list(_candidates(desk, plan))
    found.sort(key=lambda entry: entry[:3])
    return [process for _, _, _, process in found]


Candidate = tuple[float, int, int, Process]
"""Moment, kind, identity, process."""


def _candidates(desk: RunState, plan: Plan) -> Iterator[Candidate]:
    b, a = plan.before, plan.after
    for at, talk in new_conversations(desk, plan):
        yield at, 0, talk.id, processes.conversation_begins(desk, plan, at, talk)
    for due, item in due_until(desk.talks, a.conversations):
        at = moment(due, b.conversations, a.conversations)
        yield at, 0, item, processes.conversation(desk, plan, at, item)
    for at, item, segment, luck in new_deals(desk, plan):
        yield at, 1, item, processes.arrival(desk, plan, at, item, segment, luck)
    for due, item in due_until(desk.qualified, a.qualified):
        at = moment(due, b.qualified, a.qualified)
        yield at, 1, item, processes.run_opportunity(desk, plan, at, item)
    for segment in range(len(desk.firm.segments)):
        yield from _by_segment(desk, plan, segment)
    yield from _people(desk, plan)


def _by_segment(desk: RunState, plan: Plan, segment: int) -> Iterator[Candidate]:
    b, a = plan.before, plan.after
    for due, item in due_until(desk.proposals[segment], a.proposals[segment]):
        at = moment(due, b.proposals[segment], a.proposals[segment])
        yield at, 1, item, processes.proposal(desk, plan, at, item)
    for due, item in due_until(desk.customers[segment], a.accounts[segment]):
        at = moment(due, b.accounts[segment], a.accounts[segment])
        yield at, 2, item, processes.account(desk, at, item)


def _people(desk: RunState, plan: Plan) -> Iterator[Candidate]:
    b, a = plan.before, plan.after
    for seller in desk.sellers:
        if seller.present and seller.due < a.leaving:
            at = moment(seller.due, b.leaving, a.leaving)
            yield at, 3, seller.seat, processes.seller_leaves(desk, plan, at, seller.seat)
        elif not seller.present and seller.due < a.hiring:
            at = moment(seller.due, b.hiring, a.hiring)
            yield at, 3, seller.seat, processes.seller_hired(desk, plan, at, seller.seat)


def _close_week(desk: RunState, plan: Plan, counts: Counts) -> None:
    """Stocks move together from the values at the week's start, then the books close. `counts` are the start's."""
    there = np.array([1.0 if s.present else 0.0 for s in desk.sellers])
    left, hired = desk.stocks.filled * (1 - there), (1 - desk.stocks.filled) * there
    happened = WeekEvents(desk.tally.bookings, left, hired)
    margin = float(week_margin(desk.firm, counts, desk.stocks, happened))
    offering = float(desk.stocks.offering_live)
    desk.stocks = settle(desk.firm, desk.week, desk.stocks, plan.rates, happened)
    desk.clocks, desk.productive = plan.after, None
    desk.books.append(
        Book(
            bookings=desk.tally.bookings,
            target=desk.firm.target(desk.week),
            margin=margin,
            noticing=desk.tally.noticing,
            offering=offering,
            cash_changes=desk.tally.cash_changes,
            **desk.tally.counts,
        )
    )
    desk.cash += margin + desk.tally.cash_changes
    desk.tally = type(desk.tally)()
    desk.week += 1
    if ends_quarter(desk.week - 1):
        _close_quarter(desk)


def _close_quarter(desk: RunState) -> None:
    quarter = quarter_of(desk.week - 1) + 1
    now = float(desk.week)
    desk.facts.append(QuarterClosed(now, quarter, total(desk.books[-WEEKS_IN_QUARTER:])))
    desk.readings, desk.readings_error = market_readings(desk.world, desk.week, desk.stocks)
    goal = desk.firm.scenario.goal
    if desk.fired is not None:
        return
    bored = bool(impatient(goal, quarter, float(np.mean(judged_attainments(desk.books)))))
    if bored or broke(goal, desk.cash):
        desk.fired, desk.fired_for = quarter, "attainment" if bored else "cash"
        desk.facts.append(Fired(now, quarter, desk.fired_for))
