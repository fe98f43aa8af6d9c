"""Business that does not exist yet: expected wins less those from the board, by column."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.event.engine import advance
from sim.event.facts import DealWon
from sim.game.game import Game
from sim.model.random_streams import RandomStreams
from sim.view.board import COLUMNS, make_board
from sim.view.expected_wins import (
    QUARTER_COLUMNS,
    quarters_to_columns,
    segment_win_chances,
    win_chance,
    wins_not_on_board,
    wins_on_board,
)
from sim.view.view import ConversationView, DealView
from tests.making import game, play, scenario

WINS = st.lists(st.floats(0, 200), min_size=1, max_size=24)
PIECES = st.lists(st.floats(0, 200), min_size=len(COLUMNS), max_size=len(COLUMNS))


@pytest.fixture(scope="module")
def played() -> Game:
    """The reference after half a year of steady play."""
    return play(game(scenario()), *["S25 M35 L65"] * 2)


def _items(of: Game) -> list[DealView | ConversationView]:
    return [*of.view().deals, *of.view().conversations]


@given(WINS)
def test_every_quarter_is_in_one_column(wins: list[float]) -> None:
    found = quarters_to_columns(wins)
    assert len(found) == len(COLUMNS) - 1
    assert sum(found) == pytest.approx(sum(wins))
    assert found[: QUARTER_COLUMNS - 1] == [*wins, 0.0, 0.0, 0.0, 0.0][: QUARTER_COLUMNS - 1]


def test_years_follow_the_quarters() -> None:
    assert quarters_to_columns([1, 2, 3, 4, *[10] * 4, *[100] * 4, *[1000] * 5]) == [
        1,
        2,
        3,
        4,
        40,
        400,
        5000,
    ]


@given(PIECES, WINS, st.sampled_from([0, 4, 9, 13]))
def test_never_below_nothing_and_never_more_than_is_expected(
    pieces: list[float], wins: list[float], week: int
) -> None:
    found = wins_not_on_board(week, pieces, wins)
    assert len(found) == len(COLUMNS)
    assert all(deals >= 0 for deals in found)
    assert sum(found) <= sum(wins) + 1e-6
    assert wins_not_on_board(week, [0.0] * len(COLUMNS), wins)[2:] == tuple(quarters_to_columns(wins)[1:])


def test_it_stands_in_the_rest_of_the_quarter_unless_this_month_is_that() -> None:
    nothing = [0.0] * len(COLUMNS)
    assert wins_not_on_board(0, nothing, [7.0])[:2] == (0.0, 7.0)
    assert wins_not_on_board(9, nothing, [7.0])[:2] == (7.0, 0.0)
    assert wins_not_on_board(0, [3.0, 2.0, *nothing[2:]], [7.0])[:2] == (0.0, 2.0)


def test_pieces_are_good_for_less_the_more_is_before_them(played: Game) -> None:
    firm, view = played.setup.firm, played.view()
    won = segment_win_chances(firm, view)
    assert won.shape == (len(view.segments), 2)
    assert ((won > 0) & (won < 1)).all()
    deal = next(d for d in view.deals if not d.grown)
    talk = view.conversations[0]
    proposal = win_chance(firm, view, replace(deal, stage="proposal"), won)
    qualified = win_chance(firm, view, replace(deal, stage="qualified"), won)
    ripening = win_chance(firm, view, replace(talk, segment=deal.segment), won)
    grown = win_chance(firm, view, replace(deal, stage="qualified", grown=True), won)
    assert 0 < qualified < proposal <= won[deal.segment, 0]
    assert ripening == pytest.approx(grown * firm.parameters.conversations.grow)


def test_pieces_are_good_for_the_same_whenever_they_are_due(played: Game) -> None:
    firm, view = played.setup.firm, played.view()
    won = segment_win_chances(firm, view)
    items = _items(played)
    found = wins_on_board(firm, view)
    assert sum(found) == pytest.approx(sum(win_chance(firm, view, item, won) for item in items))
    assert all(deals >= 0 for deals in found)


def test_what_pieces_are_good_for_is_what_they_bring(reference_wins: float, played: Game) -> None:
    """Without new business the engine wins as many of the pieces as they are good for."""
    expected = sum(wins_on_board(played.setup.firm, played.view()))
    assert reference_wins == pytest.approx(expected, rel=0.15)


@pytest.fixture(scope="module")
def reference_wins(played: Game) -> float:
    """Mean wins of the deals and conversations of the position, over some dice, in the two years after it."""
    ids = {item.id for item in _items(played)}

    counts = []
    for seed in range(12):
        move = played.at.move
        assert move is not None
        lived = advance(played.setup.world, RandomStreams(1000 + seed), played.at.position, move, 78)
        counts.append(sum(isinstance(fact, DealWon) and fact.item in ids for fact in lived.facts))
    return float(np.mean(counts))


def test_a_board_without_pieces_is_all_hollow(played: Game) -> None:
    view = replace(played.view(), deals=(), conversations=())
    assert wins_on_board(played.setup.firm, view) == (0.0,) * len(COLUMNS)
    assert not make_board(view, "segments").total.cells[0].pieces
