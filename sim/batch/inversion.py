"""Poisson and binomial counts by inversion of shared uniforms, many at once.

Both laws are in Panjer's class: the chance of k is that of k - 1 times `a + b/k` (Panjer 1981), with a = 0, b = mean
for the Poisson law and a = -p/(1 - p), b = (n + 1) p/(1 - p) for the binomial. So one loop inverts both. With inversion
a count uses exactly one uniform and never falls when its mean rises, which keeps two plans paired.

Single precision halves the time. Chances that are right to six digits cannot be distinguished from exact ones by any
test of counts. Counts with large means start far below the mean, in double precision.
"""

from __future__ import annotations

from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from sim.model.arrays import Array

Float32Array = NDArray[np.float32]
FloatArray = NDArray[np.floating]
"""Single or double precision."""
IndexArray = NDArray[np.intp]

MIN_UNIFORM, MAX_UNIFORM = 2.0**-20, 1 - 2.0**-17
"""Uniforms are clipped to this range (9 in a million are), so that sums of chances exceed nearly every one in spite of
rounding, and a chance of 1 is certain."""

MIN_ZERO_CHANCE = 1e-26
"""Chance of the count 0 from which on counting starts at 0. Below it, with means over 60, the first chances underflow
in single precision and counting takes long."""

MAX_ODDS = 2.0**23
"""Odds from which on a chance counts as certain, because single precision barely distinguishes it from 1."""

STRETCH_LENGTHS = (3, 8, 16)
"""Number of counts examined at once: in the first stretch, which covers all; in the second, of the remaining ones; and
then."""

STEP_NUMBERS = np.arange(1, STRETCH_LENGTHS[-1] + 1, dtype=np.float32)[:, np.newaxis]

CHUNK_SIZE = 1 << 14
"""Number of elements processed at once. More would not fit into the cache."""


def invert_counts(uniform: Float32Array, none: Float32Array, a: Float32Array, b: Float32Array) -> Array:
    """Return counts of these laws, which have one shape and are C-contiguous. `none` is the chance of 0, `a` and `b`
    are as above. Uniforms broadcast to the laws.
    """
    uniform = np.minimum(np.maximum(uniform, MIN_UNIFORM), MAX_UNIFORM)
    rest = (uniform - none).ravel()
    far = (none < MIN_ZERO_CHANCE).ravel().nonzero()[0] if none.min(initial=1.0) < MIN_ZERO_CHANCE else None
    if far is not None:
        rest[far] = -1.0
    counts = np.empty(rest.size)
    flat = [rest, *(column.ravel() for column in (none, a, b))]
    for first in range(0, rest.size, CHUNK_SIZE):
        piece = slice(first, first + CHUNK_SIZE)
        _count_from_zero(counts[piece], *(column[piece] for column in flat))
    if far is not None:
        uniforms = np.broadcast_to(uniform, none.shape).ravel().take(far).astype(float)
        _invert_large_means(counts, far, uniforms, *(column.take(far).astype(float) for column in flat[2:]))
    return counts.reshape(none.shape)


def _count_from_zero(
    counts: Array, rest: Float32Array, none: Float32Array, a: Float32Array, b: Float32Array
) -> None:
    """Count from 0: a first stretch for all elements, then further for those that passed it."""
    chance = none.copy()
    left = _pass_stretch(0, STRETCH_LENGTHS[0], rest, chance, a, b)
    passed = left >= 0
    np.add(_count_passed(passed), rest >= 0, out=counts)
    going = passed[-1].nonzero()[0]
    _continue_counts(
        counts, going, STRETCH_LENGTHS[0], *(column.take(going) for column in (left[-1], chance, a, b))
    )


def _continue_counts(
    counts: Array,
    at: IndexArray,
    k: int | Array,
    rest: FloatArray,
    chance: FloatArray,
    a: FloatArray,
    b: FloatArray,
) -> None:
    """Continue counting from `k`, which all have passed. `rest` is what remains of each uniform after the `chance` of
    `k`. Stores counts at their places. Where no chance remains, all trials have succeeded.
    """
    for steps in chain(STRETCH_LENGTHS[1:], repeat(STRETCH_LENGTHS[-1])):
        if not at.size:
            return
        left = _pass_stretch(k, steps, rest, chance, a, b)
        passed = left >= 0
        counts[at] = np.add(_count_passed(passed), k + 1, dtype=float)
        over = passed[-1] & (chance <= 0)
        if over.any():
            all_ = over & (a < 0)
            counts[at[all_]] = np.rint(b[all_] / -a[all_] - 1)
        going = (passed[-1] & ~over).nonzero()[0]
        k = k + steps if isinstance(k, int) else k.take(going) + steps
        at, a, b, rest, chance = (column.take(going) for column in (at, a, b, left[-1], chance))


def _count_passed(passed: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Return how many steps of a stretch were passed."""
    number: NDArray[np.int8] = np.add.reduce(passed.view(np.int8), axis=0, dtype=np.int8)
    return number


def _pass_stretch(
    k: int | Array, steps: int, rest: FloatArray, chance: FloatArray, a: FloatArray, b: FloatArray
) -> FloatArray:
    """Return what remains of each uniform after each of the next steps. `chance` becomes that of the last step."""
    left: FloatArray = b / (STEP_NUMBERS[:steps] + k)
    left += a
    np.maximum(left, 0, out=left)  # a value rounded below 0 would grow
    for ratio in left:
        chance *= ratio
        rest = np.subtract(rest, chance, out=ratio)
    return left


def _invert_large_means(counts: Array, at: IndexArray, uniform: Array, a: Array, b: Array) -> None:
    """Invert counts with large means, starting where less than one in a million is below (Bernstein's bound)."""
    poisson = a == 0
    odds = np.where(poisson, 1.0, -a)
    n = np.rint(b / odds - 1)
    b = np.where(poisson, b, (n + 1) * odds)  # more precise, as the many steps need it
    chance = odds / (1 + odds)
    mean = np.where(poisson, b, n * chance)
    spread = np.sqrt(np.where(poisson, b, mean * (1 - chance)))
    k = np.maximum(0.0, np.floor(mean - 5.3 * spread - 9.3))
    log = np.where(
        poisson,
        k * np.log(b) - b,
        _log_factorial(n) - _log_factorial(n - k) + k * np.log(chance) + (n - k) * np.log1p(-chance),
    )
    first = np.exp(log - _log_factorial(k))
    counts[at] = np.where(odds < MAX_ODDS, k, n)
    rest = uniform - first
    on = ((rest >= 0) & (odds < MAX_ODDS)).nonzero()[0]
    _continue_counts(counts, at[on], k[on], rest[on], first[on], a[on], b[on])


def _log_factorial(k: Array) -> Array:
    """Log factorial by Stirling's series from 8 on, to ten digits."""
    x = np.maximum(k, 0) + np.where(k < 8, 9.0, 1.0)
    series = (x - 0.5) * np.log(x) - x + 0.5 * np.log(2 * np.pi) + 1 / (12 * x) - 1 / (360 * x**3)
    lifted = sum((np.log(k + i) for i in range(1, 9)), np.zeros_like(k))
    return np.asarray(np.where(k < 8, series - lifted, series))
