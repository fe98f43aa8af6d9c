"""Intervals against what tables and textbooks say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.random import Generator, Philox

from sim.crm.estimate import intervals


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [
        *[(1, 12.706205), (2, 4.302653), (3, 3.182446), (4, 2.776445), (5, 2.570582), (10, 2.228139)],
        *[
            (29, 2.045230),
            (40, 2.021075),
            (41, 2.019541),
            (60, 2.000298),
            (120, 1.979930),
            (100_000, 1.959988),
        ],
    ],
)
def test_student_is_as_in_the_tables(freedom: int, quantile: float) -> None:
    assert intervals.t_quantile(freedom) == pytest.approx(quantile, abs=2e-6)


def test_wilson_is_as_published() -> None:
    """Newcombe (1998), Stat. Med. 17, table I, method 3."""
    for of, n, low, high in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ]:
        found = intervals.estimate_share(of, n)
        assert [found.low, found.high] == pytest.approx([low, high], abs=5e-5)


def test_clumped_trials_are_worth_fewer() -> None:
    once, clumped, fewer = (
        intervals.estimate_share(80, 200),
        intervals.estimate_share(80, 200, 4.0),
        intervals.estimate_share(20, 50),
    )
    assert [clumped.low, clumped.high] == pytest.approx([fewer.low, fewer.high])
    assert clumped.low < once.low
    assert clumped.n == 200


def test_poisson_limits_are_near_the_exact_ones() -> None:
    """Exact limits: half the 2.5 % and 97.5 % quantiles of chi-squared with 2k and 2k + 2 degrees of freedom."""
    for events, low, high in [(0, 0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (30, 20.241, 42.827)]:
        assert list(intervals.count(events)) == pytest.approx([low, high], abs=0.06)


def test_ranks_of_the_median_are_as_in_the_tables() -> None:
    """Conover (1999), table of the sign test: of 10 values the 2nd to the 9th, of 20 the 6th to the 15th."""
    for n, first, last in [(10, 2, 9), (20, 6, 15), (25, 8, 18)]:
        found = intervals.median(np.arange(1.0, n + 1))
        assert (found.low, found.high) == (first, last)


def test_a_mean_of_alike_values_is_students() -> None:
    values = np.array([9.0, 10.0, 11.0, 8.0, 12.0, 10.0, 9.5, 10.5])
    found = intervals.mean(values)
    half = 2.364624 * values.std(ddof=1) / math.sqrt(8)
    assert [found.low, found.high] == pytest.approx([values.mean() - half, values.mean() + half])


def test_a_mean_of_skewed_values_reaches_further_up() -> None:
    found = intervals.mean(np.exp(1.5 * Generator(Philox(key=5)).standard_normal(60)))
    assert found.high - found.value > 1.2 * (found.value - found.low) > 0
