"""Plans: coefficients become whole percents, and bots keep the seats that are not planned."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.batch.block import make_game_block
from sim.batch.disruptions import DisruptionTracker
from sim.batch.state import BatchState, begin_state
from sim.lookahead.plans import PlanBatch, concatenate_plans
from sim.lookahead.search_heads import (
    FIRST_MOVE_CHANGES,
    distinct_plans,
    fill_plans,
    first_lines,
    make_free_head,
    make_other_heads,
)
from sim.model.move import Move, make_allocation
from sim.model.random_streams import RandomStreams
from sim.policy.batch_bots import bot_base_move
from sim.policy.registry import load_bot_rules
from tests.lookahead.views import firm, imagined

HORIZON = imagined(week=52).horizon


def _state(futures: int, plans: int, week: int) -> BatchState:
    block = make_game_block(firm(), RandomStreams(1), 0, futures)
    state = begin_state(
        firm(), block.start, DisruptionTracker(firm(), block.timeline, plans), (futures, plans)
    )
    state.week = week
    return state


@settings(max_examples=50)
@given(arrays(float, (3, HORIZON.size), elements=st.floats(-1e6, 1e6)))
def test_any_coefficients_are_moves(coefficients: np.ndarray) -> None:
    plans = HORIZON.plans(coefficients)
    for plan in range(len(plans)):
        assert len(plans.line(plan)) == len(HORIZON.starts) == 8


@settings(max_examples=50)
@given(st.tuples(*[st.integers(1, 99)] * 3), st.integers(1, 99), st.integers(0, 18))
def test_a_move_and_its_coefficients(split: tuple[int, int, int], response: int, halves: int) -> None:
    move = Move(split, (response,) * 3, None, halves / 2)
    plans = HORIZON.plans(HORIZON.constant_coefficients(move)[np.newaxis])
    assert set(plans.line(0)) == {move}


def test_a_move_held_to_the_end_is_exact_at_the_ends_of_its_range() -> None:
    moves = [Move((0, 100, 0), (0,) * 3), Move((100, 0, 100), (100,) * 3, None, 9.0)]
    plans = HORIZON.constant_plans(moves)
    assert [set(plans.line(plan)) for plan in range(2)] == [{moves[0]}, {moves[1]}]


@pytest.mark.parametrize("held", [(0,), (1,), (2,), (0, 1, 2)])
def test_plans_decide_for_the_held_seats_and_the_bot_for_the_others(held: tuple[int, ...]) -> None:
    of = imagined(week=52, held=held)
    moves = [Move((1, 2, 3), (4,) * 3), Move((91, 92, 93), (94,) * 3)]
    played = of.horizon.constant_plans(moves).policy()(_state(5, 2, 52))
    assert played is not None
    bot = make_allocation(firm(), bot_base_move(firm(), load_bot_rules(firm().scenario.others)))
    for seat in range(3):
        for plan, move in enumerate(moves):
            mine = move.split[seat] / 100 if seat in held else bot.split[seat]
            assert np.unique(np.broadcast_to(played.split, (5, 2, 3))[:, plan, seat]) == pytest.approx(mine)


def test_a_fixed_seat_stays_as_it_is_and_is_no_bots() -> None:
    of = imagined(week=52, base=Move((77, 35, 65), (30,) * 3), fixed=(0,))
    assert of.horizon.held == (1, 2)
    played = of.horizon.constant_plans([Move((1, 2, 3), (4,) * 3)]).policy()(_state(5, 1, 52))
    assert played is not None
    assert np.broadcast_to(played.split, (5, 1, 3))[0, 0].tolist() == pytest.approx([0.77, 0.02, 0.03])


def test_between_periods_nothing_is_decided() -> None:
    mover = HORIZON.constant_plans([Move((1, 2, 3), (4,) * 3)]).policy()
    assert mover(_state(5, 1, 53)) is None


def _all_differ(plans: PlanBatch) -> bool:
    return distinct_plans(plans, len(plans)) == list(range(len(plans)))


@pytest.mark.parametrize("held", [(0,), (2,), (0, 1, 2)])
@pytest.mark.parametrize("count", [1, 3, 10])
def test_there_are_as_many_lines_as_asked_with_different_first_moves(
    held: tuple[int, ...], count: int
) -> None:
    of = imagined(week=52, held=held)
    plans = first_lines(of, count)
    assert len(plans) <= count
    alike = concatenate_plans([plans.select([0])] * 4)
    assert len(distinct_plans(alike, 4)) == 1
    full = fill_plans(alike, count)
    assert len(full) == count
    assert _all_differ(full)


def test_heads_keep_their_first_moves_in_their_regions() -> None:
    of = imagined(week=52)
    for head in make_other_heads(of, make_free_head(of), len(FIRST_MOVE_CHANGES)):
        _, plans = head.draw_plans(of.horizon, 50, np.random.default_rng(1))
        for place in range(3):
            first = plans.shares[:, place, 0]
            assert (first >= np.floor(head.region.low[place])).all()
            assert (first <= np.ceil(head.region.high[place])).all()
