"""Moves as text: one grammar for typed moves, policies and records."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model.move import Focus, Move
from sim.policy.notation import NotationError, format_move, parse_move, parse_share_seats

DEFAULT: Focus = ((40, 30, 30), (55, 25, 20), (40, 20, 20, 20))
BASE = Move(split=(6, 18, 30), response=(30, 30, 30))

percents = st.integers(0, 100)


def shares(size: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Whole percents that sum to 100."""
    cuts = st.lists(percents, min_size=size - 1, max_size=size - 1).map(sorted)
    return cuts.map(lambda c: tuple(b - a for a, b in zip([0, *c], [*c, 100], strict=True)))


moves = st.builds(
    Move,
    split=st.tuples(percents, percents, percents),
    response=st.tuples(percents, percents, percents),
    focus=st.none() | st.tuples(shares(3), shares(3), shares(4)),
    concentration=st.integers(0, 9_000_000).map(lambda n: n / 1_000_000),
)


@given(moves)
def test_what_is_written_is_read_back(move: Move) -> None:
    assert parse_move(format_move(move), BASE, DEFAULT) == move


@given(moves, st.sampled_from([(0,), (1,), (2,), (0, 2)]))
def test_only_held_seats_are_written_and_read(move: Move, held: tuple[int, ...]) -> None:
    read = parse_move(format_move(move, held), BASE, DEFAULT, held)
    for seat in range(3):
        source = move if seat in held else BASE
        assert read.split[seat] == source.split[seat]
        assert read.response[seat] == source.response[seat]


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("S20,M35,L65", Move((20, 35, 65), (30, 30, 30))),
        ("S20 M35 L65", Move((20, 35, 65), (30, 30, 30))),
        ("  l70 , s5% ", Move((5, 18, 70), (30, 30, 30))),
        ("r40", Move((6, 18, 30), (40, 40, 40))),
        ("rL60 S0", Move((0, 18, 30), (30, 30, 60))),
        ("c2", Move((6, 18, 30), (30, 30, 30), None, 2.0)),
        ("fM0/100/0", Move((6, 18, 30), (30, 30, 30), ((40, 30, 30), (0, 100, 0), (40, 20, 20, 20)))),
    ],
)
def test_what_is_not_named_stays(text: str, move: Move) -> None:
    assert parse_move(text, BASE, DEFAULT) == move


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no move"),
        ("S101", "more than 100"),
        ("S-5", "not part of a move"),
        ("X20", "not part of a move"),
        ("20 35 65", "not part of a move"),
        ("S20S30", "not part of a move"),
        ("S20 S30", "says again"),
        ("S20 s30", "says again"),
        ("r20 r30", "says again"),
        ("fS50/50", "not part of a move"),
        ("fS50/40/20", "sum to 100"),
        ("fL50/30/20", "4 shares"),
        ("S20\x1b[31m", "\\u001b"),
        ("S" * 500, "more than 200 characters"),
        ("c10", "more than 9"),
        ("c9.000001", "more than 9"),
        ("c9.999999", "more than 9"),
        ("c1e-06", "not part of a move"),
        ("S٢٥", "not part of a move"),
        ("ſ25", "not part of a move"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, said: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse_move(text, BASE, DEFAULT)
    assert said in str(caught.value)
    assert caught.value.remedy
    assert "\x1b" not in str(caught.value)


def test_a_seat_that_is_not_held_cannot_be_moved() -> None:
    with pytest.raises(NotationError, match="do not decide for the leaders"):
        parse_move("L50", BASE, DEFAULT, held=(0,))


def test_a_response_for_all_touches_held_seats_only() -> None:
    assert parse_move("r80", BASE, DEFAULT, held=(1,)).response == (30, 80, 30)


ALPHABET = "SMLsmlrRcCfF0123456789%/.,; -+eE\t\u0660\u017f\u200b"
PIECES = (
    "S",
    "M",
    "L",
    "r",
    "rS",
    "c",
    "fS",
    "fM",
    "fL",
    "0",
    "9",
    "25",
    "100",
    "101",
    ".",
    "9.1",
    "/",
    "%",
    ",",
    " ",
)
typed = st.text(ALPHABET, max_size=40) | st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@settings(max_examples=1000)
@given(typed)
def test_what_is_typed_is_a_move_that_can_be_written_or_is_refused(text: str) -> None:
    try:
        move = parse_move(text, BASE, DEFAULT)
    except NotationError:
        return
    assert parse_move(format_move(move), BASE, DEFAULT) == move


def test_only_shares_can_be_fixed() -> None:
    assert parse_share_seats("L60, s20%") == (0, 2)
    for text in ("fS40/30/30", "rS30", "S20 r40", "S20 c2", ""):
        with pytest.raises(NotationError):
            parse_share_seats(text)
