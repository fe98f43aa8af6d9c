"""Rounding that keeps a total."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.base.rounding import round_to_total


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=8))
def test_rounded_values_sum_to_the_total_and_are_less_than_one_off(values: list[float]) -> None:
    total = round(sum(values))
    rounded = round_to_total(values, total)
    assert sum(rounded) == total
    assert all(abs(whole - value) < 1 + 1e-9 for whole, value in zip(rounded, values, strict=True))


def test_the_largest_remainders_are_rounded_up() -> None:
    assert round_to_total([33.3, 33.4, 33.3], 100) == (33, 34, 33)
    assert round_to_total([1.5, 1.5], 3) == (2, 1)
