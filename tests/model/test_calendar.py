"""Weeks, months, quarters: 4, 4 and 5 weeks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.model.calendar import (
    day_of,
    ends_quarter,
    month_of_quarter,
    moves_in_quarter,
    period_weeks,
    quarter_of,
)
from sim.scenario.organisation import Cadence

weeks = st.integers(0, 2000)
cadences: st.SearchStrategy[Cadence] = st.sampled_from(["quarter", "month"])


def test_a_quarter_has_months_of_4_4_and_5_weeks() -> None:
    assert [month_of_quarter(w) for w in range(26)] == ([0] * 4 + [1] * 4 + [2] * 5) * 2
    assert [quarter_of(w) for w in (0, 12, 13, 155)] == [0, 0, 1, 11]
    assert [w for w in range(40) if ends_quarter(w)] == [12, 25, 38]


@given(weeks, cadences)
def test_periods_meet_at_boundaries(week: int, cadence: Cadence) -> None:
    """From any week, periods lead to the quarter's end and never across it; a month's lie inside a quarter's."""
    length = period_weeks(week, cadence)
    assert 1 <= length <= period_weeks(week, "quarter")
    end = week + length
    assert month_of_quarter(end) != month_of_quarter(end - 1)
    if cadence == "quarter":
        assert end % 13 == 0


def test_moves_in_a_quarter_are_its_periods() -> None:
    for cadence in ("quarter", "month"):
        week, moves = 0, 0
        while week < 13:
            week, moves = week + period_weeks(week, cadence), moves + 1
        assert moves == moves_in_quarter(cadence)


def test_days_count_from_one() -> None:
    assert [day_of(t) for t in (0.0, 0.99 / 7, 1 / 7 + 1e-9, 1.0, 12.999)] == [1, 1, 2, 8, 91]
