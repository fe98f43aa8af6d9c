"""Figures of deals that are made so that the answer is known by reasoning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator, Philox

from sim.crm.deals import LOST, NOBODY, OPEN, WON, Deals
from sim.crm.estimate.estimate import estimate
from sim.crm.estimate.fate import estimate_fate
from sim.crm.estimate.figures import DealFate, Figures, QuarterEnd
from sim.crm.estimate.lines import MAX_PRODUCT_LINES, OTHER_LINES, list_product_lines
from sim.crm.estimate.quarter_end import estimate_quarter_end
from sim.crm.estimate.window import find_window, take_deals
from tests.crm.estimate.sample import day
from tests.crm.truth import made

JANUARY = int(day("2021-01-01"))


def deals_of(
    outcome: Sequence[int], created: Sequence[float], took: Sequence[float], owner: Sequence[int] = ()
) -> Deals:
    ends = np.array(outcome)
    start = np.array(created, dtype=np.float64)
    return Deals(
        outcome=ends,
        created=start,
        closed=np.where(ends == OPEN, np.nan, start + np.array(took)),
        value=np.where(ends == WON, 100.0, np.nan),
        owner=np.array(owner if len(owner) else [0] * len(ends)),
        product=np.full(len(ends), NOBODY),
        owners=tuple(f"seller {i}" for i in range(1 + max(owner, default=0))),
        products=(),
    )


def steady(a_day: int = 1, days: int = 730, takes: float = 20) -> Deals:
    """Every day the same number of deals, all won after so many days; those that are not yet are open."""
    created = np.repeat(JANUARY + np.arange(days), a_day)
    ended = created + takes <= JANUARY + days - 1
    return deals_of(np.where(ended, WON, OPEN).tolist(), created.tolist(), [takes] * len(created))


def figures(seed: int, **firm: float) -> Figures:
    return estimate(_made(seed, **firm))


def _made(seed: int, **firm: float) -> Deals:
    return made(Generator(Philox(key=seed)), **firm)[0]  # type: ignore[arg-type]  # all are numbers


def test_arrivals_allow_for_the_lengths_of_months() -> None:
    found = estimate(steady(a_day=2)).arrivals
    assert found
    assert found.month.value == pytest.approx(2 * 365.25 / 12)
    assert found.used == ("2021-01", "2022-12")
    assert found.dispersion == pytest.approx(0, abs=1e-9)
    assert found.month.low < found.month.value < found.month.high, (
        "a few even months do not make arrivals certain"
    )


def test_partial_months_are_left_out() -> None:
    deals = steady()
    cut = take_deals(deals, (deals.created >= JANUARY + 12) & (deals.created < JANUARY + 720))
    found = estimate(replace(cut, closed=np.where(cut.outcome == OPEN, np.nan, cut.created))).arrivals
    assert found
    assert found.used == ("2021-02", "2022-11")
    assert found.months[0] == ("2021-01", 19)


def test_arrivals_are_divided_equally_among_sellers() -> None:
    deals = steady(a_day=3)
    owner = np.arange(len(deals.outcome)) % 3
    found = estimate(replace(deals, owner=owner, owners=("a", "b", "c", "d"))).arrivals
    assert found
    assert found.seller_month
    assert found.seller_month.value == pytest.approx(found.month.value / 3), "the fourth has no deals"


def test_open_deals_are_not_lost() -> None:
    found = estimate(deals_of([WON] * 20 + [LOST] * 20 + [OPEN] * 60, [JANUARY] * 100, [30] * 100))
    assert found.win_rate
    assert found.win_rate.value == 0.5
    assert found.win_rate.n == 40


def test_cumulative_incidence_is_as_computed_by_hand() -> None:
    """20 deals: 10 won at 10 days; 4 censored at 20; of 6 seen at 30, 3 lost; the others open at 40."""
    end = JANUARY + 100
    created = [end - 60] * 10 + [end - 20] * 4 + [end - 70] * 3 + [end - 40] * 3
    found = _fate(
        deals_of(
            [WON] * 10 + [OPEN] * 4 + [LOST] * 3 + [OPEN] * 3 + [LOST],
            [*created, end],
            [10] * 14 + [30] * 6 + [0],
        )
    )
    assert found.old == 10
    at = found.days.index(10)
    assert found.lost[0] == pytest.approx(1 / 21)
    assert found.won[at] == pytest.approx(20 / 21 * 10 / 20)
    assert found.open_when_old
    assert found.open_when_old.value == pytest.approx(20 / 21 * 10 / 20)
    assert found.old_month
    days_open = 4 * 10 + 3 * 20 + 3 * 30
    assert found.old_month.value == pytest.approx(1 - np.exp(-3 / days_open * 365.25 / 12))


def _fate(deals: Deals) -> DealFate:
    found = estimate_fate(deals, find_window(deals))
    assert isinstance(found, DealFate)
    return found


def test_missing_early_deals_do_not_bias_the_curves() -> None:
    """The same firm with and without what closed before a year had passed."""
    deals = _made(4, sellers=40, months=36)
    whole, cut = _fate(deals), _fate(take_deals(deals, ~(deals.closed < JANUARY + 365)))
    for age in (20, 60, 120):
        for outcome in ("won", "lost"):
            one, other = (np.interp(age, f.days, getattr(f, outcome)) for f in (whole, cut))
            assert other == pytest.approx(one, abs=0.02)


def test_missing_deals_are_detected_without_false_alarms() -> None:
    whole, old, closed = (
        find_window(_made(6, sellers=20, **{part: True} if part else {}))
        for part in ("", "before_left_out", "open_left_out")
    )
    assert whole
    assert whole.closings_from is None
    assert whole.created_to == whole.end
    assert old
    assert old.closings_from is not None
    assert JANUARY <= old.closings_from <= JANUARY + 5
    assert old.created_to == old.end
    assert closed
    assert closed.closings_from is None
    assert closed.created_to < closed.end


def test_one_wrong_date_does_not_hide_missing_deals() -> None:
    deals = _made(7, sellers=20, before_left_out=True)
    wrong = replace(deals, closed=deals.closed.copy())
    first = int(np.flatnonzero((deals.outcome == WON) & (deals.created < JANUARY - 20))[0])
    wrong.closed[first] = deals.created[first] + 1
    seen = find_window(wrong)
    assert seen
    assert seen.closings_from is not None
    assert seen.closings_from >= JANUARY


def test_a_file_of_closed_deals_does_not_show_how_many_stay_open() -> None:
    found = figures(8, open_left_out=True)
    assert found.fate
    assert found.fate.stay_open is None
    assert found.fate.open_when_old is None
    assert any("no open deal" in sentence for sentence in found.gaps)


def test_a_quarter_end_rush_is_detected_and_measured() -> None:
    found = figures(9, sellers=60, quarter_end=0.6).quarter_end
    assert found
    assert found.present
    first, second, third = found.hazards
    assert third / (first + second) * 2 == pytest.approx(1.6, abs=0.15)


def test_growth_alone_is_no_quarter_end_rush() -> None:
    """A pipeline that grows fast raises the share of the last months, yet not the readiness."""
    found = figures(10, sellers=60, months=12, growth=30.0).quarter_end
    assert found
    assert found.shares[2].low > 1 / 3
    assert found.p > 0.05


def test_quarters_begin_with_the_fiscal_year() -> None:
    deals = _made(11, sellers=60, quarter_end=0.6)
    by_start = [_quarter_end(replace(deals, fiscal_start=start)).hazards for start in (1, 2, 3)]
    assert by_start[0] == _quarter_end(replace(deals, fiscal_start=10)).hazards
    assert [int(np.argmax(hazards)) for hazards in by_start] == [2, 1, 0]


def _quarter_end(deals: Deals) -> QuarterEnd:
    found = estimate_quarter_end(deals, find_window(deals))
    assert isinstance(found, QuarterEnd)
    return found


def test_the_time_in_which_the_pipeline_fills_does_not_count() -> None:
    """Deals that take 80 days: the first quarter of the file has wins in its last month only."""
    found = _quarter_end(steady(a_day=3, days=365, takes=80))
    assert found.shares[0].n == 3 * (91 + 92 + 92)
    assert found.shares[0].value == pytest.approx((30 + 31 + 31) / 275)


def test_very_different_sellers_are_distinguished() -> None:
    outcome = [WON] * 80 + [LOST] * 20 + [WON] * 20 + [LOST] * 80
    found = estimate(deals_of(outcome, [JANUARY] * 200, [5] * 200, [0] * 100 + [1] * 100)).rep_effect
    assert found
    assert found.distinguishable
    assert found.p == pytest.approx(1 / 10_000)
    best, worst = found.sellers
    assert (best.won, best.closed, worst.won) == (80, 100, 20)
    assert 0.5 < best.rate.low < best.rate.value < 0.8
    assert 0.2 < worst.rate.value < worst.rate.high < 0.5


def test_the_permutation_test_agrees_with_fishers_exact_test() -> None:
    """Fisher: two sellers with 5 deals each, 5 wins all by one: 2 of 252 ways."""
    outcome = [WON] * 5 + [LOST] * 5
    found = estimate(deals_of(outcome, [JANUARY] * 10, [5] * 10, [0] * 5 + [1] * 5)).rep_effect
    assert found
    assert found.p == pytest.approx(2 / 252, abs=0.004)


def test_many_products_are_merged_into_few_lines() -> None:
    deals = steady(a_day=5)
    product = np.arange(len(deals.outcome)) % 50
    found = list_product_lines(replace(deals, product=product, products=tuple(f"p{i}" for i in range(50))))
    assert len(found) == MAX_PRODUCT_LINES
    assert found[-1].name == OTHER_LINES
    assert sum(line.won for line in found) == np.count_nonzero(deals.outcome == WON)
    assert all(line.value == 100 for line in found)


@pytest.mark.parametrize(
    ("gone", "parts", "said"),
    [
        ({"owner": NOBODY}, ("sellers", "rep_effect"), "owner"),
        ({"created": np.nan}, ("arrivals", "days_won", "fate"), "created date"),
        (
            {"created": np.nan, "closed": np.nan},
            ("arrivals", "days_won", "quarter_end", "fate"),
            "closed date",
        ),
        ({"value": np.nan}, ("values",), "amount"),
    ],
)
def test_other_figures_are_estimated_if_one_is_missing(
    gone: dict[str, float], parts: tuple[str, ...], said: str
) -> None:
    deals = _made(12)
    size = len(deals.outcome)
    columns: dict[str, Any] = {
        name: np.full(size, value, dtype=getattr(deals, name).dtype) for name, value in gone.items()
    }
    found = estimate(replace(deals, **columns))
    assert all(getattr(found, part) is None for part in parts)
    assert found.win_rate == estimate(deals).win_rate
    assert any(said in sentence for sentence in found.gaps)
