"""The lines of a game: none is missing, names are kept in the record, and a comparison shows what was played."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.base.characters import is_control_character
from sim.event.books import quarter_books
from sim.game.game import Game
from sim.game.record import write_record
from sim.game.replay import replay_record
from sim.game.variations import (
    MAX_NAME_LENGTH,
    clean_line_name,
    compare_variations,
    list_variations,
    variation_index,
)
from tests.making import DAY, game, play


@pytest.fixture(scope="module")
def played() -> Game:
    """1 2 3, 1 2 3', 1 2', 1'."""
    of = play(game(), "S25 M35 L65", "S25 M35 L65", "S0 M0 L0")
    of.take_back()
    play(of, "S60 M60 L90")
    of.go(of.root.children[0])
    play(of, "S0 M0 L0")
    of.go(of.root)
    return play(of, "S5 M5 L5")


def test_every_end_of_the_tree_is_the_end_of_one_line(played: Game) -> None:
    found = list_variations(played)
    ends = [node for node in played.root.descendants() if not node.children]
    assert [strand.end for strand in found] == ends
    assert [strand.shared for strand in found] == [0, 2, 1, 0]
    for place, strand in enumerate(found):
        assert strand.nodes[0] is played.root
        assert [node.parent for node in strand.nodes[1:]] == list(strand.nodes[:-1])
        assert variation_index(found, strand.end) == place
        earlier = [node for other in found[:place] for node in other.nodes]
        assert strand.branch_node not in earlier
    begins = [strand.branch_node for strand in found]
    assert len(set(map(id, begins))) == len(begins)  # a name belongs to one line alone


def test_a_game_without_moves_has_one_line_without_a_name() -> None:
    (strand,) = list_variations(game())
    assert (strand.branch_node, strand.name, strand.shared) == (None, "", 0)


@given(st.text(max_size=200))
def test_a_name_is_one_harmless_line(text: str) -> None:
    name = clean_line_name(text)
    assert len(name) <= MAX_NAME_LENGTH
    assert not any(is_control_character(char) or char in "\n\t" for char in name)
    assert clean_line_name(name) == name


@settings(max_examples=12)
@given(st.text(min_size=1, max_size=60))
@example("} { ] [%here] $1 (1. S0) %7D +")
def test_a_name_comes_back_from_the_record_as_it_is(text: str) -> None:
    name = clean_line_name(text)
    of = _one_move()
    of.at.name = name
    again = replay_record(write_record(of, DAY), "made").game
    assert again.at.name == name


def _one_move(cache: list[Game] = []) -> Game:  # noqa: B006  # lived once
    if not cache:
        cache.append(play(game(), "S25 M35 L65"))
    return cache[0]


def test_records_without_names_are_read_and_foreign_names_are_made_harmless() -> None:
    of = _one_move()
    of.at.name = "mine"
    text = write_record(of, DAY)
    assert replay_record(text.replace(" [%name mine]", ""), "old").game.at.name == ""
    assert replay_record(text.replace("[%name mine]", "[%name]"), "empty").game.at.name == ""
    hostile = text.replace("[%name mine]", "[%name %1b%5B31mred%0Ax" + "y" * 90 + "]")
    name = replay_record(hostile, "hostile").game.at.name
    assert name.startswith("[31mred x")
    assert len(name) == MAX_NAME_LENGTH


def test_two_lines_side_by_side_are_what_was_played(played: Game) -> None:
    found = list_variations(played)
    both = compare_variations(played, found[0], found[2])
    assert both.parted == 2
    assert both.until == 2
    assert [row.moves[0] for row in both.quarters] == ["S25 M35 L65 r30", "S25 M35 L65 r30", "S0 M0 L0 r30"]
    assert [row.moves[1] for row in both.quarters] == ["S25 M35 L65 r30", "S0 M0 L0 r30", ""]
    assert both.quarters[2].books[1] is None
    for row, book in zip(both.quarters, quarter_books(played.view(found[0].end).weeks), strict=True):
        assert row.books[0] == book
    one, other = (played.view(found[place].nodes[2]) for place in (0, 2))
    culture = next(row for row in both.stocks if row[0].field == "culture")
    assert culture[1:] == (round(100 * one.stocks.culture), round(100 * other.stocks.culture))
    assert both.reached == (played.value_reached(found[0].nodes[2]), played.value_reached(found[2].nodes[2]))
    further = compare_variations(played, found[0], list_variations(play(game(), "S25 M35 L65"))[0])
    assert further.until == 1


def test_months_stand_in_their_quarters() -> None:
    of = play(game(cadence="month"), *["S25 M35 L65"] * 3, "S0 M0 L0")
    (strand,) = list_variations(of)
    both = compare_variations(of, strand, strand)
    assert both.parted is None
    assert [row.moves[0].count("S") for row in both.quarters] == [3, 1]
    assert both.quarters[0].books[0] is not None
    assert both.quarters[1].books[0] is None


def test_lines_that_have_ended_stand_side_by_side_with_their_results() -> None:
    of = play(game(), *["S25 M35 L65"] * 4)
    first = of.result
    of.take_back()
    second = play(of, "S0 M0 L0").result
    of.take_back()
    of.take_back()
    play(of, "S5")
    found = list_variations(of)
    assert compare_variations(of, found[0], found[1]).results == (first, second)
    assert first != second
    assert compare_variations(of, found[0], found[2]).results == (first, None)
