"""Intervals compared with tables and textbooks."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.random import Generator, Philox

from sim.base.statistics import (
    Estimate,
    bootstrap_interval,
    bootstrap_weights,
    exact_estimate,
    mean_interval,
    median_interval,
    percent_change_interval,
    percent_interval,
    poisson_limits,
    ratio_interval,
    share_interval,
    skewed_mean_interval,
    student_t_quantile,
)

FIGURES = st.floats(-1e6, 1e6)


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
    assert student_t_quantile(freedom) == pytest.approx(quantile, abs=2e-6)


def test_wilson_is_as_published() -> None:
    """Newcombe (1998), Stat. Med. 17, table I, method 3."""
    for of, n, low, high in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ]:
        found = share_interval(of, n)
        assert [found.low, found.high] == pytest.approx([low, high], abs=5e-5)


def test_clumped_trials_are_worth_fewer() -> None:
    once, clumped, fewer = (
        share_interval(80, 200),
        share_interval(80, 200, 4.0),
        share_interval(20, 50),
    )
    assert [clumped.low, clumped.high] == pytest.approx([fewer.low, fewer.high])
    assert clumped.low < once.low
    assert clumped.n == 200


def test_poisson_limits_are_near_the_exact_ones() -> None:
    """Exact limits: half the 2.5 % and 97.5 % quantiles of chi-squared with 2k and 2k + 2 degrees of freedom."""
    for events, low, high in [(0, 0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (30, 20.241, 42.827)]:
        assert list(poisson_limits(events)) == pytest.approx([low, high], abs=0.06)


def test_ranks_of_the_median_are_as_in_the_tables() -> None:
    """Conover (1999), table of the sign test: of 10 values the 2nd to the 9th, of 20 the 6th to the 15th."""
    for n, first, last in [(10, 2, 9), (20, 6, 15), (25, 8, 18)]:
        found = median_interval(np.arange(1.0, n + 1))
        assert (found.low, found.high) == (first, last)


def test_a_mean_of_alike_values_is_students() -> None:
    values = np.array([9.0, 10.0, 11.0, 8.0, 12.0, 10.0, 9.5, 10.5])
    found = skewed_mean_interval(values)
    half = 2.364624 * values.std(ddof=1) / math.sqrt(8)
    assert [found.low, found.high] == pytest.approx([values.mean() - half, values.mean() + half])


def test_a_mean_of_skewed_values_reaches_further_up() -> None:
    found = skewed_mean_interval(np.exp(1.5 * Generator(Philox(key=5)).standard_normal(60)))
    assert found.high - found.value > 1.2 * (found.value - found.low) > 0


def test_intervals_hold_what_they_should() -> None:
    """Over 2,000 samples .95 of intervals hold the truth; less than .93 or more than .97 has chance 1e-4 at most."""
    stream, held = np.random.default_rng(3), np.zeros(4)
    for _ in range(2000):
        x, base, events = stream.normal(1, 2, 200), stream.normal(10, 1, 200), stream.random(200) < 0.3
        count = stream.poisson(3, 200)
        found = (
            mean_interval(x),
            percent_change_interval(base + x, base),
            percent_interval(events),
            ratio_interval(count * 2.0 + x - 1, count.astype(float)),
        )
        truths = (1.0, 10.0, 30.0, 2.0)
        held += [e.low <= truth <= e.high for e, truth in zip(found, truths, strict=True)]
    assert held / 2000 == pytest.approx(0.95, abs=0.02)


def test_bootstrap_intervals_are_as_wide_as_normal_ones() -> None:
    stream = np.random.default_rng(4)
    x = stream.normal(5, 3, 400)
    found, normal = (
        bootstrap_interval(float(x.mean()), bootstrap_weights(stream, 2000, 400) @ x),
        mean_interval(x),
    )
    assert found.high - found.low == pytest.approx(normal.high - normal.low, rel=0.1)


def test_nothing_at_all_is_nothing() -> None:
    none = np.zeros(5)
    assert percent_change_interval(none, none) == exact_estimate(0.0) == ratio_interval(none, none)
    assert percent_interval(none).low == 0
    assert percent_interval(none).high > 0


@given(FIGURES, FIGURES, FIGURES)
def test_a_size_has_no_sign_and_reaches_to_nothing_where_the_sign_is_open(
    a: float, b: float, c: float
) -> None:
    low, figure, high = sorted((a, b, c))
    size = Estimate(figure, low, high).magnitude()
    assert 0 <= size.low <= size.value <= size.high
    assert (size.low == 0) == (low <= 0 <= high)
