"""Bots in plain mode: watched, played against, told of."""

from __future__ import annotations

from pathlib import Path

from sim.game.policy_games import result_of_policy
from sim.lookahead.masters import find_opponent
from sim.play.companion_bot import play_companion
from sim.policy.registry import policy_names
from sim.text.figures import format_money
from tests.tui.plain.talking import record, replayed, talk


def test_all_bots_are_told_and_of_one_how_to_beat_it() -> None:
    told = talk("bots", "bots Captain", "bots nobody", scenario=None)
    captain = find_opponent("captain")
    assert captain is not None
    assert all(f"{name}: " in told.after("bots") for name in policy_names())
    assert "How to beat it: " in told.after("bots Captain")
    assert captain.beat.split()[0] in told.after("bots Captain")
    assert "there is no bot" in told.errors


def test_a_bot_is_watched_and_played_on_from(home: Path) -> None:
    told = talk("watch dreamer first_quarter month 8", "on", "on", "here", "play S0 M0 L0", scenario=None)
    assert told.status == 0
    game = replayed(record(home)).game
    setup = game.setup
    assert (setup.cadence, setup.seed, setup.player, setup.beside) == ("month", 8, "The dreamer", "")
    line = [n for n in game.root.descendants() if n.result is not None][-1]
    assert line.result == result_of_policy(setup, "dreamer")
    assert game.at.number == 3


def test_a_bot_plays_beside_the_player_and_is_there_again(home: Path) -> None:
    told = talk("against steady first_quarter 8", "beside", "play", "beside", scenario=None)
    assert told.status == 0
    setup = replayed(record(home)).game.setup
    found = list(play_companion(setup))
    lines = told.out.split("> beside\n")
    assert "Steady plays the same world beside you." in lines[1]
    assert f"Steady booked {format_money(found[0].bookings)}, you " in lines[2]
    again = talk("continue", *["play"] * 3, "beside", "again", "beside", scenario=None, seed=None)
    assert again.status == 0
    assert found[-1].result is not None
    assert "Its game: it has " in again.out
    assert again.out.count("plays the same world beside you") >= 1


def test_what_is_no_bot_or_no_game_with_one_is_refused() -> None:
    for line in ("against captain", "watch", "against nobody first_quarter", "beside"):
        talked = talk(line)
        assert (talked.status, len(talked.errors.splitlines())) == (2, 1)
