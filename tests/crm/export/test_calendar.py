"""Where the weeks of a game lie in the calendar."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.crm.export.calendar import calendar_days
from tests.crm.export.lines import date

WEEKS = st.floats(-2000, 600, allow_nan=False, allow_subnormal=False)
YEARS = st.integers(1990, 2200)


def _date(week: float, start: int) -> datetime.date:
    return date(calendar_days(np.array([week]), start)[0])


@given(WEEKS, YEARS)
def test_a_quarter_of_the_game_is_a_calendar_quarter(week: float, start: int) -> None:
    found, quarter = _date(week, start), int(np.floor(week / 13))
    assert (found.year - start) * 4 + (found.month - 1) // 3 == quarter


@given(st.floats(0, 13, exclude_max=True), st.integers(-100, 40), YEARS)
def test_days_advance_as_in_the_game_except_at_the_end_of_a_quarter(
    inside: float, quarter: int, start: int
) -> None:
    week = min(quarter * 13 + inside, np.nextafter(quarter * 13 + 13, -np.inf))
    day, found = int(np.floor(week * 7)) - quarter * 91, _date(week, start)
    first = datetime.date(found.year, 3 * ((found.month - 1) // 3) + 1, 1)
    assert (found - first).days == day or (day == 90 and (found - first).days == 89)


@given(st.lists(WEEKS, max_size=40), YEARS)
def test_later_moments_never_have_earlier_days(weeks: list[float], start: int) -> None:
    days = calendar_days(np.array(sorted(weeks)), start)
    assert (np.diff(days) >= 0).all()


@pytest.mark.parametrize(
    ("week", "start", "day"),
    [
        (0.0, 2025, "2025-01-01"),
        (12.999, 2025, "2025-03-31"),  # day 90 of a calendar quarter of 90 days
        (12.999, 2024, "2024-03-31"),  # of 91 in a leap year
        (13.0, 2025, "2025-04-01"),
        (38.999, 2025, "2025-09-29"),  # of 92: the last day stays empty
        (52.0, 2025, "2026-01-01"),
        (-0.001, 2025, "2024-12-30"),
    ],
)
def test_days_computed_by_hand(week: float, start: int, day: str) -> None:
    assert _date(week, start).isoformat() == day
