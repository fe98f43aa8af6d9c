"""Futures begin where they should: at an opening, or in the middle of a game, each in its own state."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from sim.batch.block import Block, make_game_block
from sim.batch.policies import LinesPolicy, constant_batch_policy
from sim.batch.state import BatchStart, BatchState, opening_start
from sim.batch.timeline import draw_timelines
from sim.model.firm import Firm
from sim.model.move import Allocation
from sim.model.random_streams import RandomStreams
from sim.model.start import starting_cash, starting_state
from sim.model.state import Counts, Stocks
from tests.batch.futures import BUSY, STEADY, Diary, Stood, lived
from tests.model.firms import firm_of

CALM = {"rate": 0.0}
SOLO = firm_of(organisation={"sellers": 1, "managers": 1 / 6, "leaders": 1 / 12}, disruptions=CALM)
WHOLE, HALF = 52, 26


def test_the_opening_is_the_models_start() -> None:
    firm = firm_of(
        organisation={"history": {"split": {"sellers": 10, "managers": 20, "leaders": 30}, "weeks": 30}}
    )
    at, (counts, stocks) = opening_start(firm), starting_state(firm)
    assert (at.week, at.cash, at.attainments, at.earned) == (0, starting_cash(firm), (), 0.0)
    for own, model in ((at.counts, counts), (at.stocks, stocks)):
        for f in fields(model):
            assert np.array_equal(getattr(own, f.name), getattr(model, f.name))


def of_plan(stood: Stood, plan: int = 0) -> BatchStart:
    """The states of a plan's futures, as a start."""
    counts = Counts(**{f.name: getattr(stood.counts, f.name)[:, plan] for f in fields(Counts)})
    stocks = Stocks(
        **{
            f.name: np.broadcast_to(getattr(stood.stocks, f.name), _shape(stood, f.name))[:, plan]
            for f in fields(Stocks)
        }
    )
    return BatchStart(stood.week.week + 1, counts, stocks, stood.cash[:, plan])


def _shape(stood: Stood, name: str) -> tuple[int, ...]:
    value = np.shape(getattr(stood.stocks, name))
    return value if len(value) > 1 else stood.cash.shape


@pytest.mark.parametrize("flow", [False, True])
def test_going_on_is_as_never_having_stopped(flow: bool) -> None:
    """Dice go by week, so a run from where each future stands meets the luck of a whole run. (Sellers' patience is not
    part of a start, so this is a firm whose only seller never leaves.)
    """
    games, whole, half = make_game_block(SOLO, RandomStreams(3), 0, 60), Diary(), Diary()
    games = Block(SOLO, games.start, games.timeline, games.futures, games.dice, 0, flow)
    games.simulate(1, LinesPolicy(SOLO, [[STEADY, BUSY, STEADY, BUSY]], 0, "quarter"), WHOLE, whole)
    at = of_plan(whole.weeks[HALF - 1])
    rest = Block(SOLO, at, games.timeline, games.futures, games.dice, 0, flow)
    rest.simulate(1, LinesPolicy(SOLO, [[STEADY, BUSY]], HALF, "quarter"), WHOLE, half)
    assert len(half.weeks) == WHOLE - HALF
    for a, b in zip(whole.weeks[HALF:], half.weeks, strict=True):
        assert a.week.week == b.week.week
        assert np.array_equal(a.cash, b.cash)
        assert np.array_equal(a.counts.qualified, b.counts.qualified)
        assert np.array_equal(a.counts.accounts, b.counts.accounts)
        assert np.array_equal(np.asarray(a.stocks.felt), np.asarray(b.stocks.felt))


def test_starts_of_futures_are_each_their_own() -> None:
    """Two positions simulated together give the same results as each alone."""
    firm = firm_of(disruptions=CALM)
    ends = lived(firm, [[STEADY]], HALF, futures=2)[-1]
    side = of_plan(ends)
    found = flowed(firm, side, 2)
    for future in range(2):
        alone = of_plan(ends)
        one = BatchStart(
            alone.week,
            Counts(**{f.name: getattr(alone.counts, f.name)[future] for f in fields(Counts)}),
            Stocks(**{f.name: np.asarray(getattr(alone.stocks, f.name))[future] for f in fields(Stocks)}),
            float(np.asarray(alone.cash)[future]),
        )
        assert flowed(firm, one, 1)[0] == pytest.approx(found[future])


def flowed(firm: Firm, at: BatchStart, futures: int) -> np.ndarray:
    """Cash after the flow of a year from a start, (futures,)."""
    timeline = draw_timelines(firm, RandomStreams(1).stream("none"), futures)
    block = Block(firm, at, timeline, futures, RandomStreams(1), 0, flow=True)
    return block.simulate(1, constant_batch_policy(firm, STEADY, at.week), at.week + WHOLE).cash[:, 0]


def test_a_start_in_a_quarter_knows_what_the_quarter_has_booked() -> None:
    """Attainment of the quarter includes the weeks before the start."""
    counts, stocks = starting_state(SOLO)
    at = BatchStart(20, counts, stocks, 0.0, (0.7, 0.9), booked=30.0)
    block = Block(SOLO, at, draw_timelines(SOLO, RandomStreams(1).stream("none"), 5), 5, RandomStreams(1), 0)
    diary = Diary()
    block.simulate(1, constant_batch_policy(SOLO, STEADY, 20), 26, diary)
    booked = 30.0 + np.sum([np.broadcast_to(s.week.bookings, (5, 1)) for s in diary.weeks], axis=0)
    target = sum(SOLO.target(week) for week in range(13, 26))
    last = diary.weeks[-1].attainments
    assert [float(a[0, 0]) for a in last[:2]] == [0.7, 0.9]
    assert last[2] == pytest.approx(booked / target)


def test_lines_begin_where_they_are_told() -> None:
    """In the middle of a month, a quarterly line moves at the end of the quarter."""
    counts, stocks = starting_state(SOLO)
    weeks = list[int]()
    lines = LinesPolicy(SOLO, [[STEADY, BUSY]], 22, "month")
    at = BatchStart(22, counts, stocks, 0.0)
    block = Block(SOLO, at, draw_timelines(SOLO, RandomStreams(1).stream("none"), 2), 2, RandomStreams(1), 0)
    block.simulate(1, lambda state: _noted(weeks, lines, state), 35)
    assert weeks == [22, 26]


def _noted(weeks: list[int], lines: LinesPolicy, state: BatchState) -> Allocation | None:
    move = lines(state)
    if move is not None:
        weeks.append(state.week)
    return move
