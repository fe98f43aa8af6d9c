"""The playbook: named plans made from a position by rules.

A plan uses only what the team knows, and is a move that the player can still change. Plans with nothing to do in a
position are not offered.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from sim.model.firm import Firm
from sim.model.move import Focus, Move, PerSeat
from sim.policy.answer_progress import weeks_to_finish, worst_signal
from sim.policy.registry import make_bot
from sim.policy.seats import merge_moves
from sim.view.business_sources import estimate_sources
from sim.view.draft import share_kept_under_pressure
from sim.view.view import Signal, View

COURSE_BOT = "captain"
"""The bot whose split between this quarter and the future plans follow."""

CLOSING_SPLIT = (0, 5)
"""percent; strategic shares of sellers and managers while they close a quarter. Leaders do not change, because their
hours close few deals."""

RESPONSE_STEP = 5
"""percent; step in which responses are tried, the same as that of the sliders."""

SINGLE_SIGNAL_CONCENTRATION = 4.0
"""Concentration that puts nearly all answers on the worst signal."""

SOWING_FOCUS: Focus = ((70, 15, 15), (55, 25, 20), (40, 20, 20, 20))
WATCHING_FOCUS: Focus = ((40, 30, 30), (30, 20, 50), (25, 45, 15, 15))
MENDING_FOCUS: Focus = ((40, 30, 30), (70, 15, 15), (25, 15, 40, 20))
"""percent; focus of the plans that sow, watch and mend."""

SHORT_SIGHT_MONTHS = 3.5
"""months; the plan to watch is offered to a team whose sight is shorter."""

MIN_TIRED_BURNOUT = 0.05
"""Burnout from which the plan to mend the team is offered."""

PlanName = Literal["protect", "close", "answer", "sow", "watch", "mend"]


@dataclass(frozen=True, slots=True)
class Plan:
    """A named plan for a position."""

    name: PlanName
    move: Move
    """Move of the whole firm. Seats that the player does not hold keep their last move."""


@dataclass(frozen=True, slots=True)
class _PlanContext:
    """The input of the plans."""

    firm: Firm
    view: View
    held: tuple[int, ...]

    def own(self, move: Move) -> Move:
        """Return a move with the held seats as given and the others as in the last move."""
        merged = merge_moves(self.firm, self.held, move, self.view.last_move)
        # a plan without a focus of its own asks for the default, whatever the last move had
        return merged if move.focus is not None else replace(merged, focus=None)

    def course(self, focus: Focus | None = None) -> Move:
        """Return a move that keeps the course bot's split after today's pressure, with a focus."""
        course = make_bot(COURSE_BOT, self.firm)(self.view)
        return self.own(
            replace(course, split=split_to_request(self.firm, self.view, course.split), focus=focus)
        )


def make_plans(firm: Firm, view: View, held: tuple[int, ...]) -> tuple[Plan, ...]:
    """Return the plans for a view, for the held seats."""
    context = _PlanContext(firm, view, held)
    makers = (_protect, _close, _answer, _sow, _watch, _mend)
    return tuple(plan for make in makers for plan in make(context))


def split_to_request(firm: Firm, view: View, wanted: PerSeat) -> PerSeat:
    """percent; the split to choose so that `wanted` remains after today's pressure, or the closest possible."""
    kept = share_kept_under_pressure(firm, view)
    sellers, managers, leaders = (min(100, math.ceil(share / kept)) if kept > 0 else 100 for share in wanted)
    return sellers, managers, leaders


def _protect(context: _PlanContext) -> Iterator[Plan]:
    yield Plan("protect", context.course())


def _close(context: _PlanContext) -> Iterator[Plan]:
    view, last = context.view, context.view.last_move
    if view.quarter <= view.quarters and context.held != (2,):
        split, response = (*CLOSING_SPLIT, last.split[2]), (0, 0, last.response[2])
        yield Plan("close", context.own(replace(last, split=split, response=response)))


def _answer(context: _PlanContext) -> Iterator[Plan]:
    signal = worst_signal(context.view)
    if signal is not None:
        yield Plan("answer", _least_answer_move(context, signal))


def _least_answer_move(context: _PlanContext, signal: Signal) -> Move:
    """The move with the least response, and only then with more of the held seats' hours, that finishes an answer in
    time in nine of ten cases; all of both where none does.
    """
    last, several = context.view.last_move, sum(s.progress < 1 for s in context.view.signals) > 1
    base = replace(last, concentration=SINGLE_SIGNAL_CONCENTRATION if several else last.concentration)
    move = base
    for more in range(0, 100, RESPONSE_STEP):
        sellers, managers, leaders = (min(100, share + more) for share in last.split)
        for response in range(RESPONSE_STEP, 100 + RESPONSE_STEP, RESPONSE_STEP):
            move = context.own(replace(base, split=(sellers, managers, leaders), response=(response,) * 3))
            if weeks_to_finish(context.firm, context.view, signal, move) <= signal.weeks_low:
                return move
    return move


def _sow(context: _PlanContext) -> Iterator[Plan]:
    firm, view, move = context.firm, context.view, context.course(SOWING_FOCUS)
    now, then = (estimate_sources(firm, view, one).begun for one in (view.last_move, move))
    if round(then) > round(now):
        yield Plan("sow", move)


def _watch(context: _PlanContext) -> Iterator[Plan]:
    short_sighted = context.view.sight < SHORT_SIGHT_MONTHS
    if short_sighted and context.firm.scenario.disruptions.types and context.held != (0,):
        yield Plan("watch", context.course(WATCHING_FOCUS))


def _mend(context: _PlanContext) -> Iterator[Plan]:
    if context.view.stocks.burnout >= MIN_TIRED_BURNOUT and context.held != (0,):
        yield Plan("mend", context.course(MENDING_FOCUS))
