"""The random draws of a block of futures, by week, purpose and future, the same for all plans.

Columns of counts are outermost in memory and futures innermost, so that results are in Fortran order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np

from sim.batch.inversion import Float32Array, invert_counts
from sim.batch.people import SeatDraws
from sim.batch.sizes import WinSizes
from sim.model.arrays import Array, ScalarOrArray
from sim.model.random_streams import RandomStreams
from sim.model.step import Trials
from sim.scenario.disruptions import WEEKS_IN_QUARTER

MAX_CHANCE = 1 - 2.0**-24
"""Maximum chance used in computations. Larger ones have no finite odds in single precision."""

ITEMS_PER_DRAW = 256
"""Number of items whose luck is drawn at once, where each item has its own."""


class SampledDraws:
    """Draws for a block of futures. Set `week` before the draws of each week."""

    def __init__(self, dice: RandomStreams, block: int, futures: int, seats: int) -> None:
        self.dice, self.block, self.futures = dice, block, futures
        self.week = 0
        self._laws: dict[str, CountLaws] = {}
        self._uniforms: dict[str, tuple[int, Float32Array]] = {}
        self._people = SeatDraws(dice, block, futures, seats)
        self._sizes = WinSizes(dice, block, futures, max(2, seats // 3))

    def counts(
        self, purpose: str, means: Mapping[str, Array], trials: Mapping[str, Trials]
    ) -> dict[str, Array]:
        """Draw counts by inverting one uniform for each future and quantity, independent of the plan."""
        laws = self._laws.get(purpose)
        poisson, binomial = list(means.values()), list(trials.values())
        if laws is None:
            laws = self._laws[purpose] = CountLaws([*poisson, *(n for n, _ in binomial)], len(poisson))
        laws.fill(poisson, binomial)
        drawn = laws.reshape(invert_counts(self._uniform(purpose, laws.width), laws.none, laws.a, laws.b))
        return dict(zip((*means, *trials), drawn, strict=True))

    def _uniform(self, purpose: str, width: int) -> Float32Array:
        """Return uniforms of this week, (width, 1, futures). Those of a whole quarter are drawn at once."""
        quarter, inside = divmod(self.week, WEEKS_IN_QUARTER)
        cached = self._uniforms.get(purpose)
        if cached is None or cached[0] != quarter:
            stream = self.dice.stream(f"future {purpose}", quarter, self.block)
            cached = quarter, draw_uniforms(stream, (WEEKS_IN_QUARTER, width, 1, self.futures))
            self._uniforms[purpose] = cached
        week: Float32Array = cached[1][inside]
        return week

    def each(self, purpose: str, count: Array, chance: Array) -> Array:
        """Return how many items of each count are hit, (n, plans, S). Every item has its own uniform, independent of
        the plan.
        """
        hits = np.zeros(count.shape)
        for first in range(0, int(count.max(initial=0.0)), ITEMS_PER_DRAW):
            stream = self.dice.stream(f"future {purpose}", self.week, self.block, first)
            uniform = draw_uniforms(stream, (len(count), 1, count.shape[2], ITEMS_PER_DRAW))
            exists = np.arange(first, first + ITEMS_PER_DRAW) < count[..., np.newaxis]
            hits += np.count_nonzero((uniform < chance[..., np.newaxis]) & exists, axis=-1)
        return hits

    def sizes(self, wins: Array, mean: Array, shape: float) -> ScalarOrArray:
        """k; value of all wins."""
        return self._sizes.worth(self.week, wins, mean, shape)

    def seats(self, filled: Array, leaves: ScalarOrArray, hire: float) -> tuple[Array, Array]:
        """Return who leaves and which seats are filled: 0 or 1, (futures, plans, N)."""
        return self._people.act(filled, np.asarray(leaves), hire)


def draw_uniforms(stream: np.random.Generator, shape: tuple[int, ...]) -> Float32Array:
    """Draw uniforms with 24 bits, which takes half the time of `stream.random`."""
    size = math.prod(shape)
    raw = stream.bit_generator.random_raw((size + 1) // 2).astype("<u8", copy=False).view("<u4")[:size]
    raw >>= 8
    drawn: Float32Array = raw.astype(np.float32).reshape(shape)
    drawn *= 2.0**-24
    return drawn


class CountLaws:
    """Laws of counts that are drawn together, (width, plans, futures): their Panjer coefficients `a` and `b`, and the
    chance of `none`.

    Constructed for counts of given shapes, of which the first `poisson` are Poisson, and filled every week.
    """

    def __init__(self, alike: Sequence[Array], poisson: int) -> None:
        lead = alike[0].shape[:2][::-1]
        self._shapes = [whole.shape[::-1] for whole in alike]
        ends = list(accumulate(math.prod(shape[:-2]) for shape in self._shapes))
        self.width, self._poisson = ends[-1], ends[poisson - 1] if poisson else 0
        self._slices = [slice(first, end) for first, end in zip([0, *ends], ends, strict=False)]
        self.a = np.zeros((self.width, *lead), dtype=np.float32)
        self.b, self.none = np.empty_like(self.a), np.empty_like(self.a)
        self._whole, self._chance = self._columns(self.b), self._columns(self.a)[poisson:]

    def _columns(self, values: np.ndarray) -> list[np.ndarray]:
        """Return views of all columns in the original shapes, in Fortran order."""
        return [
            values[where].reshape(shape).T for where, shape in zip(self._slices, self._shapes, strict=True)
        ]

    def fill(self, means: Sequence[Array], trials: Sequence[Trials]) -> None:
        """Compute the laws of a week."""
        for column, mean in zip(self._whole, means, strict=False):
            column[...] = mean
        for whole, chance, (n, p) in zip(self._whole[len(means) :], self._chance, trials, strict=True):
            whole[...] = n
            chance[...] = p
        np.negative(self.b[: self._poisson], out=self.none[: self._poisson])
        if trials:
            self._binomial(*(column[self._poisson :] for column in (self.none, self.a, self.b)))
        np.exp(self.none, out=self.none)

    def _binomial(self, log: Float32Array, a: Float32Array, b: Float32Array) -> None:
        """Compute Panjer coefficients in place, given the chance in `a` and the count in `b`, and the logs of none."""
        np.minimum(a, MAX_CHANCE, out=a)
        np.negative(a, out=log)
        np.log1p(log, out=log)
        log *= b
        rest = a - 1
        a /= rest
        b += 1
        b *= a
        np.negative(b, out=b)

    def reshape(self, counts: Array) -> list[Array]:
        """Return counts in the original shapes."""
        return self._columns(counts)
