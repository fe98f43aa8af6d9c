"""Poisson and binomial counts by inversion of shared uniforms, many at once.

Both laws are of Panjer's class: the chance of k is that of k - 1 times `a + b/k` (Panjer 1981), with a = 0, b = mean
for the Poisson law and a = -p/(1 - p), b = (n + 1) p/(1 - p) for the binomial one. So one loop inverts both. By
inversion a count takes exactly one uniform, and never falls where its mean rises: that keeps two plans paired.

In single precision: it halves the time, and chances that are right to six digits are beyond what any test of counts
could tell from exact ones.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Single = NDArray[np.float32]

MOST_UNIFORM = np.float32(1 - 2.0**-17)
"""Uniforms are cut here (8 in a million), so that sums of chances pass every one whatever they are rounded to."""

LEAST_NONE = 1e-26
"""chance; of the count 0, down to which counts are inverted. Below it (a mean of over 60) the loop is long and chances
of small counts leave the range of numbers.
"""

CROWDED = 0.4
"""share; of elements still counting under which the finished ones are left out."""

MOST_STEPS = 512
"""count; no law with a chance of 0 above LEAST_NONE reaches it."""


def inverted(uniform: Single, none: Single, a: Single, b: Single) -> Single:
    """Counts of these uniforms, all of one shape, flat; `none` is the chance of 0, `a` and `b` as above."""
    counts = np.zeros(uniform.size, dtype=np.float32)
    rest = np.minimum(uniform, MOST_UNIFORM)
    rest -= none
    at = np.flatnonzero(rest >= 0)
    rest, chance, a, b = rest.take(at), none.take(at), a.take(at), b.take(at)
    k = 0
    while at.size and k < MOST_STEPS:
        k, count, going = _count_on(k, rest, chance, a, b)
        counts[at] = count
        at, rest, chance = at.take(going), rest.take(going), chance.take(going)
        a, b = a.take(going), b.take(going)
    return counts


def _count_on(
    k: int, rest: Single, chance: Single, a: Single, b: Single
) -> tuple[int, Single, NDArray[np.intp]]:
    """Count on from `k`, which all have passed, until many are done; changes `rest` and `chance` along. Gives how far
    that was, the counts of those that are done, and which are not.
    """
    ratio, going = np.empty_like(rest), np.empty(rest.size, dtype=bool)
    count = np.full(rest.size, k + 1, dtype=np.float32)
    while True:
        k += 1
        np.multiply(b, np.float32(1 / k), out=ratio)
        ratio += a
        chance *= ratio
        rest -= chance
        np.greater_equal(rest, 0, out=going)
        if np.count_nonzero(going) < CROWDED * rest.size or k >= MOST_STEPS:
            return k, count, np.flatnonzero(going)
        count += going
