"""When a claim holds, is false, or is left open."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.research.claims.claim import ClaimCondition, ClaimMeasurement, ThresholdSide
from sim.research.claims.intervals import (
    IntervalEstimate,
    bootstrap_interval,
    bootstrap_weights,
    exact_estimate,
    mean_interval,
    percent_change_interval,
    ratio_interval,
    student_t_95,
    wilson_percent_interval,
)

FIGURES = st.floats(-1e6, 1e6)
SIDES: st.SearchStrategy[ThresholdSide] = st.sampled_from(["above", "below"])


@st.composite
def parts(draw: st.DrawFn) -> ClaimCondition:
    low, figure, high = sorted(draw(st.tuples(FIGURES, FIGURES, FIGURES)))
    return ClaimCondition("part", IntervalEstimate(figure, low, high), draw(SIDES), draw(FIGURES), "k")


def at(low: float, high: float, side: ThresholdSide = "above", threshold: float = 0.0) -> ClaimCondition:
    return ClaimCondition("part", IntervalEstimate((low + high) / 2, low, high), side, threshold, "k")


@given(parts())
def test_a_part_holds_only_where_its_whole_interval_lies_beyond_the_threshold(part: ClaimCondition) -> None:
    ends = (part.estimate.low, part.estimate.high)
    beyond = [end > part.threshold if part.side == "above" else end < part.threshold for end in ends]
    assert part.holds == (True if all(beyond) else None if any(beyond) else False)


@given(parts())
def test_what_is_asked_the_other_way_round_is_not_true_as_well(part: ClaimCondition) -> None:
    other: ThresholdSide = "below" if part.side == "above" else "above"
    turned = ClaimCondition(part.name, part.estimate, other, part.threshold, part.unit)
    assert not (part.holds and turned.holds)
    if part.holds:
        assert turned.holds is False


@given(parts(), st.floats(-1e5, 1e5))
def test_verdicts_do_not_depend_on_where_nothing_is(part: ClaimCondition, shift: float) -> None:
    """Mirrored, a figure has the same verdict on the mirrored side."""
    e = part.estimate
    mirrored = IntervalEstimate(-e.figure, -e.high, -e.low)
    other: ThresholdSide = "below" if part.side == "above" else "above"
    assert ClaimCondition("", mirrored, other, -part.threshold, "").holds == part.holds
    assert math.isfinite(shift)


@given(st.lists(parts(), min_size=1, max_size=6))
def test_a_claim_is_as_good_as_its_worst_part(found: list[ClaimCondition]) -> None:
    verdicts = [part.holds for part in found]
    expected = False if False in verdicts else None if None in verdicts else True
    measured = ClaimMeasurement(tuple(found), 10)
    assert measured.holds is expected
    assert measured.deciding.distance == min(part.distance for part in found)


def test_what_lies_exactly_on_its_threshold_is_not_beyond_it() -> None:
    assert at(0.0, 0.0).holds is False
    assert at(0.0, 0.0, "below").holds is False
    assert at(0.0, 0.0).distance == -math.inf


def test_what_a_short_search_does_not_find_may_be_there() -> None:
    for figure, expected in ((-5.0, None), (0.0, None), (5.0, True)):
        estimate = IntervalEstimate(figure, figure - 1, figure + 1)
        assert ClaimCondition("part", estimate, "above", 0.0, "k", short_search=True).holds is expected


def test_the_deciding_part_is_the_one_nearest_to_failing() -> None:
    far, near, failed = at(8, 12), at(1, 9), at(-3, -1)
    assert ClaimMeasurement((far, near), 1).deciding is near
    assert ClaimMeasurement((far, failed, near), 1).deciding is failed


def test_intervals_hold_what_they_should() -> None:
    """Over 2,000 samples .95 of intervals hold the truth; less than .93 or more than .97 has chance 1e-4 at most."""
    stream, held = np.random.default_rng(3), np.zeros(4)
    for _ in range(2000):
        x, base, events = stream.normal(1, 2, 200), stream.normal(10, 1, 200), stream.random(200) < 0.3
        count = stream.poisson(3, 200)
        found = (
            mean_interval(x),
            percent_change_interval(base + x, base),
            wilson_percent_interval(events),
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


@pytest.mark.parametrize(
    ("freedom", "known"), [(3, 3.182), (5, 2.571), (11, 2.201), (30, 2.042), (1e9, 1.960)]
)
def test_few_have_wider_intervals(freedom: float, known: float) -> None:
    """Quantiles of Student's distribution, from tables."""
    assert student_t_95(freedom) == pytest.approx(known, rel=0.01)


def test_nothing_at_all_is_nothing() -> None:
    none = np.zeros(5)
    assert percent_change_interval(none, none) == exact_estimate(0.0) == ratio_interval(none, none)
    assert wilson_percent_interval(none).low == 0
    assert wilson_percent_interval(none).high > 0


@given(FIGURES, FIGURES, FIGURES)
def test_a_size_has_no_sign_and_reaches_to_nothing_where_the_sign_is_open(
    a: float, b: float, c: float
) -> None:
    low, figure, high = sorted((a, b, c))
    size = IntervalEstimate(figure, low, high).size()
    assert 0 <= size.low <= size.figure <= size.high
    assert (size.low == 0) == (low <= 0 <= high)
