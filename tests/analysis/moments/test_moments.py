"""What mattered in a game: losses and luck add up, are told apart, and come out the same from the same record."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import pytest

from sim.analysis.moments.advice import advice
from sim.analysis.moments.moments import Moment, Moments, game_end, moments
from sim.analysis.moments.review import Review, reviews
from sim.analysis.moments.weights import Weighed, in_the_end, unit_of, weigh
from sim.analysis.why.explain import explain
from sim.analysis.why.luck import came
from sim.base.progress import StoppedError
from sim.game.game import Game
from sim.game.outcome import Result
from sim.game.record import write_record
from sim.game.replay import replay
from sim.lookahead.lines import Figure
from sim.lookahead.weighing import WeighingEffort
from sim.policy.notation import write
from sim.text.figures import money
from sim.text.review import advice_sentences, choice, luck_sentence, parts_of_luck
from sim.text.why import sentence
from tests.making import DAY, game, play, scenario

GOOD, BAD = "S25 M35 L65 r30", "S100 M100 L100 r0"
"""A usual move, and one after which nothing is sold."""


LITTLE = WeighingEffort(2, 16, 8, (48,), 16)
"""Enough for what is large."""


@cache
def _played() -> Game:
    """A game of the reference firm, good but for its second move."""
    return play(game(scenario(quarters=4, goal={"threshold": 3000.0}), seed=5, dice=5), GOOD, BAD, GOOD, GOOD)


@cache
def _weighed() -> tuple[Weighed, ...]:
    g = _played()
    return tuple(weigh(g, node, effort=LITTLE) for node in list(g.at.line())[-2::-1])


def _result() -> Result:
    result = _played().result
    assert result is not None
    return result


def _moments() -> Moments:
    return moments(_weighed(), game_end(_result()))


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
    assert better in next(advice_sentences(g.setup, g.held, advice(g.setup, g.result, found)))
    nodes = {n.number: n for n in g.at.line()}
    assert all(luck_sentence(m, nodes[m.number], g.setup) for m in found.luck)


def test_what_luck_consists_of_sums_to_it_and_is_told_with_its_own_sign() -> None:
    g, weighed = _played(), _weighed()
    nodes = {n.number: n for n in g.at.line()}
    stands = [*(w.stood.mean for w in weighed[1:]), in_the_end(_result())]
    for w, after in zip(weighed, stands, strict=True):
        brought, node = after - w.kept.mean, nodes[w.number]
        one = Moment("luck", w, Figure(brought, 1.0), (0.0, 0.0))
        parts = parts_of_luck(one, node.result)
        assert parts is not None
        assert sum(parts.values()) == pytest.approx(brought)
        assert set(parts) == {"dice", "rest"} | ({"year"} if node.result else set())
        said = luck_sentence(one, node, g.setup)
        assert said.startswith(f"Luck {'brought' if brought > 0 else 'took'} ")
        assert (
            f"Dice of the quarter {'brought' if parts['dice'] > 0 else 'took'} {money(abs(parts['dice']))}"
            in said
        )
        booked = sum(book.bookings for book in node.position.weeks[-13:])
        assert f"The quarter booked {money(booked)}, where " in said
        assert "% of target" not in said  # what has no sign of its own is no evidence


def test_the_dice_of_a_quarter_are_one_figure_here_and_in_why() -> None:
    g = _played()
    for node, w in zip(list(g.at.line())[-3::-1], _weighed()[1:], strict=True):
        explained = explain(g.setup, node)
        assert explained is not None
        assert w.came is not None
        assert w.came.dice == pytest.approx(explained.value.now - explained.value.expected_now)
        assert w.came.bookings == explained.bookings.now
        assert w.came.expected_bookings == pytest.approx(explained.bookings.expected_now)
        above = "above" if w.came.dice > 0 else "below"
        assert f"By dice the quarter came out {money(abs(w.came.dice))} {above} expectation" in sentence(
            explained, "value", "luck"
        )


@pytest.mark.parametrize(("answer", "way"), [("r0", "took"), ("r60", "brought")])
def test_a_strike_is_told_with_what_it_did(answer: str, way: str) -> None:
    """A shift that nothing meets costs; one that is answered is a lead."""
    fixed = [{"type": "technology", "quarter": 4, "severity": 1.5, "lead": 39}]
    of = scenario(
        quarters=6,
        organisation={"start": {"foresight": 0.5}},
        disruptions={"rate": 0, "fixed": fixed},
        goal={"patience": 0.0},
    )
    g = play(game(of), *[f"S25 M35 L65 {answer}"] * 4)
    found = came(g.setup, g.at)
    w = replace(_weighed()[1], came=found)
    said = luck_sentence(Moment("luck", w, Figure(100.0, 1.0), (0.0, 0.0)), g.at, g.setup)
    assert (found.strikes > 0) == (way == "brought")
    assert f"struck; within a year that {way} {money(abs(found.strikes))}" in said
    assert came(g.setup, g.at.parent or g.at).strikes == 0


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
    from sim.game.other_players import in_your_place
    from sim.policy.registry import bot

    g = game(scenario(quarters=3), seat="leader", seed=3, dice=9)
    steady = bot("steady", g.setup.firm)
    while not g.over:
        g.play(steady(g.view()))
    assert in_your_place(g.setup, "steady") == g.result
    assert not math.isnan(in_your_place(g.setup, "S0,M0,L0").value)
