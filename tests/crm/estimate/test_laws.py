"""What holds of the figures of any deals at all, however few or odd."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import Generator, Philox

from sim.base.statistics import Estimate
from sim.crm.deals import LOST, OPEN, WON, Deals
from sim.crm.estimate.estimate import estimate
from sim.crm.estimate.figures import Figures
from sim.crm.estimate.window import take_deals
from tests.crm.truth import made

DAYS = st.one_of(
    st.none(), st.integers(18_000, 18_100), st.integers(18_000, 19_500), st.integers(-30_000, 80_000)
)
ROW = st.tuples(
    st.sampled_from([OPEN, WON, LOST]),
    DAYS,
    DAYS,
    st.one_of(st.none(), st.floats(0.01, 1e12)),
    st.integers(-1, 2),
    st.integers(-1, 1),
)


@st.composite
def any_deals(draw: st.DrawFn) -> Deals:
    rows = draw(st.lists(ROW, max_size=12)) * draw(st.sampled_from([1, 1, 3, 20]))
    kept = draw(st.sampled_from([(OPEN, WON, LOST), (OPEN,), (WON,), (LOST,), (WON, LOST)]))
    return _deals([row for row in rows if row[0] in kept], draw(st.integers(1, 12)))


@st.composite
def likely_deals(draw: st.DrawFn) -> Deals:
    """A small made firm, or some of its deals, with some facts missing."""
    rng = Generator(Philox(key=draw(st.integers(0, 2**32))))
    deals, _ = made(
        rng,
        sellers=draw(st.integers(1, 4)),
        months=draw(st.integers(1, 14)),
        rate=draw(st.sampled_from([0.3, 2.0, 6.0])),
        before_left_out=draw(st.booleans()),
        open_left_out=draw(st.booleans()),
    )
    deals = take_deals(deals, rng.random(len(deals.outcome)) < draw(st.sampled_from([0.1, 0.7, 1.0])))
    gone = rng.random((4, len(deals.outcome))) < draw(st.sampled_from([0.0, 0.1, 1.0]))
    return replace(
        deals,
        created=np.where(gone[0], np.nan, deals.created),
        closed=np.where(gone[1], np.nan, deals.closed),
        value=np.where(gone[2], np.nan, deals.value),
        owner=np.where(gone[3], -1, deals.owner),
    )


@settings(max_examples=150)
@given(any_deals())
def test_any_deals_give_figures_or_the_reason(deals: Deals) -> None:
    _lawful(deals, estimate(deals))


@settings(max_examples=60)
@given(likely_deals())
def test_likely_deals_give_figures_or_the_reason(deals: Deals) -> None:
    _lawful(deals, estimate(deals))


@pytest.mark.parametrize("count", [0, 1])
@pytest.mark.parametrize("outcome", [OPEN, WON, LOST])
def test_hardly_any_deals_give_no_figures(count: int, outcome: int) -> None:
    figures = estimate(_deals([(outcome, 18_000, None if outcome == OPEN else 18_030, 5.0, 0, 0)] * count))
    parts = ("win_rate", "arrivals", "days_won", "days_lost", "values", "quarter_end", "rep_effect", "fate")
    assert [getattr(figures, part) for part in parts] == [None] * len(parts)
    assert len(figures.gaps) >= len(parts)


def test_the_same_deals_give_the_same_figures() -> None:
    deals, _ = made(Generator(Philox(key=1)), seller_sd=0.1)
    assert estimate(deals) == estimate(deals)


def test_the_order_of_rows_does_not_matter() -> None:
    deals, _ = made(Generator(Philox(key=2)))
    turned = estimate(take_deals(deals, np.arange(len(deals.outcome))[::-1]))
    for mine, other in zip(_numbers(estimate(deals)), _numbers(turned), strict=True):
        assert mine == pytest.approx(other, rel=1e-9)


def test_a_larger_currency_unit_changes_only_money() -> None:
    deals, _ = made(Generator(Philox(key=3)))
    figures, cents = estimate(deals), estimate(replace(deals, value=deals.value * 100))
    assert figures.values
    assert cents.values
    assert cents.values.mean.low == pytest.approx(100 * figures.values.mean.low)
    assert cents.values.cv == pytest.approx(figures.values.cv)
    assert cents.quarter_end == figures.quarter_end


def _deals(
    rows: list[tuple[int, int | None, int | None, float | None, int, int]], fiscal_start: int = 1
) -> Deals:
    def column(i: int) -> list[float]:
        return [math.nan if row[i] is None else float(row[i] or 0) for row in rows]

    outcome = np.array([row[0] for row in rows], dtype=np.int64)
    return Deals(
        outcome=outcome,
        created=np.array(column(1)),
        closed=np.where(outcome == OPEN, np.nan, np.array(column(2))),
        value=np.where(outcome == WON, np.array(column(3)), np.nan),
        owner=np.array([row[4] for row in rows], dtype=np.int64),
        product=np.array([row[5] for row in rows], dtype=np.int64),
        owners=("a", "b", "c"),
        products=("x", "y"),
        fiscal_start=fiscal_start,
    )


def _lawful(deals: Deals, figures: Figures) -> None:
    assert figures.won + figures.lost + figures.open == figures.rows == len(deals.outcome)
    assert all(math.isfinite(number) for number in _numbers(figures))
    for one in _estimates(figures):
        assert one.contains(one.value)
        assert one.low >= 0
        assert one.n >= 1
    missing = sum(getattr(figures, field.name) is None for field in dataclasses.fields(figures))
    assert len(set(figures.gaps)) == len(figures.gaps) >= min(missing, 3)
    if figures.quarter_end:
        assert sum(share.value for share in figures.quarter_end.shares) == pytest.approx(1)
        assert 0 <= figures.quarter_end.p <= 1
    if figures.fate:
        ended = np.array(figures.fate.won) + np.array(figures.fate.lost)
        assert (np.diff(figures.fate.won) >= 0).all()
        assert (np.diff(figures.fate.lost) >= 0).all()
        assert (ended <= 1 + 1e-9).all()
    if figures.rep_effect:
        assert sum(seller.closed for seller in figures.rep_effect.sellers) <= figures.won + figures.lost
        assert all(seller.rate.high <= 1 for seller in figures.rep_effect.sellers)


def _estimates(part: object) -> Iterator[Estimate]:
    if isinstance(part, Estimate):
        yield part
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from _estimates(getattr(part, field.name))
    elif isinstance(part, tuple):
        for item in part:
            yield from _estimates(item)


def _numbers(part: object) -> Iterator[float]:
    """All numbers; none of them numpy's own, which JSON does not know."""
    if isinstance(part, int | float):
        assert type(part) in (int, float, bool), f"{type(part)} is no plain number"
        yield float(part)
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from _numbers(getattr(part, field.name))
    elif isinstance(part, tuple):
        for item in part:
            yield from _numbers(item)
    else:
        assert part is None or isinstance(part, str), f"{type(part)} in the figures"
