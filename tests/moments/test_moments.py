"""What mattered in a game: losses and luck add up, are told apart, and come out the same from the same record."""

from __future__ import annotations

import math
from functools import cache

import pytest

from sim.game.game import Game
from sim.game.progress import StoppedError
from sim.game.record import write_record
from sim.game.replay import replay
from sim.lookahead.lines import Figure
from sim.moments.advice import advice
from sim.moments.moments import Moments, ended, moments
from sim.moments.review import Review, reviews
from sim.moments.say import advised, choice, luck
from sim.moments.weigh import Effort, Weighed, in_the_end, unit_of, weigh
from sim.policy.notation import write
from tests.making import DAY, game, play, scenario

GOOD, BAD = "S25 M35 L65 r30", "S100 M100 L100 r0"
"""A usual move, and one after which nothing is sold."""


LITTLE = Effort(2, 16, 8, (48,), 16)
"""Enough for what is large."""


@cache
def _played() -> Game:
    """A game of the reference firm, good but for its second move."""
    return play(game(scenario(quarters=4, goal={"threshold": 3000.0}), seed=5, dice=5), GOOD, BAD, GOOD, GOOD)


@cache
def _weighed() -> tuple[Weighed, ...]:
    g = _played()
    return tuple(weigh(g, node, effort=LITTLE) for node in list(g.at.line())[-2::-1])


def _moments() -> Moments:
    result = _played().result
    assert result is not None
    return moments(_weighed(), ended(result))


def test_the_start_less_losses_and_with_luck_is_what_the_game_came_to() -> None:
    found, result = _moments(), _played().result
    assert result is not None
    start = _weighed()[0].stood.mean
    assert start - found.lost + found.lucky == pytest.approx(result.value, abs=1e-6)


def test_the_bad_move_is_the_dearest_choice_and_no_luck() -> None:
    (dearest, *others) = _moments().choices
    assert dearest.number == 2
    assert dearest.amount.mean > 3 * max([m.amount.mean for m in others], default=0.0)
    assert max(dearest.weighed.best.split) < 100
    assert all(w.loss.mean >= 0 for w in _weighed())


def test_a_record_has_the_same_moments() -> None:
    again = replay(write_record(_played(), DAY), "again").game
    nodes = list(again.at.line())[-2::-1]
    assert weigh(again, nodes[1], effort=LITTLE) == _weighed()[1]


def test_a_choice_is_judged_without_what_came_after_it() -> None:
    """Two games that differ only after a move weigh it alike."""
    other = play(game(scenario(quarters=4, goal={"threshold": 3000.0}), seed=5, dice=5), GOOD, BAD, BAD)
    assert weigh(other, list(other.at.line())[-3], effort=LITTLE).loss == _weighed()[1].loss


def test_sentences_name_both_moves_and_advise_the_better_one() -> None:
    g, found = _played(), _moments()
    assert g.result is not None
    first = found.choices[0]
    said = choice(first, g.held)
    better = write(first.weighed.best, g.held)
    assert BAD in said
    assert better in said
    assert better in next(advised(g.setup, g.held, advice(g.setup, g.result, found)))
    nodes = {n.number: n for n in g.at.line()}
    assert all(luck(m, nodes[m.number], g.setup) for m in found.luck)


def test_nothing_is_told_that_its_error_does_not_tell_from_nothing() -> None:
    w = _weighed()[0]
    vague = Weighed(1, "k", w.played, w.best, Figure(9e3, 2e3), Figure(8e3, 2e3), Figure(900, 500), (0, 0))
    small = Weighed(2, "k", w.played, w.best, Figure(9e3, 0), Figure(9e3, 0), Figure(10, 0.1), (0, 0))
    found = moments([vague, small], (Figure(9e3, 0.0), 0.0))
    assert found.choices == found.luck == ()
    assert found.lost == 910


def test_the_win_chance_is_weighed_where_the_goal_is_no_money() -> None:
    g = game(scenario(quarters=2, goal={"measure": "health", "threshold": 0.9}))
    play(g, GOOD, GOOD)
    assert g.result is not None
    assert unit_of("health") == "points"
    assert in_the_end(g.result) in (0.0, 50.0, 100.0)
    w = weigh(g, g.at, effort=LITTLE)
    assert 0 <= w.kept.mean <= w.stood.mean <= 100


def test_a_review_is_complete_at_every_step_and_can_be_stopped() -> None:
    g = _played()
    line = tuple(write(n.own, g.held) for n in list(g.at.line())[-2::-1] if n.own is not None)
    seen: list[Review] = []

    def look() -> None:
        for told in reviews(g.setup, line, lambda: len(seen) >= 6):
            seen.append(told)

    with pytest.raises(StoppedError):
        look()
    assert [len(r.rivals) for r in seen] == list(range(6))
    assert all(r.players > 6 and r.advice is None and not r.done for r in seen)
    values = [r.result.value for r in seen[-1].rivals]
    assert values == sorted(values, reverse=True)


def test_rivals_play_the_players_seat_in_the_players_world() -> None:
    """Who holds a seat and plays as the bot does there comes to what the bot comes to."""
    from sim.game.rivals import in_your_place
    from sim.policy.registry import bot

    g = game(scenario(quarters=3), seat="leader", seed=3, dice=9)
    steady = bot("steady", g.setup.firm)
    while not g.over:
        g.play(steady(g.view()))
    assert in_your_place(g.setup, "steady") == g.result
    assert not math.isnan(in_your_place(g.setup, "S0,M0,L0").value)
