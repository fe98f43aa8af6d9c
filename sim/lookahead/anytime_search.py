"""Thinking: an anytime search as a stream of complete snapshots, each better than the one before.

Lines are searched in futures of their own and evaluated in held-out ones. The stream begins with lines that no search
has chosen, goes on with what each round finds, and ends with more and more futures for the lines that were found.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sim.base.progress import StopCallback, StoppedError
from sim.event.books import sum_books
from sim.lookahead.fixed_lines import extend_line
from sim.lookahead.forecaster import Forecaster
from sim.lookahead.line_figures import (
    CLEAR_STANDARD_ERRORS,
    EvaluatedLine,
    LineSample,
    evaluate_lines,
    pool_line_samples,
)
from sim.lookahead.objectives import GoalStatus, goal_status, score_objective, value_objective
from sim.lookahead.plans import PlanBatch, concatenate_plans
from sim.lookahead.search import PlanSearch
from sim.lookahead.search_heads import fill_plans, first_lines, make_free_head, make_other_heads
from sim.lookahead.search_limit import SearchLimit
from sim.lookahead.snapshot import LookaheadSnapshot
from sim.model.move import Move
from sim.scenario.disruptions import WEEKS_IN_QUARTER

MAX_LINES = 10

FIRST_FUTURES = 24
"""futures; of the first snapshot."""

ROUND_PLANS, ROUND_FUTURES = 56, 12
"""plans and futures of a round."""

MAX_ROUNDS = 10
"""rounds; after which more search finds little that the next move's would not."""

REACH_ROUND = 2
"""rounds; after which it is looked at whether the goal is still open."""

OTHER_HEADS = 6
"""heads; for other first moves than the free head's."""

SEARCH_SHARE = 0.45
"""share; of the time or the futures that is spent on search, the rest on figures."""

HELD_OUT_BLOCKS = (48, 96, 200, 400)
"""futures; of held-out blocks, one after the other; the last size goes on."""

MIN_BLOCK = 16
"""futures; fewer are not worth the calls."""

OVERTIME_SECONDS = 0.2
"""seconds; that the last block may take beyond the limit."""

LATE_SECONDS = 1.0
"""seconds; beyond the limit at which a block is given up that is still under way."""

FINE_ERROR = 0.3
"""points; standard error of every difference at which figures are good enough."""


@dataclass
class AnytimeSearch:
    """A lookahead that goes on."""

    of: Forecaster
    threshold: float
    """in the unit of what the goal is set on."""
    show: int = 3
    """lines."""
    limit: SearchLimit = SearchLimit()
    asked: tuple[tuple[Move, ...], ...] = ()
    """lines to evaluate besides those that are found; the last move of each is kept to the end."""
    _began: float = field(default_factory=time.perf_counter)
    _futures: int = 0
    _rounds: int = 0
    _searched: bool = False
    _reach: GoalStatus = "open"
    _answered: bool = False

    def __post_init__(self) -> None:
        self.of = replace(self.of, stop=self._stop(self.of.stop))

    def _stop(self, asked: StopCallback) -> StopCallback:
        """Whether to stop within a block: when that is asked for, and after the first snapshot also when it is late."""

        def stop() -> bool:
            return asked() or (self._answered and self._late())

        return stop

    def _late(self) -> bool:
        seconds = self.limit.seconds
        return seconds is not None and time.perf_counter() - self._began > seconds + LATE_SECONDS

    def snapshots(self) -> Iterator[LookaheadSnapshot]:
        """Yield better and better snapshots. Raises StoppedError when its forecaster is stopped, and GameLimitError."""
        plans = first_lines(self.of, self.show)
        yield self._told(plans, self._played(plans, 0, FIRST_FUTURES))
        self._answered = True
        try:
            yield from self._better(plans)
        except StoppedError:
            if not self._late():
                raise

    def _better(self, plans: PlanBatch) -> Iterator[LookaheadSnapshot]:
        """What is found by search."""
        search = PlanSearch(
            self.of, score_objective(self.of, self.threshold), [make_free_head(self.of)], self.show
        )
        while search.rounds < MAX_ROUNDS and not self._spent(SEARCH_SHARE):
            search.round(ROUND_PLANS, ROUND_FUTURES)
            self._rounds, self._futures = search.rounds, self._futures + ROUND_PLANS * ROUND_FUTURES
            if search.rounds == 1:
                search.heads += make_other_heads(self.of, search.heads[0], OTHER_HEADS)
            elif search.rounds % 2 == 1:
                search.halve()
            if search.rounds == REACH_ROUND:
                self._aim(search)
            plans = fill_plans(search.incumbents(), self.show)
            yield self._told(plans, self._played(plans, 0, HELD_OUT_BLOCKS[0]))
        yield from self._refined(plans)

    def _aim(self, search: PlanSearch) -> None:
        """Where no plan reaches the goal any more, or every one does, aim at value from now on."""
        tried = concatenate_plans([search.incumbents(), first_lines(self.of, self.show)])
        self._reach = goal_status(self.of, tried, self.threshold)
        if self._reach != "open":
            search.objective = value_objective

    def _refined(self, plans: PlanBatch) -> Iterator[LookaheadSnapshot]:
        """More and more futures for the lines that were found."""
        self._searched = True
        samples: list[LineSample] = []
        pace = 0.0
        while not samples or not self._spent():
            size = min(HELD_OUT_BLOCKS[min(len(samples), len(HELD_OUT_BLOCKS) - 1)], self._room(pace))
            if samples and size < MIN_BLOCK:
                return
            began = time.perf_counter()
            samples.append(self._played(plans, len(samples), max(size, MIN_BLOCK)))
            pace = (time.perf_counter() - began) / size
            told = self._told(plans, pool_line_samples(samples))
            yield told
            worst = max((line.difference.se for line in told.lines), default=0.0)
            if worst < FINE_ERROR and len(samples) > len(HELD_OUT_BLOCKS):
                return

    def _room(self, pace: float) -> int:
        """How many futures of a block there is time for, at these seconds a future."""
        if self.limit.seconds is None or pace <= 0:
            return HELD_OUT_BLOCKS[-1]
        left = self.limit.seconds + OVERTIME_SECONDS - (time.perf_counter() - self._began)
        return max(0, int(left / pace))

    def _spent(self, part: float = 1.0) -> bool:
        return self.limit.spent(time.perf_counter() - self._began, self._futures, part)

    def _played(self, plans: PlanBatch, number: int, futures: int) -> LineSample:
        """Evaluate the lines in a held-out block."""
        told = self._lines(plans)
        self._futures += len(told) * futures
        return self.of.held_out(told, number, futures, self.threshold)

    def _lines(self, plans: PlanBatch) -> list[tuple[Move, ...]]:
        """Plans, and behind them the line of doing nothing and those that were asked for."""
        horizon = self.of.horizon
        given = [[horizon.base], *self.asked]
        return [
            *(plans.line(plan) for plan in range(len(plans))),
            *(extend_line(horizon, line) for line in given),
        ]

    def _told(self, plans: PlanBatch, sample: LineSample) -> LookaheadSnapshot:
        view = self.of.view
        rest = view.weeks[view.week // WEEKS_IN_QUARTER * WEEKS_IN_QUARTER :]
        target = view.target if view.quarter <= view.quarters else 0.0
        show, by_value = len(plans), self._reach != "open"

        def ranked(count: int) -> tuple[EvaluatedLine, ...]:
            booked = sum_books(rest).bookings
            return evaluate_lines(self._lines(plans), sample, booked, target, count, by_value=by_value)

        found = ranked(show)
        nothing = found[show]
        better = nothing.gain if by_value else nothing.difference
        if better.mean > CLEAR_STANDARD_ERRORS * better.se:  # no line is worse than doing nothing
            found = ranked(show + 1)
            nothing = found[0]
        return LookaheadSnapshot(
            week=view.week,
            lines=found[:show],
            nothing=nothing,
            asked=found[show + 1 :],
            futures=self._futures,
            rounds=self._rounds,
            periods=len(self.of.horizon.starts),
            sight=view.sight,
            seconds=time.perf_counter() - self._began,
            reach=self._reach,
            searched=self._searched,
        )
