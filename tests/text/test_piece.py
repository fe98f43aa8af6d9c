"""What is told of pieces: each is on one square, times and chances are those of the laws, errors are real ones."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.game.game import Game
from sim.text.pieces import describe_piece
from sim.view.board import COLUMNS, BoardItem, Perspective, board_items, due_chances, make_board
from sim.view.business_sources import estimate_sources
from sim.view.expected_wins import segment_win_chances, win_chance
from sim.view.piece_outlook import TIME_QUANTILES, make_piece_outlook, passing_time_bounds, win_chance_range
from sim.view.view import ConversationView, DealView, View
from tests.making import game, play, scenario

MEANS = st.lists(st.floats(0.2, 60), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def played() -> Game:
    """The reference after half a year of steady play."""
    return play(game(scenario()), *["S25 M35 L65"] * 2)


@pytest.mark.parametrize("perspective", ["sellers", "teams", "segments"])
def test_squares_hold_what_the_board_counts(played: Game, perspective: Perspective) -> None:
    view = played.view()
    seen, found = make_board(view, perspective, 2), board_items(view, perspective, 2)
    everything = [item for row in found for square in row for item in square]
    assert sorted(item.id for item in everything) == sorted(item.id for item in _everything(view))
    for row, squares in zip(seen.rows, found, strict=True):
        assert len(squares) == len(COLUMNS)
        for cell, square in zip(row.cells, squares, strict=True):
            assert cell.conversations == sum(isinstance(item, ConversationView) for item in square)
            deals = [item.stage for item in square if isinstance(item, DealView)]
            assert (cell.proposals, cell.qualified) == (deals.count("proposal"), deals.count("qualified"))
            assert deals == sorted(deals)


def _everything(view: View) -> list[BoardItem]:
    return [*view.deals, *view.conversations]


@given(MEANS)
def test_bounds_hold_eight_of_ten(means: list[float]) -> None:
    low, high = passing_time_bounds(means)
    for bound, quantile in zip((low, high), TIME_QUANTILES, strict=True):
        before, after = due_chances(means, [int(bound) - 1, int(bound)]) if bound else (0.0, 0.0)
        assert before < quantile <= after + 1e-9


def test_a_story_is_that_of_its_piece(played: Game) -> None:
    firm, view = played.setup.firm, played.view()
    won = segment_win_chances(firm, view)
    for item in _everything(view):
        s = make_piece_outlook(firm, view, item)
        assert s.chance.mean == pytest.approx(win_chance(firm, view, item, won))
        assert s.chance.low <= s.chance.mean <= s.chance.high
        assert s.next[0] <= s.due[0]
        assert s.next[1] <= s.due[1]
        assert s.since is None or 0 <= s.since <= view.week
        assert s.customer == item.customer
        assert view.sellers[item.owner].name == s.owner or not view.sellers[item.owner].present
        assert all(text.endswith(".") for text in describe_piece(s))


def test_the_error_of_a_chance_is_that_of_readings_that_err(played: Game) -> None:
    firm, view = played.setup.firm, played.view()
    item = next(deal for deal in view.deals if deal.stage == "proposal")
    found = win_chance_range(firm, view, item)
    luck = np.random.default_rng(3).normal(size=(400, 2)) * view.market.error
    market = view.market
    chances = [
        win_chance(
            firm, view, item,
            segment_win_chances(firm, replace(view, market=replace(
                market, gap=tuple(g + own for g in market.gap), rival_gap=tuple(g + rival for g in market.rival_gap)
            ))),
        )
        for own, rival in luck
    ]  # fmt: skip
    low, high = np.quantile(chances, TIME_QUANTILES)
    assert found.low == pytest.approx(low, abs=0.015)
    assert found.high == pytest.approx(high, abs=0.015)
    exact = replace(view, market=replace(market, error=0.0))
    assert win_chance_range(firm, exact, item).low == win_chance_range(firm, exact, item).high


def test_an_empty_seat_is_said(played: Game) -> None:
    firm, view = played.setup.firm, played.view()
    item = view.deals[0]
    gone = replace(view, sellers=tuple(replace(s, present=s.seat != item.owner) for s in view.sellers))
    assert "nobody works on it" in " ".join(describe_piece(make_piece_outlook(firm, gone, item)))


def test_sources_move_with_what_they_are_said_to_come_from(played: Game) -> None:
    firm, view = played.setup.firm, played.view()
    move = view.last_move
    now = estimate_sources(firm, view, move)
    alone = estimate_sources(firm, replace(view, stocks=replace(view.stocks, relationships=0.0)), move)
    assert now.arrivals - alone.arrivals == pytest.approx(now.by_relationships)
    assert alone.by_relationships == 0
    dull = estimate_sources(firm, replace(view, stocks=replace(view.stocks, insight=0.0)), move)
    assert now.begun - dull.begun == pytest.approx(now.by_insight)
    none = estimate_sources(firm, view, replace(move, split=(0, 0, 0)))
    assert none.begun == 0
    assert none.by_prospecting > now.by_prospecting  # hours that are not for talks find business
    assert estimate_sources(firm, replace(view, conversations=()), move).grown == 0
    assert math.isfinite(now.error)
