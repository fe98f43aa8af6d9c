"""The sample set: what is known of it from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.crm.estimate.estimate import estimate
from sim.crm.estimate.figures import Figures
from sim.crm.estimate.window import find_window
from tests.crm.estimate.sample import day, sample


@pytest.fixture(scope="module")
def figures(maven: Path) -> Figures:
    return estimate(sample(maven))


def test_counts_and_rates_are_as_known(figures: Figures) -> None:
    assert (figures.rows, figures.won, figures.lost, figures.open) == (8800, 4238, 2473, 2089)
    assert figures.sellers == 30
    assert figures.win_rate
    assert figures.win_rate.value == pytest.approx(0.6315, abs=5e-5)
    assert figures.win_rate.n == 6711


def test_cycles_and_values_are_as_known(figures: Figures) -> None:
    assert figures.days_won
    assert figures.days_lost
    assert figures.values
    won, lost, values = figures.days_won, figures.days_lost, figures.values
    assert (won.median.value, won.p10, won.p90) == (57, 5, 106)
    assert won.mean.value == pytest.approx(51.78, abs=0.005)
    assert (lost.median.value, lost.p10, lost.p90) == (14, 2, 100)
    assert lost.mean.value == pytest.approx(41.48, abs=0.005)
    assert [values.median, values.p90, values.total] == pytest.approx([1117, 5284.3, 10_005_534])
    assert values.mean.value == pytest.approx(2360.91, abs=0.005)


def test_there_is_a_quarter_end_rush(figures: Figures) -> None:
    found = figures.quarter_end
    assert found
    assert found.present
    assert [share.value for share in found.shares] == pytest.approx([0.235, 0.348, 0.417], abs=5e-4)
    assert sum(share.value for share in found.shares) == pytest.approx(1)
    assert found.hazards[0] < found.hazards[1] < 1 < found.hazards[2]


def test_sellers_do_not_differ_significantly(figures: Figures) -> None:
    found = figures.rep_effect
    assert found
    assert not found.distinguishable
    assert found.p == pytest.approx(0.26, abs=0.02)
    assert 0 < found.sd < 0.02
    rates = [seller.rate.value for seller in found.sellers]
    raw = [seller.won / seller.closed for seller in found.sellers]
    assert max(rates) - min(rates) < (max(raw) - min(raw)) / 3, "what is noise is shrunk away"


def test_missing_deals_at_both_ends_are_detected(maven: Path, figures: Figures) -> None:
    seen = find_window(sample(maven))
    assert seen
    assert seen.closings_from == day("2017-03-01")
    assert seen.created_to < seen.end
    assert figures.arrivals
    assert figures.arrivals.used == ("2017-03", "2017-08")
    assert dict(figures.arrivals.months)["2017-07"] == 1198


def test_arrivals_exceed_closings(figures: Figures) -> None:
    """6,711 deals close in ten months, and those that stay open are part of what comes as well."""
    assert figures.arrivals
    assert figures.fate
    ends = figures.fate.won[-1] + figures.fate.lost[-1]
    assert figures.arrivals.month.contains(671.1 / ends)
    assert not figures.arrivals.month.contains(661.8), "the plain mean of 2017 could not feed them"


def test_a_fifth_stays_open(figures: Figures) -> None:
    assert figures.fate
    assert figures.fate.old == 106
    assert figures.fate.stay_open
    share = figures.fate.stay_open.value
    assert share > 0.2, "20.5 % of those engaged from January to July 2017 never closed"
    assert share < 2089 / 8800, "all that is open, with what is only young"
