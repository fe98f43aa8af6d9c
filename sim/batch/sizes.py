"""What wins are worth, in a block of futures."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array, Level
from sim.model.calendar import quarter_of
from sim.model.dice import Dice
from sim.scenario.disruptions import WEEKS_IN_QUARTER

RESERVE = 4
"""Wins of a future's quarter whose luck is drawn at once, of those beyond the usual ones of their weeks."""


class Sizes:
    """Gamma sizes: the first wins of a future's week have sizes of their own, whatever the plan; the rare ones beyond
    take theirs from what is kept for a quarter. Kept as sums from the first on, as wins of a kind stand together.
    """

    def __init__(self, dice: Dice, block: int, futures: int, usual: int) -> None:
        self._dice, self._block, self._futures, self._usual = dice, block, futures, usual
        self._quarter = -1

    def worth(self, week: int, wins: Array, mean: Array, shape: float) -> Level:
        """k; worth of all wins, (futures, plans). Kinds stand the most frequent last, so that where plans differ in it
        the others keep their sizes.
        """
        cells = wins.T.reshape(-1, *wins.shape[1::-1])[::-1]
        worth = mean.T.reshape(cells.shape)[::-1]
        if quarter_of(week) != self._quarter:
            self._begin(quarter_of(week), shape, cells.shape[1:])
        ends = np.add.accumulate(cells, axis=0)
        inside = np.minimum(ends, self._usual).astype(np.intp)
        inside *= self._futures
        inside += np.arange(self._futures)
        sums = self._weeks[week % WEEKS_IN_QUARTER].ravel().take(inside)
        sums[1:] -= sums[:-1].copy()
        sums *= worth
        value = np.add.reduce(sums, axis=0)
        if ends[-1].max(initial=0.0) > self._usual:
            self._beyond(value, np.maximum(ends - self._usual, 0), worth, shape)
        return np.asarray(value.T / shape)

    def _begin(self, quarter: int, shape: float, lead: tuple[int, ...]) -> None:
        self._quarter = quarter
        stream = self._dice.stream("future sizes", quarter, self._block)
        sizes = stream.standard_gamma(shape, (WEEKS_IN_QUARTER, self._usual, self._futures))
        self._weeks = _summed(sizes, axis=1)
        self._reserve = np.zeros((self._futures, 1))
        self._taken = np.zeros(lead, dtype=np.intp)

    def _beyond(self, value: Array, ends: Array, worth: Array, shape: float) -> None:
        """Add wins beyond the usual ones; `ends` counts them up kind by kind."""
        rows = ends[-1].nonzero()
        future = rows[1]
        to = (ends[:, *rows] + self._taken[rows]).astype(np.intp)
        self._keep(int(to[-1].max()), shape)
        passed = self._reserve[future, to]
        passed[1:] -= passed[:-1].copy()
        passed[0] -= self._reserve[future, self._taken[rows]]
        value[rows] += (passed * worth[:, *rows]).sum(axis=0)
        self._taken[rows] = to[-1]

    def _keep(self, wins: int, shape: float) -> None:
        """Have sizes of so many wins of each future in reserve."""
        while (have := self._reserve.shape[1] - 1) < wins:
            stream = self._dice.stream("future sizes beyond", self._quarter, self._block, have // RESERVE)
            more = stream.standard_gamma(shape, (self._futures, RESERVE)).cumsum(axis=1)
            self._reserve = np.concatenate([self._reserve, self._reserve[:, -1:] + more], axis=1)


def _summed(sizes: Array, axis: int) -> Array:
    """Sums from the first on, with 0 before it."""
    before = [(1, 0) if i == axis else (0, 0) for i in range(sizes.ndim)]
    return np.asarray(np.pad(sizes, before).cumsum(axis=axis))
