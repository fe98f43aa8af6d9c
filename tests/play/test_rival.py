"""The companion bot: its game is the same as if it played alone, whatever the player does, and the record keeps it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from sim.base.problems import InputError
from sim.base.progress import StoppedError
from sim.game.pgn import read_pgn
from sim.game.policy_games import result_of_policy
from sim.game.record import write_record
from sim.game.replay import replay_record
from sim.game.setup import GameSetup
from sim.game.store import create_saved_game, list_saved_games, resume_saved_game
from sim.lookahead.masters import find_opponent
from sim.lookahead.strengths import STRENGTHS
from sim.play.companion_bot import measure_standing, play_companion, standing_after
from sim.policy.registry import bot_names, policy_names
from tests.making import DAY, game, play, small


def _setup(beside: str = "captain", **parts: Any) -> GameSetup:
    return replace(game(**parts).setup, beside=beside)


def test_it_stands_after_each_move_where_it_would_stand_alone() -> None:
    setup = _setup()
    found = list(play_companion(setup))
    assert [s.moves for s in found] == [1, 2, 3, 4]
    assert found[-1].result == result_of_policy(setup, "captain")
    assert all(s.result is None for s in found[:-1])
    assert all(a.bookings <= b.bookings for a, b in pairwise(found))


def test_who_plays_the_bots_moves_stands_where_it_stands() -> None:
    """The steady bot's move is the same every quarter, so a player can make it."""
    found = list(play_companion(_setup("steady")))
    mine = game()
    for theirs in found:
        play(mine, "S25 M35 L65 r30")
        assert measure_standing(mine) == theirs


def test_a_seat_that_is_held_alone_is_the_bots_too() -> None:
    alone, whole = (list(play_companion(_setup("month-ender", seat=seat))) for seat in ("leader", "team"))
    assert alone[-1].bookings != whole[-1].bookings
    assert alone[-1].result == result_of_policy(game(seat="leader").setup, "month-ender")


def test_where_it_stands_is_known_by_the_number_of_moves() -> None:
    found = list(play_companion(_setup()))
    assert standing_after(0, found) is None
    assert standing_after(2, found) is found[1]
    assert standing_after(3, found[:2]) is None  # it has not come so far
    assert standing_after(7, found) is found[-1]  # its game is over


def test_who_was_fired_stays_where_that_was() -> None:
    found = list(play_companion(_setup(of=small(goal={"cash_floor": 1e6}))))
    assert [s.result.ending for s in found if s.result is not None] == ["fired"]
    assert standing_after(4, found) is found[-1]


def test_it_can_be_stopped() -> None:
    with pytest.raises(StoppedError):
        list(play_companion(_setup(), lambda: True))


def test_everybody_who_can_be_named_is_somebody() -> None:
    assert set(policy_names()) == {*bot_names(), *STRENGTHS}
    for name in policy_names():
        who = find_opponent(name)
        assert who is not None
        assert who.title
        assert who.summary
        assert who.beat
    assert find_opponent("lookahead:2000") is None


# the record


def test_a_record_keeps_who_plays_beside() -> None:
    with create_saved_game(game(), DAY) as plain:
        assert "Beside" not in read_pgn(plain.path.read_text(encoding="utf-8"), "").tags
    beside = game()
    beside.setup = _setup("ivory-tower")
    text = write_record(play(beside, "S20"), DAY)
    again = replay_record(text, "game.tgn")
    assert again.differences == []
    assert again.game.setup == beside.setup
    assert write_record(again.game, DAY) == text
    with create_saved_game(beside, DAY) as saved:
        pass
    entry = next(one for one in list_saved_games() if one.path == saved.path)
    assert (entry.beside, entry.player) == ("ivory-tower", "")
    resumed, _ = resume_saved_game(saved.path)
    with resumed:
        assert resumed.game.setup.beside == "ivory-tower"


@pytest.mark.parametrize("name", ["nobody", "../steady", "rules.yaml", "S20,M35,L65", "lookahead:9s", ""])
def test_a_record_names_a_bot_and_nothing_else(name: str) -> None:
    beside = game()
    beside.setup = _setup()
    text = write_record(beside, DAY).replace('[Beside "captain"]', f'[Beside "{name}"]')
    with pytest.raises(InputError, match="Beside is"):
        replay_record(text, "game.tgn")
