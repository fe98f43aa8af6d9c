"""An anytime search: a stream of complete snapshots, each better than the one before.

Lines are searched in the searcher's futures and evaluated in held-out ones. The stream begins with lines that need no
search, continues with what each round finds, and ends with more and more futures for the best lines.
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
"""Number of futures of the first snapshot."""

ROUND_PLANS, ROUND_FUTURES = 56, 12
"""Plans and futures of a round."""

MAX_ROUNDS = 10
"""Number of rounds after which further search finds little that the next move's search would not."""

REACH_ROUND = 2
"""Round after which the search checks whether the goal is still open."""

OTHER_HEADS = 6
"""Number of search heads for first moves other than that of the free head."""

SEARCH_SHARE = 0.45
"""Share of the time or the futures that is spent on search. The rest is for figures."""

HELD_OUT_BLOCKS = (48, 96, 200, 400)
"""Futures of the held-out blocks, one after another. The last size repeats."""

MIN_BLOCK = 16
"""Minimum size of a held-out block in futures. Smaller ones are not worth the overhead."""

OVERTIME_SECONDS = 0.2
"""Seconds that the last block may exceed the limit."""

LATE_SECONDS = 1.0
"""Seconds beyond the limit at which a running block is abandoned."""

FINE_ERROR = 0.3
"""Points; standard error of every difference at which figures are precise enough."""


@dataclass
class AnytimeSearch:
    """A lookahead search that improves until a limit is reached."""

    forecaster: Forecaster
    threshold: float
    """In the unit of the goal's measure."""
    show: int = 3
    """Number of lines."""
    limit: SearchLimit = SearchLimit()
    asked: tuple[tuple[Move, ...], ...] = ()
    """Further lines to evaluate. The last move of each repeats."""
    _began: float = field(default_factory=time.perf_counter)
    _futures: int = 0
    _rounds: int = 0
    _searched: bool = False
    _reach: GoalStatus = "open"
    _answered: bool = False

    def __post_init__(self) -> None:
        self.forecaster = replace(self.forecaster, stop=self._stop(self.forecaster.stop))

    def _stop(self, asked: StopCallback) -> StopCallback:
        """Return a callback that stops within a block: on request, and after the first snapshot also when the time is
        exceeded.
        """

        def stop() -> bool:
            return asked() or (self._answered and self._is_late())

        return stop

    def _is_late(self) -> bool:
        seconds = self.limit.seconds
        return seconds is not None and time.perf_counter() - self._began > seconds + LATE_SECONDS

    def snapshots(self) -> Iterator[LookaheadSnapshot]:
        """Yield better and better snapshots. Raises StoppedError if the forecaster is asked to stop, and
        GameLimitError.
        """
        plans = first_lines(self.forecaster, self.show)
        yield self._snapshot(plans, self._sample_lines(plans, 0, FIRST_FUTURES))
        self._answered = True
        try:
            yield from self._search_snapshots(plans)
        except StoppedError:
            if not self._is_late():
                raise

    def _search_snapshots(self, plans: PlanBatch) -> Iterator[LookaheadSnapshot]:
        """Yield the results of the search."""
        search = PlanSearch(
            self.forecaster,
            score_objective(self.forecaster, self.threshold),
            [make_free_head(self.forecaster)],
            self.show,
        )
        while search.rounds < MAX_ROUNDS and not self._is_spent(SEARCH_SHARE):
            search.run_round(ROUND_PLANS, ROUND_FUTURES)
            self._rounds, self._futures = search.rounds, self._futures + ROUND_PLANS * ROUND_FUTURES
            if search.rounds == 1:
                search.heads += make_other_heads(self.forecaster, search.heads[0], OTHER_HEADS)
            elif search.rounds % 2 == 1:
                search.halve()
            if search.rounds == REACH_ROUND:
                self._update_objective(search)
            plans = fill_plans(search.incumbents(), self.show)
            yield self._snapshot(plans, self._sample_lines(plans, 0, HELD_OUT_BLOCKS[0]))
        yield from self._refined_snapshots(plans)

    def _update_objective(self, search: PlanSearch) -> None:
        """Search for value from now on if no plan, or every plan, reaches the goal."""
        tried = concatenate_plans([search.incumbents(), first_lines(self.forecaster, self.show)])
        self._reach = goal_status(self.forecaster, tried, self.threshold)
        if self._reach != "open":
            search.objective = value_objective

    def _refined_snapshots(self, plans: PlanBatch) -> Iterator[LookaheadSnapshot]:
        """Yield the found lines with more and more futures."""
        self._searched = True
        samples: list[LineSample] = []
        pace = 0.0
        while not samples or not self._is_spent():
            size = min(
                HELD_OUT_BLOCKS[min(len(samples), len(HELD_OUT_BLOCKS) - 1)], self._affordable_futures(pace)
            )
            if samples and size < MIN_BLOCK:
                return
            began = time.perf_counter()
            samples.append(self._sample_lines(plans, len(samples), max(size, MIN_BLOCK)))
            pace = (time.perf_counter() - began) / size
            snapshot = self._snapshot(plans, pool_line_samples(samples))
            yield snapshot
            worst = max((line.difference.se for line in snapshot.lines), default=0.0)
            if worst < FINE_ERROR and len(samples) > len(HELD_OUT_BLOCKS):
                return

    def _affordable_futures(self, pace: float) -> int:
        """Return how many futures of a block fit into the remaining time. `pace` is in seconds per future."""
        if self.limit.seconds is None or pace <= 0:
            return HELD_OUT_BLOCKS[-1]
        left = self.limit.seconds + OVERTIME_SECONDS - (time.perf_counter() - self._began)
        return max(0, int(left / pace))

    def _is_spent(self, part: float = 1.0) -> bool:
        return self.limit.is_spent(time.perf_counter() - self._began, self._futures, part)

    def _sample_lines(self, plans: PlanBatch, number: int, futures: int) -> LineSample:
        """Evaluate the lines in a held-out block."""
        lines = self._lines(plans)
        self._futures += len(lines) * futures
        return self.forecaster.play_held_out(lines, number, futures, self.threshold)

    def _lines(self, plans: PlanBatch) -> list[tuple[Move, ...]]:
        """Return the lines of the plans, followed by that of doing nothing and the requested ones."""
        horizon = self.forecaster.horizon
        given = [[horizon.base], *self.asked]
        return [
            *(plans.line(plan) for plan in range(len(plans))),
            *(extend_line(horizon, line) for line in given),
        ]

    def _snapshot(self, plans: PlanBatch, sample: LineSample) -> LookaheadSnapshot:
        view = self.forecaster.view
        rest = view.weeks[view.week // WEEKS_IN_QUARTER * WEEKS_IN_QUARTER :]
        target = view.target if view.quarter <= view.quarters else 0.0
        show, by_value = len(plans), self._reach != "open"

        def ranked(count: int) -> tuple[EvaluatedLine, ...]:
            booked = sum_books(rest).bookings
            return evaluate_lines(self._lines(plans), sample, booked, target, count, by_value=by_value)

        found = ranked(show)
        nothing = found[show]
        better = nothing.gain if by_value else nothing.difference
        if (
            better.mean > CLEAR_STANDARD_ERRORS * better.se
        ):  # doing nothing is itself a line, so none may be shown that is worse
            found = ranked(show + 1)
            nothing = found[0]
        return LookaheadSnapshot(
            week=view.week,
            lines=found[:show],
            nothing=nothing,
            asked=found[show + 1 :],
            futures=self._futures,
            rounds=self._rounds,
            periods=len(self.forecaster.horizon.starts),
            sight=view.sight,
            seconds=time.perf_counter() - self._began,
            reach=self._reach,
            searched=self._searched,
        )
