"""The ends of a file and the pace of its months: a few dates do not move them, and oddities are reported."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.crm.deals import OPEN, WON, Deals
from sim.crm.estimate.estimate import estimate
from sim.crm.estimate.figures import Figures
from sim.crm.estimate.pace import count_thin_months, describe_doubt
from sim.crm.estimate.window import month_start

FIRST = (2022 - 1970) * 12


def deals(*counts: int) -> Deals:
    """So many deals in each month from January 2022, evenly over its days, every one won after five days."""
    created = np.concatenate(
        [
            month_start(FIRST + i)
            + np.linspace(0, 1, count, endpoint=False) * (month_start(FIRST + i + 1) - month_start(FIRST + i))
            for i, count in enumerate(counts)
        ]
    ).astype(np.int64)
    n, nobody = len(created), np.full(len(created), -1)
    value = np.full(n, 100.0)
    days = created.astype(np.float64)
    return Deals(np.full(n, WON), days, days + 5, value, nobody, nobody, (), ())


def month(found: Figures) -> float:
    assert found.arrivals is not None
    return found.arrivals.month.value


EVEN = (60,) * 12


def test_a_last_month_with_a_twentieth_of_the_deals_is_reported_and_not_counted() -> None:
    found = estimate(deals(*EVEN, 3))
    assert month(found) == pytest.approx(60, rel=0.02)
    assert found.arrivals is not None
    assert found.arrivals.used == ("2022-01", "2022-12")
    (sentence,) = found.oddities
    assert "2023-01" in sentence
    assert "3 deals" in sentence
    assert "60 a month" in sentence
    assert found.doubt is None


@pytest.mark.parametrize("counts", [(1, 0, 2, *EVEN), (*EVEN, 0, 0, 1, 0, 2), (0, 1, *EVEN, 1, 0, 1)])
def test_thin_months_at_the_ends_are_reported(counts: tuple[int, ...]) -> None:
    found = estimate(deals(*counts))
    assert month(found) == pytest.approx(60, rel=0.02)
    assert 1 <= len(found.oddities) <= 2


@pytest.mark.parametrize(
    "counts", [EVEN, (30, 60, 90) * 4, (7, 8, 10, 12, 15, 20, 30, 40, 60), (4, 1, 6, 0, 3, 5) * 3]
)
def test_seasons_growth_and_chance_are_not_odd(counts: tuple[int, ...]) -> None:
    found = estimate(deals(*counts))
    assert found.oddities == ()
    assert found.doubt is None
    assert count_thin_months(np.array(counts)) == (0, 0)


def test_a_file_of_deals_created_up_to_some_day_ends_there() -> None:
    """Closings go on for a year, arrivals do not: these months have no deal, and are no months of the firm."""
    its = deals(*(4,) * 24)
    late = its.closed.copy()
    late[-20:] += np.linspace(10, 400, 20).astype(np.int64)
    found = estimate(replace(its, closed=late))
    assert month(found) == pytest.approx(4, rel=0.1)
    assert found.arrivals is not None
    assert found.arrivals.used[1] == "2023-12"
    assert any("No deals were created" in sentence for sentence in found.oddities)


def test_gaps_and_bulk_entries_are_reported() -> None:
    found = estimate(deals(*EVEN, 0, 1, *EVEN, 700, *EVEN))
    holes, heaps = found.oddities
    assert "2023-01, 2023-02" in holes
    assert "2024-03" in heaps


def test_a_pace_that_differs_from_most_deals_is_doubtful() -> None:
    """As it was where three late dates moved the end by half a year."""
    created = deals(*EVEN).created
    assert describe_doubt(created, range(FIRST, FIRST + 12), 60.0) is None
    assert describe_doubt(created, range(FIRST, FIRST + 18), 40.0) is not None
    assert estimate(deals(*EVEN)).doubt is None


def test_open_deals_without_dates_have_nothing_odd() -> None:
    nothing, nobody = np.full(3, np.nan), np.full(3, -1)
    found = estimate(Deals(np.full(3, OPEN), nothing, nothing, nothing, nobody, nobody, (), ()))
    assert (found.oddities, found.doubt) == ((), None)


def test_one_deal_a_year_before_the_others_of_a_small_firm_does_not_thin_its_months() -> None:
    found = estimate(deals(1, *(0,) * 11, 4, 4, 5, 4, 4))
    assert month(found) == pytest.approx(4.2, rel=0.05)
    assert any("begin later" in sentence for sentence in found.oddities)
