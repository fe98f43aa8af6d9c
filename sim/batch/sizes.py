"""The value of wins in a block of futures."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sim.batch.timeline import IntArray
from sim.model.arrays import Array, ScalarOrArray
from sim.model.calendar import quarter_of
from sim.model.limits import MAX_QUARTER_WINS, check_limit
from sim.model.random_streams import RandomStreams
from sim.scenario.disruptions import WEEKS_IN_QUARTER

WINS_PER_DRAW = 4
"""Number of wins per future and quarter whose sizes are drawn at once, for wins beyond the usual number."""


class WinSizes:
    """Gamma-distributed sizes of wins.

    The first wins of a future's week have sizes of their own, independent of the plan. The rare further ones take
    theirs from a reserve for the quarter. Sizes are stored as running sums, because the wins of a kind are consecutive.
    """

    def __init__(self, dice: RandomStreams, block: int, futures: int, usual: int) -> None:
        self._dice, self._block, self._futures, self._usual = dice, block, futures, usual
        self._all_futures = np.arange(futures)
        self._quarter = -1

    def worth(self, week: int, wins: Array, mean: Array, shape: float) -> ScalarOrArray:
        """k; value of all wins, (futures, plans). The most frequent kinds are last, so that the others keep their sizes
        if plans differ in those.
        """
        cells = wins.T.reshape(-1, *wins.shape[1::-1])[::-1]
        worth = mean.T.reshape(cells.shape)[::-1]
        if quarter_of(week) != self._quarter:
            self._begin(quarter_of(week), shape, cells[0].size)
        ends = cells.astype(np.intp)
        for before, now in pairwise(ends):
            now += before
        inside = np.minimum(ends, self._usual)
        inside *= self._futures
        inside += self._all_futures
        sums = self._weeks[week % WEEKS_IN_QUARTER].ravel().take(inside)
        sums[1:] -= sums[:-1].copy()
        sums *= worth
        value = np.add.reduce(sums, axis=0)
        beyond = np.maximum(ends[-1] - self._usual, 0).ravel().nonzero()[0]
        if beyond.size:
            self._add_further_wins(value.ravel(), beyond, ends, worth, shape)
        return np.asarray(value.T / shape)

    def _begin(self, quarter: int, shape: float, rows: int) -> None:
        self._quarter = quarter
        stream = self._dice.stream("future sizes", quarter, self._block)
        sizes = stream.standard_gamma(shape, (WEEKS_IN_QUARTER, self._usual, self._futures))
        self._weeks = _running_sums(sizes, axis=1)
        self._reserve = np.zeros((1, self._futures))
        self._used = np.zeros(rows, dtype=np.intp)

    def _add_further_wins(
        self, value: Array, rows: IntArray, ends: IntArray, worth: Array, shape: float
    ) -> None:
        """Add wins beyond the usual number in some rows (a row is a plan in a future). `ends` are running counts of
        wins.
        """
        future, taken = rows % self._futures, self._used[rows]
        to = np.maximum(ends.reshape(len(ends), -1).take(rows, axis=1) - self._usual, 0) + taken
        self._extend_reserve(int(to[-1].max()), shape)
        passed = self._reserve[to, future]
        passed[1:] -= passed[:-1].copy()
        passed[0] -= self._reserve[taken, future]
        passed *= worth.reshape(len(ends), -1).take(rows, axis=1)
        value[rows] += np.add.reduce(passed, axis=0)
        self._used[rows] = to[-1]

    def _extend_reserve(self, wins: int, shape: float) -> None:
        """Extend the reserve to this number of sizes per future. Raises GameLimitError."""
        check_limit("wins a quarter", wins, MAX_QUARTER_WINS)
        parts, have = [self._reserve], len(self._reserve) - 1
        while have < wins:
            stream = self._dice.stream(
                "future sizes beyond", self._quarter, self._block, have // WINS_PER_DRAW
            )
            more = stream.standard_gamma(shape, (self._futures, WINS_PER_DRAW)).cumsum(axis=1).T
            parts.append(parts[-1][-1:] + more)
            have += WINS_PER_DRAW
        self._reserve = np.concatenate(parts) if len(parts) > 1 else self._reserve


def _running_sums(sizes: Array, axis: int) -> Array:
    """Return running sums, preceded by 0."""
    before = [(1, 0) if i == axis else (0, 0) for i in range(sizes.ndim)]
    return np.asarray(np.pad(sizes, before).cumsum(axis=axis))
