"""When a claim holds, is false, or is left open."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from sim.base.statistics import Estimate
from sim.research.claims.claim import ClaimCondition, ClaimMeasurement, ThresholdSide

FIGURES = st.floats(-1e6, 1e6)
SIDES: st.SearchStrategy[ThresholdSide] = st.sampled_from(["above", "below"])


@st.composite
def parts(draw: st.DrawFn) -> ClaimCondition:
    low, figure, high = sorted(draw(st.tuples(FIGURES, FIGURES, FIGURES)))
    return ClaimCondition("part", Estimate(figure, low, high), draw(SIDES), draw(FIGURES), "k")


def at(low: float, high: float, side: ThresholdSide = "above", threshold: float = 0.0) -> ClaimCondition:
    return ClaimCondition("part", Estimate((low + high) / 2, low, high), side, threshold, "k")


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
    mirrored = Estimate(-e.value, -e.high, -e.low)
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
        estimate = Estimate(figure, figure - 1, figure + 1)
        assert ClaimCondition("part", estimate, "above", 0.0, "k", short_search=True).holds is expected


def test_the_deciding_part_is_the_one_nearest_to_failing() -> None:
    far, near, failed = at(8, 12), at(1, 9), at(-3, -1)
    assert ClaimMeasurement((far, near), 1).deciding is near
    assert ClaimMeasurement((far, failed, near), 1).deciding is failed
