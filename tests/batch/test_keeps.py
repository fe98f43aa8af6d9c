"""What the batch engine preserves in any game: integer counts, conservation, and the same results
from the same seed.
"""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model.firm import Firm
from sim.model.move import Move
from sim.model.state import LOG_STOCKS, UNIT_STOCKS, Counts, Stocks
from tests.batch.futures import STEADY, Stood, lived
from tests.event.worlds import firms, lines
from tests.model.firms import firm_of, still_firm

some = settings(max_examples=25)
seeds = st.integers(0, 2**40)


@some
@given(firms, st.lists(lines(3), min_size=1, max_size=3), seeds)
def test_counts_are_whole_and_stocks_in_bounds(firm: Firm, plans: list[list[Move]], seed: int) -> None:
    for stood in lived(firm, plans, 30, seed=seed, futures=8, cadence="month"):
        for f in fields(Counts):
            counts = getattr(stood.counts, f.name)
            assert (counts >= 0).all()
            assert (counts == np.round(counts)).all()
        for name in UNIT_STOCKS:
            assert np.all((getattr(stood.stocks, name) >= 0) & (getattr(stood.stocks, name) <= 1))
        for name in LOG_STOCKS:
            assert np.isfinite(getattr(stood.stocks, name)).all()
        assert set(np.unique(stood.stocks.filled)) <= {0.0, 1.0}
        assert ((stood.progress >= 0) & (stood.progress <= 1)).all()


@some
@given(firms, lines(3), seeds)
def test_nothing_comes_of_nothing(firm: Firm, line: list[Move], seed: int) -> None:
    """Only existing items move on, accounts come only from wins, and cash is the sum of margins if
    no strike adds any.
    """
    calm = Firm(firm.scenario.model_copy(update={"disruptions": no_disruptions()}))
    weeks = lived(calm, [line], 30, seed=seed, futures=8, rival=True)
    for before, after in pairwise(weeks):
        acted = after.week.acted
        assert acted.lost is not None
        decided = acted.flows.won + acted.lost
        assert (decided <= before.counts.proposals).all()
        assert (after.counts.accounts <= before.counts.accounts + acted.flows.won.sum(axis=-1)).all()
        proposed = (
            after.counts.proposals - before.counts.proposals + acted.flows.won
        )  # and more, where some were lost
        assert (proposed <= before.counts.qualified).all()
        young = after.counts.conversations[..., 1:].sum(axis=-1)
        assert (young <= before.counts.conversations.sum(axis=-1)).all()
        assert after.cash == pytest.approx(before.cash + np.asarray(after.week.margin))
        worth = np.broadcast_to(after.week.bookings, after.cash.shape)
        assert ((worth > 0) == (acted.flows.won.sum(axis=(-1, -2)) > 0)).all()


@some
@given(firms, lines(3), seeds)
def test_heads_change_by_who_leaves_and_comes(firm: Firm, line: list[Move], seed: int) -> None:
    for before, after in pairwise(lived(firm, [line], 30, seed=seed, futures=8)):
        happened, there = after.week.acted.happened, before.stocks.filled
        assert (happened.left <= there).all()
        assert (happened.hired <= 1 - there).all()
        assert (after.stocks.filled == there - happened.left + happened.hired).all()
        assert ((after.stocks.ramp > 0) <= (after.stocks.filled > 0)).all()


def no_disruptions() -> object:
    return firm_of(disruptions={"rate": 0.0}).scenario.disruptions


def same(a: list[Stood], b: list[Stood]) -> bool:
    return all(
        all(np.array_equal(getattr(x.counts, f.name), getattr(y.counts, f.name)) for f in fields(Counts))
        and all(np.array_equal(getattr(x.stocks, f.name), getattr(y.stocks, f.name)) for f in fields(Stocks))
        and np.array_equal(x.cash, y.cash)
        and np.array_equal(x.fired, y.fired)
        for x, y in zip(a, b, strict=True)
    )


@settings(max_examples=8)
@given(firms, lines(2), seeds)
def test_one_seed_one_result(firm: Firm, line: list[Move], seed: int) -> None:
    assert same(lived(firm, [line], 26, seed=seed, futures=6), lived(firm, [line], 26, seed=seed, futures=6))


def test_another_seed_and_another_block_are_other_futures() -> None:
    firm = firm_of()
    one = lived(firm, [[STEADY]], 26)
    assert not same(one, lived(firm, [[STEADY]], 26, seed=2))
    assert not same(one, lived(firm, [[STEADY]], 26, block=1))


def test_zero_rates_do_nothing() -> None:
    """With sellers who have no tactical hours, and no arrivals or departures, only cash changes."""
    nothing = {
        "arrivals": {"inbound": 0.0, "prospecting": 0.0},
        "conversations": {"begin": 0.0},
        "accounts": {"leave": 0.0},
        "coverage": {"qualified_hours": 1.0, "proposal_hours": 1.0},
        "stages": {"neglect": 0.0},
    }
    start = {"qualified": 50, "proposals": 40, "conversations": [0, 0, 0], "accounts": 100}
    firm = still_firm(start, nothing)
    first, *weeks = lived(firm, [[Move((100, 50, 50), (30, 30, 30))]], 52)
    for stood in weeks:
        for f in fields(Counts):
            assert np.array_equal(getattr(stood.counts, f.name), getattr(first.counts, f.name))
        assert not np.any(stood.week.bookings)
        for f in fields(Stocks):
            if f.name not in ("felt", "ramp", "offering_built", "offering_live", "rival_gap"):
                assert np.asarray(getattr(stood.stocks, f.name)) == pytest.approx(
                    getattr(first.stocks, f.name)
                )
        cost = -12 * 2.9 - 2 * 4.3 - 8.0 + 100 * 0.165
        assert np.asarray(stood.week.margin) == pytest.approx(cost)
    assert (first.counts.proposals[..., 0] == 40).all()
