"""The calendar of the batch engine, which simulates all futures and plans week by week.

The order of a week is that of the model (docs/reference/model.md) and the event engine: strikes; signals; answers;
rates; all actions; stocks move and the books close; at the end of a quarter the directors judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from sim.batch.disruptions import DisruptionTracker
from sim.batch.state import BatchStart, BatchState, begin_state
from sim.batch.timeline import Timeline
from sim.model.arrays import Array, ScalarOrArray
from sim.model.calendar import ends_quarter, quarter_of
from sim.model.directors import JUDGED_QUARTERS, has_lost_patience, is_below_cash_floor
from sim.model.firm import Firm
from sim.model.limits import check_weekly_newcomers
from sim.model.move import Allocation
from sim.model.step import EXPECTED_DRAWS, Draw, WeekOutcome, act
from sim.model.threats import progress_next, window
from sim.model.week import effective_time, rates_from_time, settle_stocks, team_answer_effort, week_margin


@dataclass(frozen=True, slots=True)
class BatchWeek:
    """The results of a week, (futures, plans) each."""

    week: int
    acted: WeekOutcome
    margin: ScalarOrArray
    """k; contribution margin."""
    bookings: ScalarOrArray
    """k; bookings."""


BatchPolicy = Callable[[BatchState], Allocation | None]
"""Called at the start of each week. Returns the allocation from now on, or None if it stays the same."""

WeeklyRateOfChange = Callable[[int], ScalarOrArray]
"""Rate of change in a week: one for all futures, or (futures, 1)."""

WeekObserver = Callable[[BatchWeek, BatchState], None]
"""Called after every week has closed."""

TrackerMaker = Callable[[Firm, Timeline, int], DisruptionTracker]
"""Makes the tracker of disruptions for a number of plans."""


def run_futures(
    firm: Firm,
    at: BatchStart,
    timeline: Timeline,
    shape: tuple[int, int],
    policy: BatchPolicy,
    draw: Callable[[int], Draw],
    until: int,
    observers: Iterable[WeekObserver] = (),
    rival: bool = False,
    pace: WeeklyRateOfChange | None = None,
    tracker: TrackerMaker = DisruptionTracker,
) -> BatchState:
    """Simulate from a start to week `until`, with `shape` futures and plans.

    `draw` returns the draws of a week. `rival` requests deals lost to the rival. `pace` is the market's rate of change
    in place of the scenario's. Raises GameLimitError, except for expectations.
    """
    state = begin_state(firm, at, tracker(firm, timeline, shape[1]), shape)
    observing, move = list(observers), None
    while state.week < until:
        move = policy(state) or move
        if move is None:
            raise ValueError("the first week has no move")
        result = _run_week(firm, state, move, draw(state.week), rival, pace or firm.rho)
        for observer in observing:
            observer(result, state)
    return state


def _run_week(
    firm: Firm, state: BatchState, move: Allocation, draw: Draw, rival: bool, pace: WeeklyRateOfChange
) -> BatchWeek:
    week, coming = state.week, state.coming
    cash_changes = coming.apply_strikes(week, state.counts, state.stocks, draw)
    c, s = state.counts, state.stocks
    coming.notice(week, s.foresight)
    open_ = np.zeros(state.shape, order="F")
    talk = np.zeros((*state.shape, len(firm.segments)), order="F")
    near = coming.active_threats(week, s.foresight)
    if near is not None:
        open_[near.futures] = near.threats.open.any(axis=-1)
        talk[near.futures] = window(near.threats, firm.parameters.window)
    effective = effective_time(firm, s, move, open_)
    if near is not None and near.threats.open.any():
        effort = np.asarray(team_answer_effort(firm, s, effective))[near.futures]
        concentration = np.broadcast_to(move.concentration, state.shape)[near.futures]
        coming.store_progress(
            near, progress_next(near.threats, effort, concentration, firm.parameters.answers)
        )
    rates = rates_from_time(firm, week, c, s, effective, talk)
    if draw is not EXPECTED_DRAWS:  # expectations take no longer, however large they are
        check_weekly_newcomers(rates.arrivals, rates.begun)
    acted = act(firm, c, s, rates, draw, rival)
    margin = week_margin(firm, c, s, acted.happened)
    state.counts, state.stocks = acted.counts, settle_stocks(firm, week, s, rates, acted.happened, pace(week))
    _close_week(firm, state, acted.happened.bookings, margin + cash_changes)
    return BatchWeek(week, acted, margin, acted.happened.bookings)


def _close_week(firm: Firm, state: BatchState, bookings: ScalarOrArray, cash: ScalarOrArray) -> None:
    """Close the books of the week, and let the directors judge at the end of a quarter."""
    state.cash = state.cash + cash
    state.booked = state.booked + bookings
    state.targeted += firm.target(state.week)
    state.week += 1
    if ends_quarter(state.week - 1):
        quarter = quarter_of(state.week - 1) + 1
        state.attainments.append(state.booked / state.targeted)
        del state.attainments[:-JUDGED_QUARTERS]
        trailing: Array = sum(state.attainments[1:], state.attainments[0]) / len(state.attainments)
        goal = firm.scenario.goal
        firing = has_lost_patience(goal, quarter, trailing) | is_below_cash_floor(goal, state.cash)
        state.fired = np.where((state.fired == 0) & firing, quarter, state.fired)
        state.booked, state.targeted = np.zeros(state.shape), 0.0
