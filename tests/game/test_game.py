"""Playing: seats, takeback as a branch, the end."""

from __future__ import annotations

import pytest

from sim.event.position import Position
from sim.game.game import Game, GameOverError
from sim.model.firm import Firm
from sim.model.move import Move
from sim.policy.registry import make_bot
from sim.policy.seats import held_seats, merge_moves
from tests.making import game, play, small


def same(a: Position, b: Position) -> bool:
    """Whether two positions agree in all integers, and in money to the last bit."""
    return (a.week, a.cash, a.deals, a.accounts, a.sellers, a.weeks, a.watches) == (
        b.week, b.cash, b.deals, b.accounts, b.sellers, b.weeks, b.watches,
    )  # fmt: skip


def test_a_game_has_as_many_moves_as_its_cadence_says() -> None:
    for cadence, moves in (("quarter", 4), ("month", 12)):
        going = game(cadence=cadence)
        while not going.over:
            play(going, "S20 M30 L60")
        assert going.at.number == moves == going.setup.moves


def test_a_takeback_keeps_the_line_and_opens_another() -> None:
    going = play(game(), "S20", "S30")
    first = going.at
    assert going.take_back()
    play(going, "S0 M0 L0")
    assert going.at is not first
    assert first.parent is not None
    assert first.parent.children == [first, going.at]
    assert not same(first.position, going.at.position)


def test_the_same_move_again_goes_on_along_the_line_that_was_played() -> None:
    going = play(game(), "S20", "S30")
    first = going.at
    going.take_back()
    assert play(going, "S30").at is first


def test_the_other_line_meets_the_same_world() -> None:
    """After a takeback the same moves give the same positions, bit for bit."""
    there = play(game(), "S20", "S30", "S40")
    here = play(game(), "S20", "S0 M0")
    here.take_back()
    play(here, "S30", "S40")
    assert same(there.at.position, here.at.position)


def test_there_is_nothing_to_take_back_at_the_start() -> None:
    assert not game().take_back()


def test_no_move_after_the_end() -> None:
    going = game()
    while not going.over:
        play(going, "S20")
    with pytest.raises(GameOverError):
        play(going, "S30")
    assert going.take_back()
    assert not going.over


def test_bots_run_the_seats_that_are_not_held() -> None:
    going = play(game(seat="manager"), "M70")
    assert going.at.move is not None
    caretaker = make_bot("caretaker", going.setup.firm)(game().view())
    assert going.at.move.split == (caretaker.split[0], 70, caretaker.split[2])
    assert going.at.move.response == caretaker.response


def test_the_bot_that_a_scenario_names_runs_the_others() -> None:
    going = play(game(small(others="month-ender"), seat="leader"), "L70")
    assert going.at.move is not None
    assert going.at.move.split == (0, 0, 70)


def test_responses_and_focus_are_each_seats_own_and_concentration_is_the_players() -> None:
    own = Move((1, 2, 3), (10, 20, 30), ((100, 0, 0), (100, 0, 0), (100, 0, 0, 0)), 3.0)
    others = Move((4, 5, 6), (40, 50, 60), None, 0.0)
    merged = merge_moves(Firm(small()), held_seats("manager"), own, others)
    assert merged.split == (4, 2, 6)
    assert merged.response == (40, 20, 60)
    assert merged.focus == ((40, 30, 30), (100, 0, 0), (40, 20, 20, 20))
    assert merged.concentration == 3.0
    assert merge_moves(Firm(small()), held_seats("team"), own, others) == own


def test_what_is_played_is_what_can_be_written() -> None:
    """A move more precise than the notation is rounded before it is played, so that a record replays it."""
    exact, fine = game(), game()
    exact.play(Move((20, 20, 20), (30, 30, 30), None, 0.333333))
    fine.play(Move((20, 20, 20), (30, 30, 30), None, 1 / 3))
    assert fine.at.own == exact.at.own


def test_stories_are_told_when_their_time_comes() -> None:
    story = {
        "start": "Once.",
        "moves": {1: "First.", 3: "Third."},
        "end": {"draw": "Survived.", "fired": "Out."},
    }
    going = game(small(story=story), threshold=1e9)
    assert going.story() == "Once.\n\nFirst."
    assert play(going, "S20").story() == ""
    assert play(going, "S20").story() == "Third."
    while not going.over:
        play(going, "S20")
    assert going.result is not None
    assert going.story() == {"draw": "Survived.", "fired": "Out."}[going.result.ending]


def _to_the_end(going: Game, move: str) -> Game:
    while not going.over:
        play(going, move)
    return going


def test_the_board_fires_for_attainment_and_for_cash() -> None:
    impossible = _to_the_end(game(small(goal={"target": 500.0})), "S20").result
    assert impossible is not None
    assert (impossible.ending, impossible.fired, impossible.fired_for) == ("fired", 4, "attainment")
    broke = _to_the_end(game(small(goal={"cash_floor": 1e5})), "S20").result
    assert broke is not None
    assert (broke.ending, broke.fired, broke.fired_for) == ("fired", 1, "cash")


def test_a_patient_board_does_not_fire() -> None:
    result = _to_the_end(
        game(small(goal={"target": 500.0, "patience": 0.0, "cash_floor": -1e5})), "S20"
    ).result
    assert result is not None
    assert result.ending in ("goal", "draw")
