"""The books of many futures: the results of each quarter, and the outcome of each game."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.batch.engine import BatchWeek
from sim.batch.state import BatchStart, BatchState
from sim.model.arrays import Array, ScalarOrArray, sum_last_axes
from sim.model.calendar import quarter_of
from sim.model.firm import Firm
from sim.model.measures import SHARE_WEEKS, firm_health, share_against_rival
from sim.scenario.scenario import FRANCHISE_WEEKS, GoalMeasure

QUARTER_FIGURES: dict[str, Callable[[BatchWeek], ScalarOrArray]] = {
    "bookings": lambda week: week.bookings,
    "margin": lambda week: week.margin,
    "wins": lambda week: sum_last_axes(week.acted.flows.won, 2),
}
"""Figures that can be summed by quarter, in k, k and deals."""


class QuarterSums:
    """Sums by quarter of the named figures, {name: [(futures, plans) of each quarter]}, beginning with the start's
    quarter.
    """

    def __init__(self, *names: str) -> None:
        self.sums: dict[str, list[Array]] = {name: [] for name in names}
        self._quarter = -1

    def __call__(self, week: BatchWeek, state: BatchState) -> None:
        """Add a week."""
        for name, sums in self.sums.items():
            amount = QUARTER_FIGURES[name](week) + np.zeros(state.shape)
            if quarter_of(week.week) == self._quarter:
                sums[-1] += amount
            else:
                sums.append(amount)
        self._quarter = quarter_of(week.week)


@dataclass(frozen=True, slots=True)
class GameOutcomes:
    """How games end, (futures, plans) each. If the directors fire the player, margin counts up to that quarter, and
    there is no franchise value.
    """

    value: Array
    """k; margin plus franchise value."""
    reached: Array
    """In the unit of the goal's measure; value reached."""
    fired: NDArray[np.bool_]
    """Whether the directors fired the team within the game."""

    def goal(self, threshold: float) -> NDArray[np.bool_]:
        """Return where the goal is reached."""
        return ~self.fired & (self.reached >= threshold)


class GameTally:
    """Accumulates the outcome of games to their end and through the franchise year."""

    def __init__(self, firm: Firm, at: BatchStart) -> None:
        self._firm, self._end = firm, firm.scenario.weeks
        self._measure: GoalMeasure = firm.scenario.goal.measure
        self.until = self._end + FRANCHISE_WEEKS
        """Week to which a run has to go."""
        self._margin: ScalarOrArray = at.earned
        self._franchise: ScalarOrArray = 0.0
        self._bookings: ScalarOrArray = at.bookings
        self._won: ScalarOrArray = at.won_lost[0]
        self._lost: ScalarOrArray = at.won_lost[1]
        self._fired: NDArray[np.bool_] = np.zeros((1, 1), dtype=bool)
        self._reached: ScalarOrArray = 0.0

    @property
    def rival(self) -> bool:
        """Whether deals lost to the rival have to be drawn."""
        return self._measure == "share"

    def __call__(self, week: BatchWeek, state: BatchState) -> None:
        """Add a week."""
        if week.week >= self._end:
            self._franchise = self._franchise + week.margin
            return
        self._margin = self._margin + np.where(self._fired, 0.0, week.margin)
        self._bookings = self._bookings + week.bookings
        if self.rival and week.week >= self._end - SHARE_WEEKS and week.acted.lost is not None:
            self._won = self._won + sum_last_axes(week.acted.flows.won, 2)
            self._lost = self._lost + sum_last_axes(week.acted.lost, 2)
        self._fired = state.fired > 0
        if week.week == self._end - 1:
            self._reached = self._at_end(state)

    def _at_end(self, state: BatchState) -> ScalarOrArray:
        if self._measure == "accounts":
            return sum_last_axes(state.counts.accounts)
        if self._measure == "share":
            return share_against_rival(self._won, self._lost)
        return firm_health(state.stocks) if self._measure == "health" else self._bookings

    def outcome(self) -> GameOutcomes:
        """Return how the games ended. Call it after the franchise year."""
        value = np.asarray(self._margin + np.where(self._fired, 0.0, self._franchise))
        money = {"value": value, "margin": self._margin}
        reached = np.asarray(money.get(self._measure, self._reached))
        return GameOutcomes(value, reached, np.broadcast_to(self._fired, value.shape))
