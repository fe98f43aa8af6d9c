"""What mattered in a game: losses and luck add up, are told apart, and come out the same from the same record."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import pytest

from sim.analysis.moments.advice import NextGameAdvice, give_advice
from sim.analysis.moments.evaluated_move import (
    EvaluatedMove,
    evaluate_played_move,
    evaluation_unit,
    final_worth,
)
from sim.analysis.moments.luck_parts import split_luck
from sim.analysis.moments.moments import Moment, Moments, end_worth, find_moments
from sim.analysis.moments.review import GameReview, stream_reviews
from sim.analysis.why.explanation import explain
from sim.analysis.why.period_luck import measure_period_luck
from sim.base.progress import StoppedError
from sim.game.game import Game
from sim.game.outcome import Result
from sim.game.record import write_record
from sim.game.replay import replay_record
from sim.lookahead.line_figures import MeanEstimate
from sim.lookahead.move_evaluation import EvaluationEffort
from sim.policy.notation import format_move
from sim.text.figures import format_money
from sim.text.moments import advice_sentences, choice_sentences, luck_sentences
from sim.text.why import cause_sentence
from tests.making import DAY, game, play, scenario

GOOD, BAD = "S25 M35 L65 r30", "S100 M100 L100 r0"
"""A usual move, and one after which nothing is sold."""


LITTLE = EvaluationEffort(2, 16, 8, (48,), 16)
"""Enough for what is large."""


@cache
def _played() -> Game:
    """A game of the reference firm, good but for its second move."""
    return play(game(scenario(quarters=4, goal={"threshold": 3000.0}), seed=5, dice=5), GOOD, BAD, GOOD, GOOD)


@cache
def _weighed() -> tuple[EvaluatedMove, ...]:
    g = _played()
    return tuple(evaluate_played_move(g, node, effort=LITTLE) for node in list(g.at.line())[-2::-1])


def _result() -> Result:
    result = _played().result
    assert result is not None
    return result


def _moments() -> Moments:
    return find_moments(_weighed(), end_worth(_result()))


def test_the_start_less_losses_and_with_luck_is_what_the_game_came_to() -> None:
    found, result = _moments(), _played().result
    assert result is not None
    start = _weighed()[0].value_before.mean
    assert start - found.lost + found.lucky == pytest.approx(result.value, abs=1e-6)


def test_the_bad_move_is_the_dearest_choice_and_no_luck() -> None:
    (dearest, *others) = _moments().choices
    assert dearest.number == 2
    assert dearest.amount.mean > 3 * max([m.amount.mean for m in others], default=0.0)
    assert max(dearest.move.best.split) < 100
    assert all(w.loss.mean >= 0 for w in _weighed())


def test_a_record_has_the_same_moments() -> None:
    again = replay_record(write_record(_played(), DAY), "again").game
    nodes = list(again.at.line())[-2::-1]
    assert evaluate_played_move(again, nodes[1], effort=LITTLE) == _weighed()[1]


def test_a_choice_is_judged_without_what_came_after_it() -> None:
    """Two games that differ only after a move weigh it alike."""
    other = play(game(scenario(quarters=4, goal={"threshold": 3000.0}), seed=5, dice=5), GOOD, BAD, BAD)
    assert evaluate_played_move(other, list(other.at.line())[-3], effort=LITTLE).loss == _weighed()[1].loss


def test_sentences_name_both_moves_and_advise_the_better_one() -> None:
    g, found = _played(), _moments()
    assert g.result is not None
    first = found.choices[0]
    said = choice_sentences(first, g.held)
    better = format_move(first.move.best, g.held)
    assert BAD in said
    assert better in said
    assert better in next(advice_sentences(g.setup, g.held, give_advice(g.setup, g.result, found)))
    advice = NextGameAdvice(None, "leader", None)
    assert next(advice_sentences(g.setup, g.held, advice)).startswith(
        "Play the same scenario"
    )  # nothing before "then"
    nodes = {n.number: n for n in g.at.line()}
    assert all(luck_sentences(m, nodes[m.number], g.setup) for m in found.luck)


def test_what_luck_consists_of_sums_to_it_and_is_told_with_its_own_sign() -> None:
    g, weighed = _played(), _weighed()
    nodes = {n.number: n for n in g.at.line()}
    stands = [*(w.value_before.mean for w in weighed[1:]), final_worth(_result())]
    for w, after in zip(weighed, stands, strict=True):
        brought, node = after - w.value_after.mean, nodes[w.number]
        one = Moment("luck", w, MeanEstimate(brought, 1.0), (0.0, 0.0))
        parts = split_luck(one, node.result)
        assert parts is not None
        assert sum(parts.values()) == pytest.approx(brought)
        assert set(parts) == {"dice", "rest"} | ({"year"} if node.result else set())
        said = luck_sentences(one, node, g.setup)
        assert said.startswith(f"Luck {'brought' if brought > 0 else 'took'} ")
        assert (
            f"Dice of the quarter {'brought' if parts['dice'] > 0 else 'took'} {format_money(abs(parts['dice']))}"
            in said
        )
        booked = sum(book.bookings for book in node.position.weeks[-13:])
        assert f"The quarter booked {format_money(booked)}, where " in said
        assert "% of target" not in said  # what has no sign of its own is no evidence


def test_the_dice_of_a_quarter_are_one_figure_here_and_in_why() -> None:
    g = _played()
    for node, w in zip(list(g.at.line())[-3::-1], _weighed()[1:], strict=True):
        explained = explain(g.setup, node)
        assert explained is not None
        assert w.luck is not None
        assert w.luck.dice == pytest.approx(explained.value.now - explained.value.expected_now)
        assert w.luck.bookings == explained.bookings.now
        assert w.luck.expected_bookings == pytest.approx(explained.bookings.expected_now)
        above = "above" if w.luck.dice > 0 else "below"
        assert (
            f"By luck the quarter came out {format_money(abs(w.luck.dice))} {above} expectation"
            in cause_sentence(explained, "value", "luck")
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
    found = measure_period_luck(g.setup, g.at)
    w = replace(_weighed()[1], luck=found)
    said = luck_sentences(Moment("luck", w, MeanEstimate(100.0, 1.0), (0.0, 0.0)), g.at, g.setup)
    assert (found.strikes > 0) == (way == "brought")
    assert f"struck; within a year that {way} {format_money(abs(found.strikes))}" in said
    assert measure_period_luck(g.setup, g.at.parent or g.at).strikes == 0


def test_nothing_is_told_that_its_error_does_not_tell_from_nothing() -> None:
    w = _weighed()[0]
    vague = EvaluatedMove(
        1,
        "k",
        w.played,
        w.best,
        MeanEstimate(9e3, 2e3),
        MeanEstimate(8e3, 2e3),
        MeanEstimate(900, 500),
        (0, 0),
    )
    small = EvaluatedMove(
        2, "k", w.played, w.best, MeanEstimate(9e3, 0), MeanEstimate(9e3, 0), MeanEstimate(10, 0.1), (0, 0)
    )
    found = find_moments([vague, small], (MeanEstimate(9e3, 0.0), 0.0))
    assert found.choices == found.luck == ()
    assert found.lost == 910


def test_the_win_chance_is_weighed_where_the_goal_is_no_money() -> None:
    g = game(scenario(quarters=2, goal={"measure": "health", "threshold": 0.9}))
    play(g, GOOD, GOOD)
    assert g.result is not None
    assert evaluation_unit("health") == "points"
    assert final_worth(g.result) in (0.0, 50.0, 100.0)
    w = evaluate_played_move(g, g.at, effort=LITTLE)
    assert 0 <= w.value_after.mean <= w.value_before.mean <= 100


def test_a_review_is_complete_at_every_step_and_can_be_stopped() -> None:
    g = _played()
    line = tuple(format_move(n.own, g.held) for n in list(g.at.line())[-2::-1] if n.own is not None)
    seen: list[GameReview] = []

    def look() -> None:
        for told in stream_reviews(g.setup, line, lambda: len(seen) >= 6):
            seen.append(told)

    with pytest.raises(StoppedError):
        look()
    assert [len(r.rivals) for r in seen] == list(range(6))
    assert all(r.players > 6 and r.advice is None and not r.done for r in seen)
    values = [r.result.value for r in seen[-1].rivals]
    assert values == sorted(values, reverse=True)


def test_rivals_play_the_players_seat_in_the_players_world() -> None:
    """Who holds a seat and plays as the bot does there comes to what the bot comes to."""
    from sim.game.policy_games import result_of_policy
    from sim.policy.registry import make_bot

    g = game(scenario(quarters=3), seat="leader", seed=3, dice=9)
    steady = make_bot("steady", g.setup.firm)
    while not g.over:
        g.play(steady(g.view()))
    assert result_of_policy(g.setup, "steady") == g.result
    assert not math.isnan(result_of_policy(g.setup, "S0,M0,L0").value)
