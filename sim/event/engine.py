"""The calendar of the event engine: from a position and a move, week by week, to the next position and the facts.

Order of a week: strikes; signals; answers; rates; all actions, each at its own moment; then stocks move and the books
close; at the end of a quarter the directors judge. At equal moments the opening of the week comes first, then actions
by kind (conversations, opportunities, accounts, sellers) and identity, then the closing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import simpy

from sim.event import disruptions, processes
from sim.event.books import Book, judged_attainments, sum_books
from sim.event.facts import Fact, QuarterClosed, TeamFired
from sim.event.newcomers import new_conversations, new_deals
from sim.event.opening import market_readings
from sim.event.position import Position
from sim.event.processes import Process
from sim.event.run_state import RunState, pop_due
from sim.event.week_plan import WeekPlan, moment, plan_week
from sim.model.calendar import ends_quarter, quarter_of
from sim.model.directors import has_lost_patience, is_below_cash_floor
from sim.model.limits import MAX_GAME_NEWCOMERS, check_limit, check_weekly_newcomers
from sim.model.move import Move, make_allocation
from sim.model.random_streams import RandomStreams
from sim.model.state import Counts
from sim.model.week import WeekEvents, settle_stocks, week_margin, weekly_rates
from sim.model.world import World
from sim.scenario.disruptions import WEEKS_IN_QUARTER


@dataclass(frozen=True, slots=True)
class AdvanceResult:
    """The result of a run."""

    position: Position
    facts: tuple[Fact, ...]
    acts: int
    """Number of actions (arrivals, moves, departures), as a measure of the work done."""


def advance(world: World, dice: RandomStreams, position: Position, move: Move, weeks: int) -> AdvanceResult:
    """Simulate a move for some weeks. The result depends only on the arguments, and `position` is not changed. Raises
    GameLimitError if the scenario exceeds what a game can hold.
    """
    desk = RunState(world, dice, position, make_allocation(world.firm, move))
    desk.env.run(until=desk.env.process(_run_weeks(desk, weeks)))
    return AdvanceResult(desk.position(), tuple(desk.facts), desk.acts)


def _run_weeks(desk: RunState, weeks: int) -> Process:
    for _ in range(weeks):
        plan = _open_week(desk)
        counts = _copy_counts(desk.counts)
        acting = [desk.env.process(process) for process in _ordered_processes(desk, plan)]
        desk.acts += len(acting)
        yield simpy.AllOf(desk.env, [desk.env.timeout(1), *acting])
        _close_week(desk, plan, counts)


def _open_week(desk: RunState) -> WeekPlan:
    disruptions.apply_strikes(desk)
    disruptions.notice_disruptions(desk)
    near, which = disruptions.find_threats(desk)
    disruptions.work_on_answers(desk, near, which)
    expected = weekly_rates(desk.firm, desk.week, desk.counts, desk.stocks, desk.move, near)
    check_weekly_newcomers(expected.arrivals, expected.begun)
    came = sum(book.arrived + book.begun for book in desk.books)
    check_limit("customers and conversations in a game", came, MAX_GAME_NEWCOMERS)
    return plan_week(expected, desk.clocks)


def _copy_counts(c: Counts) -> Counts:
    return Counts(c.qualified.copy(), c.proposals.copy(), c.conversations.copy(), c.accounts.copy())


def _ordered_processes(desk: RunState, plan: WeekPlan) -> list[Process]:
    """Return all actions of this week, ordered by moment, kind and identity."""
    found = list(_scheduled_processes(desk, plan))
    found.sort(key=lambda entry: entry[:3])
    return [process for _, _, _, process in found]


ScheduledProcess = tuple[float, int, int, Process]
"""Moment, kind, identity, process."""


def _scheduled_processes(desk: RunState, plan: WeekPlan) -> Iterator[ScheduledProcess]:
    b, a = plan.before, plan.after
    for at, talk in new_conversations(desk, plan):
        yield at, 0, talk.id, processes.conversation_start_process(desk, plan, at, talk)
    for due, item in pop_due(desk.talks, a.conversations):
        at = moment(due, b.conversations, a.conversations)
        yield at, 0, item, processes.conversation_process(desk, plan, at, item)
    for at, item, segment, luck in new_deals(desk, plan):
        yield at, 1, item, processes.arrival_process(desk, plan, at, item, segment, luck)
    for due, item in pop_due(desk.qualified, a.qualified):
        at = moment(due, b.qualified, a.qualified)
        yield at, 1, item, processes.qualified_process(desk, plan, at, item)
    for segment in range(len(desk.firm.segments)):
        yield from _segment_processes(desk, plan, segment)
    yield from _seller_processes(desk, plan)


def _segment_processes(desk: RunState, plan: WeekPlan, segment: int) -> Iterator[ScheduledProcess]:
    b, a = plan.before, plan.after
    for due, item in pop_due(desk.proposals[segment], a.proposals[segment]):
        at = moment(due, b.proposals[segment], a.proposals[segment])
        yield at, 1, item, processes.proposal_process(desk, plan, at, item)
    for due, item in pop_due(desk.customers[segment], a.accounts[segment]):
        at = moment(due, b.accounts[segment], a.accounts[segment])
        yield at, 2, item, processes.account_process(desk, at, item)


def _seller_processes(desk: RunState, plan: WeekPlan) -> Iterator[ScheduledProcess]:
    b, a = plan.before, plan.after
    for seller in desk.sellers:
        if seller.present and seller.due < a.leaving:
            at = moment(seller.due, b.leaving, a.leaving)
            yield at, 3, seller.seat, processes.seller_departure_process(desk, plan, at, seller.seat)
        elif not seller.present and seller.due < a.hiring:
            at = moment(seller.due, b.hiring, a.hiring)
            yield at, 3, seller.seat, processes.hiring_process(desk, plan, at, seller.seat)


def _close_week(desk: RunState, plan: WeekPlan, counts: Counts) -> None:
    """Move all stocks from the values at the week's start, then close the books. `counts` are those of the start."""
    present = np.array([1.0 if s.present else 0.0 for s in desk.sellers])
    left, hired = desk.stocks.filled * (1 - present), (1 - desk.stocks.filled) * present
    happened = WeekEvents(desk.tally.bookings, left, hired)
    margin = float(week_margin(desk.firm, counts, desk.stocks, happened))
    offering = float(desk.stocks.offering_live)
    desk.stocks = settle_stocks(desk.firm, desk.week, desk.stocks, plan.rates, happened)
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
    desk.facts.append(QuarterClosed(now, quarter, sum_books(desk.books[-WEEKS_IN_QUARTER:])))
    desk.readings, desk.readings_error = market_readings(desk.world, desk.week, desk.stocks)
    goal = desk.firm.scenario.goal
    if desk.fired is not None:
        return
    impatient = bool(has_lost_patience(goal, quarter, float(np.mean(judged_attainments(desk.books)))))
    if impatient or is_below_cash_floor(goal, desk.cash):
        desk.fired, desk.fired_for = quarter, "attainment" if impatient else "cash"
        desk.facts.append(TeamFired(now, quarter, desk.fired_for))
