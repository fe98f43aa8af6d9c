"""Perception: noticing by foresight, readings that are consistent and grow sharper."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.signals import (
    apply_reading_error,
    market_reading_error,
    notice_hazard,
    read_market,
    reading_error,
)
from tests.model.firms import REFERENCE, unit

P = REFERENCE.parameters.signals


@given(unit)
def test_noticing_is_earned(foresight: float) -> None:
    assert float(notice_hazard(foresight, P)) == pytest.approx(0.24 * foresight)


@given(unit, st.integers(0, 60), st.floats(-4, 4), st.floats(0.05, 5))
def test_a_reading_is_lognormal_around_the_truth(
    foresight: float, weeks: int, luck: float, truth: float
) -> None:
    error = float(reading_error(foresight, weeks, P))
    assert error == pytest.approx(0.5 * (1 - foresight) * (weeks / 26) ** 0.5)
    assert np.log(float(apply_reading_error(truth, luck, error)) / truth) == pytest.approx(luck * error)


@given(st.floats(-4, 4), unit)
def test_readings_of_one_signal_only_come_closer(luck: float, foresight: float) -> None:
    """As the strike comes nearer the error shrinks to nothing and never changes its side."""
    wrong = [
        np.log(float(apply_reading_error(1.0, luck, reading_error(foresight, w, P))))
        for w in range(40, -1, -1)
    ]
    assert all(abs(b) <= abs(a) for a, b in pairwise(wrong))
    assert all(w * luck >= 0 for w in wrong)
    assert wrong[-1] == 0


@given(unit, st.floats(-3, 3))
def test_the_market_is_read_as_well_as_it_is_understood(insight: float, luck: float) -> None:
    assert float(market_reading_error(insight, P)) == pytest.approx(0.15 * (1 - insight))
    read = read_market(np.full((3, 2), 0.2), np.full((3, 2), luck), insight, P)
    assert read == pytest.approx(np.full((3, 2), 0.2 + luck * 0.15 * (1 - insight)))
