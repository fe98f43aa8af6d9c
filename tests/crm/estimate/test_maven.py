"""The sample set: estimates against what the standard library makes of its rows."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from pathlib import Path

import pytest

from sim.crm.estimate.estimate import estimate
from sim.crm.estimate.figures import Figures
from sim.crm.estimate.window import find_window
from tests.crm.estimate.sample import sample
from tests.crm.sample import (
    Row,
    count_outcomes,
    days_open,
    days_since_epoch,
    months,
    read_deals,
    sum_of_wins,
    with_stage,
)


@pytest.fixture(scope="module")
def deals(maven: Path) -> list[Row]:
    return read_deals(maven)


@pytest.fixture(scope="module")
def figures(maven: Path) -> Figures:
    return estimate(sample(maven))


def deciles(values: list[int] | list[float]) -> list[float]:
    return statistics.quantiles(values, n=10, method="inclusive")


def test_counts_and_rates(figures: Figures, deals: list[Row]) -> None:
    won, lost, _ = count_outcomes(deals)
    assert (figures.rows, figures.won, figures.lost, figures.open) == (len(deals), *count_outcomes(deals))
    assert figures.sellers == len({deal["sales_agent"] for deal in deals})
    assert figures.win_rate
    assert figures.win_rate.value == pytest.approx(won / (won + lost))
    assert figures.win_rate.n == won + lost


def test_cycles_and_values(figures: Figures, deals: list[Row]) -> None:
    for found, stage in ((figures.days_won, "Won"), (figures.days_lost, "Lost")):
        days = days_open(with_stage(deals, stage))
        assert found
        assert found.median.value == statistics.median(days)
        assert (found.p10, found.p90) == pytest.approx((deciles(days)[0], deciles(days)[-1]))
        assert found.mean.value == pytest.approx(statistics.fmean(days))
    worth = [float(deal["close_value"]) for deal in with_stage(deals, "Won")]
    assert figures.values
    assert figures.values.total == pytest.approx(sum_of_wins(deals))
    assert figures.values.median == pytest.approx(statistics.median(worth))
    assert figures.values.p90 == pytest.approx(deciles(worth)[-1])
    assert figures.values.mean.value == pytest.approx(statistics.fmean(worth))


def test_there_is_a_quarter_end_rush(figures: Figures, deals: list[Row]) -> None:
    """Shares are those of the calendar quarters of which all three months have wins."""
    won = Counter(months(with_stage(deals, "Won"), "close_date"))
    quarters = Counter((month[:4], (int(month[5:]) - 1) // 3) for month in won)
    by_month = [0, 0, 0]
    for month, wins in won.items():
        year, number = month[:4], int(month[5:]) - 1
        if quarters[year, number // 3] == len(by_month):
            by_month[number % 3] += wins
    found = figures.quarter_end
    assert found
    assert found.present
    assert [share.value for share in found.shares] == pytest.approx([n / sum(by_month) for n in by_month])
    assert found.hazards[0] < found.hazards[1] < 1 < found.hazards[2]


def test_sellers_do_not_differ_significantly(figures: Figures, deals: list[Row]) -> None:
    """The draws' chance of such differences is near that of Pearson's test (Wilson and Hilferty's approximation)."""
    won, closed = (
        Counter(deal["sales_agent"] for deal in with_stage(deals, *stages))
        for stages in (("Won",), ("Won", "Lost"))
    )
    rate = won.total() / closed.total()
    squares = sum((won[who] - n * rate) ** 2 / (n * rate * (1 - rate)) for who, n in closed.items())
    free = len(closed) - 1
    z = ((squares / free) ** (1 / 3) - (1 - 2 / (9 * free))) / math.sqrt(2 / (9 * free))
    found = figures.rep_effect
    assert found
    assert not found.distinguishable
    assert found.p == pytest.approx(math.erfc(z / math.sqrt(2)) / 2, abs=0.03)
    assert 0 < found.sd < 0.02
    rates = [seller.rate.value for seller in found.sellers]
    raw = [seller.won / seller.closed for seller in found.sellers]
    assert max(rates) - min(rates) < (max(raw) - min(raw)) / 3, "what is noise is shrunk away"


def test_missing_deals_at_both_ends_are_detected(maven: Path, figures: Figures, deals: list[Row]) -> None:
    """Nothing that closed earlier is in the file, though deals had begun before; and the last to begin are few."""
    first = min(deal["close_date"] for deal in deals if deal["close_date"])
    seen = find_window(sample(maven))
    assert seen
    assert seen.closings_from == days_since_epoch(first)
    assert seen.created_to < seen.end
    begun = Counter(months(deals, "engage_date"))
    assert figures.arrivals
    since, until = figures.arrivals.used
    assert since == first[:7]
    assert since < until < max(begun)
    shown = dict(figures.arrivals.months)
    assert shown == {month: begun[month] for month in shown}
    assert max(shown.values()) == max(begun.values())


def test_arrivals_exceed_closings(figures: Figures, deals: list[Row]) -> None:
    """Those that stay open are part of what comes as well; the plain mean of the last year could not feed them."""
    closed = months(deals, "close_date")
    begun = Counter(months(deals, "engage_date"))
    last_year = [n for month, n in begun.items() if month[:4] == max(begun)[:4]]
    assert figures.arrivals
    assert figures.fate
    ends = figures.fate.won[-1] + figures.fate.lost[-1]
    assert figures.arrivals.month.contains(len(closed) / len(set(closed)) / ends)
    assert not figures.arrivals.month.contains(statistics.fmean(last_year))


def test_a_fifth_stays_open(figures: Figures, deals: list[Row]) -> None:
    """More than a fifth of what is old enough to be decided never closes; all that is open has young deals in it."""
    assert figures.fate
    assert figures.fate.old == math.ceil(deciles(days_open(with_stage(deals, "Won")))[-1])
    assert figures.fate.stay_open
    end = max(days_since_epoch(day) for deal in deals if (day := deal["close_date"] or deal["engage_date"]))
    old = [
        d for d in deals if d["engage_date"] and end - days_since_epoch(d["engage_date"]) > figures.fate.old
    ]
    open_when_old = sum(not deal["close_date"] for deal in old) / len(old)
    assert figures.fate.stay_open.value == pytest.approx(open_when_old, abs=0.05)
    assert 0.2 < figures.fate.stay_open.value < count_outcomes(deals)[2] / len(deals)
