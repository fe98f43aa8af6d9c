"""Inversion: one uniform gives one count by the exact laws, never above the number of trials, never lower for a higher
mean.
"""

from __future__ import annotations

import math
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.batch.inversion import MAX_UNIFORM, invert_counts

ROUNDING = 1e-5
"""Error that sums of chances in single precision, and clipping of uniforms, may have."""

uniforms = st.floats(0, 1, exclude_max=True, width=32)
means = st.floats(0, 59) | st.floats(59, 600)


def poisson(uniform: float, mean: float) -> int:
    return _one(uniform, math.exp(-mean), 0.0, mean)


def binomial(uniform: float, n: int, p: float) -> int:
    odds = p / (1 - p)
    return _one(uniform, (1 - p) ** n, -odds, (n + 1) * odds)


def _one(uniform: float, none: float, a: float, b: float) -> int:
    columns = (np.array([x], dtype=np.float32) for x in (uniform, none, a, b))
    (count,) = invert_counts(*columns)
    assert count == int(count)
    return int(count)


def poisson_chances(mean: float) -> list[float]:
    return [math.exp(-mean + (k * math.log(mean) if k else 0) - math.lgamma(k + 1)) for k in range(1000)]


def binomial_chances(n: int, p: float) -> list[float]:
    def log(k: int) -> float:
        ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
        return ways + k * math.log(p) + (n - k) * math.log1p(-p)

    return [math.exp(log(k)) for k in range(n + 1)]


def assert_inverts(count: int, uniform: float, chances: list[float]) -> None:
    """The uniform is where the law's distribution reaches the count, up to rounding."""
    sums = list(accumulate(chances, initial=0.0))
    assert sums[count] - ROUNDING <= uniform
    assert count + 1 == len(sums) or uniform <= sums[count + 1] + ROUNDING


@given(uniforms, means.filter(lambda mean: mean > 1e-6))
def test_poisson_counts(uniform: float, mean: float) -> None:
    assert_inverts(poisson(uniform, mean), uniform, poisson_chances(mean))


@st.composite
def trials(draw: st.DrawFn) -> tuple[int, float]:
    """Numbers of trials, small and large, and the chance of each."""
    n = draw(st.integers(1, 30) | st.integers(30, 1000))
    return n, draw(st.floats(1e-6, 0.99))


@given(uniforms, trials())
def test_binomial_counts(uniform: float, np_: tuple[int, float]) -> None:
    assert_inverts(binomial(uniform, *np_), uniform, binomial_chances(*np_))


@given(uniforms | st.floats(1 - 2.0**-15, 1, exclude_max=True, width=32), trials())
def test_no_more_succeed_than_try(uniform: float, np_: tuple[int, float]) -> None:
    """The chance of all is 1 except for rounding, which a uniform may exceed."""
    assert binomial(uniform, *np_) <= np_[0]


@given(uniforms, means, means)
def test_a_higher_mean_brings_no_less(uniform: float, one: float, other: float) -> None:
    """Up to rounding of chances, by which the uniform may have to be larger."""
    low, high = sorted((one, other))
    assert poisson(max(0.0, uniform - ROUNDING), low) <= poisson(uniform, high)


@given(uniforms, trials(), st.floats(0, 1))
def test_a_higher_chance_brings_no_less(uniform: float, np_: tuple[int, float], part: float) -> None:
    n, p = np_
    assert binomial(max(0.0, uniform - ROUNDING), n, p * part) <= binomial(uniform, n, p)


@given(uniforms, st.integers(0, 400))
def test_nothing_comes_of_nothing(uniform: float, n: int) -> None:
    assert poisson(uniform, 0.0) == 0
    assert binomial(uniform, n, 0.0) == 0
    assert binomial(uniform, 0, 0.5) == 0


@pytest.mark.parametrize("uniform", [MAX_UNIFORM, np.float32(1 - 2.0**-24)])
def test_the_greatest_uniforms_find_an_end(uniform: np.float32) -> None:
    """Sums of chances may be rounded to less than 1. The result must still be a count, and a likely one."""
    mean = np.linspace(0.001, 59, 5000, dtype=np.float32)
    every = np.full(mean.size, uniform)
    counts = invert_counts(every, np.exp(-mean), np.zeros(mean.size, dtype=np.float32), mean)
    assert (counts <= mean + 8 + 6 * np.sqrt(mean)).all()
