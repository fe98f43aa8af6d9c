"""The dice of a block of futures: every draw of the law, by week, purpose and future, the same for all plans."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from sim.batch.inversion import LEAST_NONE, Single, inverted
from sim.model.arrays import Array, Level, total
from sim.model.dice import Dice
from sim.model.step import Trials

MOST_MEAN = 12.0
"""count; quantities with larger means are drawn as sums of parts, each by its own uniform, so that loops stay short."""

CERTAIN = 1 - 2.0**-40
"""chance; the most that is counted with, as what is surer has no odds."""


class Drawn:
    """Draws for a block of futures. `week` has to be set before each week's draws."""

    def __init__(self, dice: Dice, block: int, futures: int, seats: int) -> None:
        self.dice, self.block, self.futures = dice, block, futures
        self.week = 0
        self._parts: dict[str, list[int]] = {}
        self._usual = max(2, seats // 3)
        self._people = People(dice, block, futures, seats)

    def stream(self, purpose: str) -> np.random.Generator:
        """Of a purpose in the week."""
        return self.dice.stream(f"future {purpose}", self.week, self.block)

    def counts(self, purpose: str, means: Sequence[Array], trials: Sequence[Trials]) -> list[Array]:
        """Counts by inversion of one uniform for each future and quantity (or part of one), whatever the plan."""
        if purpose not in self._parts:
            self._parts[purpose] = [_parts(m) for m in means] + [_parts(n * p) for n, p in trials]
        parts = self._parts[purpose]
        laws = Laws(*_parted(means, trials, parts))
        uniform = self.stream(purpose).random((laws.none.shape[0], 1, laws.width), dtype=np.float32)
        everywhere = np.broadcast_to(uniform, laws.none.shape)
        counts = inverted(everywhere.ravel(), laws.none.ravel(), laws.a.ravel(), laws.b.ravel())
        large = np.flatnonzero(laws.none.ravel() < LEAST_NONE)
        if large.size:
            counts[large] = laws.rejected(large, self.stream(f"{purpose} large"))
        drawn = iter(laws.shaped(counts))
        return [sum((next(drawn) for _ in range(n - 1)), next(drawn)) for n in parts]

    def sizes(self, wins: Array, mean: Array, shape: float) -> Level:
        """k; worth of all wins: those of a future's week have sizes of their own in a row, whatever the plan."""
        lead, cells = wins.shape[:2], wins.reshape(*wins.shape[:2], -1)
        worth = np.broadcast_to(mean / shape, wins.shape).reshape(cells.shape)
        ends = cells.cumsum(axis=-1)
        sizes = self._row_of_sizes(shape, int(ends.max(initial=0.0)))
        row = np.zeros((self.futures, sizes.shape[1] + 1))
        np.cumsum(sizes, axis=-1, out=row[:, 1:])
        begins = np.arange(self.futures)[:, np.newaxis, np.newaxis] * row.shape[1]
        sums = _steps(row.ravel().take(ends.astype(np.intp) + begins))
        return total(sums * worth) if sums.size else np.zeros(lead)

    def _row_of_sizes(self, shape: float, most: int) -> Array:
        """At least `most` sizes for each future. More of them change none: they are drawn column by column, as plans that
        win more must not change what others win.
        """
        stream = self.stream("sizes")
        usual = stream.standard_gamma(shape, (self.futures, self._usual))
        more = [stream.standard_gamma(shape, (self.futures, 1)) for _ in range(most - self._usual)]
        return np.concatenate([usual, *more], axis=-1) if more else usual

    def seats(self, filled: Array, leaves: Level, hire: float) -> tuple[Array, Array]:
        """Who leaves and which seats are filled: 0 or 1, (futures, plans, N)."""
        return self._people.act(filled, np.asarray(leaves), hire)


def _steps(ends: Array) -> Array:
    """How far each is from the one before on the last axis, the first from 0."""
    steps = ends.copy()
    steps[..., 1:] -= ends[..., :-1]
    return steps


def _parts(mean: Array) -> int:
    """In how many parts counts of such means are drawn: a power of two."""
    most = float(np.max(mean, initial=0.0))
    return 1 << max(0, math.ceil(math.log2(most / MOST_MEAN))) if most > MOST_MEAN else 1


def _parted(
    means: Sequence[Array], trials: Sequence[Trials], parts: Sequence[int]
) -> tuple[list[Array], list[Trials]]:
    """The same laws as sums of independent parts."""
    split = iter(parts)
    return (
        [mean / n for mean in means for n in [next(split)] for _ in range(n)],
        [
            ((count if n == 1 else (count + part) // n), chance)
            for count, chance in trials
            for n in [next(split)]
            for part in range(n)
        ],
    )


class Laws:
    """Laws of counts that are drawn side by side, (futures, plans, width): their Panjer numbers `a` and `b`, and the
    chance of `none`.
    """

    def __init__(self, means: Sequence[Array], trials: Sequence[Trials]) -> None:
        self._most = [*(None for _ in means), *(n for n, _ in trials)]
        wholes = [*means, *(n for n, _ in trials)]
        lead = np.broadcast_shapes(*(whole.shape[:2] for whole in wholes))
        self._tails = [whole.shape[2:] for whole in wholes]
        widths = [math.prod(tail) for tail in self._tails]
        ends = list(accumulate(widths))
        self._slices = [slice(end - width, end) for end, width in zip(ends, widths, strict=True)]
        self.width = ends[-1]
        self.a = np.zeros((*lead, self.width), dtype=np.float32)
        self.b, self.none = np.empty_like(self.a), np.empty_like(self.a)
        for where, mean in zip(self._slices, means, strict=False):
            self.b[..., where] = mean
            self.none[..., where] = -mean
        for where, (n, p) in zip(self._slices[len(means) :], trials, strict=True):
            self._binomial(where, n.reshape(*n.shape[:2], -1), p)
        np.exp(self.none, out=self.none)  # of the logs that stood there, all at once

    def _binomial(self, where: slice, n: Array, p: Array) -> None:
        """`n` is (futures, plans, width) here, `p` as many or a broadcast of (futures, plans, S, ...)."""
        p = np.minimum(p, CERTAIN)
        p = p.reshape(*p.shape[:2], -1) if p.ndim > 2 else p
        if p.ndim > 2 and 1 < p.shape[-1] < n.shape[-1]:
            p = np.repeat(p, n.shape[-1] // p.shape[-1], axis=-1)
        odds = p / (1 - p)
        self.a[..., where] = -odds
        self.b[..., where] = (n + 1) * odds
        self.none[..., where] = n * np.log1p(-p)

    def rejected(self, large: np.ndarray, stream: np.random.Generator) -> Array:
        """The counts with large means, drawn by rejection: paired no more."""
        a, b = (column.ravel()[large].astype(float) for column in (self.a, self.b))
        poisson = a == 0
        drawn = np.empty(large.size)
        drawn[poisson] = stream.poisson(b[poisson])
        odds = -a[~poisson]
        n = np.rint(b[~poisson] / odds - 1).astype(np.int64)
        drawn[~poisson] = stream.binomial(n, odds / (1 + odds))
        return drawn

    def shaped(self, counts: Single) -> list[Array]:
        """Counts in the shapes that were asked for. Of trials never more succeed than there are, where chances sum to a
        little less than 1 by rounding and a uniform lies between.
        """
        lead, counts = self.none.shape[:2], counts.reshape(self.none.shape)
        shaped = [
            counts[..., where].astype(float).reshape(*lead, *tail)
            for where, tail in zip(self._slices, self._tails, strict=True)
        ]
        return [
            x if most is None else np.minimum(x, most) for x, most in zip(shaped, self._most, strict=True)
        ]


PERSONS = 8
"""People of a seat whose luck is drawn at once."""


class People:
    """Who sits how long: every seller of a future and seat has a unit exponential until leaving, every empty seat one
    until it is filled (docs/engine.md, Clocks), so that no week costs a draw.
    """

    def __init__(self, dice: Dice, block: int, futures: int, seats: int) -> None:
        self._dice, self._block, self._shape = dice, block, (futures, seats)
        self._luck = np.zeros((0, futures, seats, 2))
        self._person: np.ndarray | None = None
        self._due = np.zeros(0)
        self._clock: Array = np.zeros(1)
        self._hiring = 0.0

    def act(self, filled: Array, leaves: Array, hire: float) -> tuple[Array, Array]:
        """Who leaves and which seats are filled this week."""
        if self._person is None:
            self._start(filled, leaves)
        self._clock = self._clock + leaves
        self._hiring += hire
        there = filled > 0
        now = self._due < np.where(there, self._clock[..., np.newaxis], self._hiring)
        if now.any():
            self._change(np.nonzero(now), there[now])
        return (now & there).astype(float), (now & ~there).astype(float)

    def _start(self, filled: Array, leaves: Array) -> None:
        self._person = np.zeros(np.broadcast_shapes(filled.shape, (*leaves.shape, 1)), dtype=np.intp)
        self._clock = np.zeros(self._person.shape[:2])
        luck = self._of(0)[:, np.newaxis]
        self._due = np.where(filled > 0, luck[..., 0], luck[..., 1]) + np.zeros(self._person.shape)

    def _of(self, person: int) -> Array:
        """Luck of the so many-th person, (futures, seats, 2): until leaving, until the seat is filled again."""
        while len(self._luck) <= person:
            stream = self._dice.stream("future people", len(self._luck) // PERSONS, self._block)
            more = stream.standard_exponential((PERSONS, *self._shape, 2))
            self._luck = np.concatenate([self._luck, more])
        return np.asarray(self._luck[person])

    def _change(self, at: tuple[np.ndarray, ...], leave: np.ndarray) -> None:
        """Seats change hands: whoever left makes a seat wait to be filled, whoever comes begins to wait to leave."""
        assert self._person is not None
        future, plan, seat = at
        self._person[at] += ~leave
        person = self._person[at]
        self._of(int(person.max()))
        luck = self._luck[person, future, seat]
        clock = self._clock[future, plan]
        self._due[at] = np.where(leave, self._hiring + luck[:, 1], clock + luck[:, 0])
