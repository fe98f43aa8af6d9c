"""The look back at a game: each sentence on choices, luck and the result against figures that are found another way."""

from __future__ import annotations

import re
from functools import cache

import pytest

from sim.analysis.moments.evaluated_move import EvaluatedMove, evaluate_played_move, final_worth
from sim.analysis.moments.moments import Moment, end_worth, find_moments
from sim.game.game import Game
from sim.lookahead.move_evaluation import EvaluationEffort
from sim.play.session import Session
from sim.text.moments import choice_sentences, luck_sentences
from tests.facts.news_facts import MONEY, Period, is_said, k
from tests.facts.playing import At, line, played, scenario_of
from tui.controllers.review import game_text

LITTLE = EvaluationEffort(2, 12, 8, (48,), 16)
GAMES = (("first_signal", "dreamer", 2), ("golden_years", "month-ender", 2), ("first_quarter", "steady", 4))

TOTAL = re.compile(rf"Luck (brought|took) {MONEY} \(±{MONEY}\) of value\.")
PART = re.compile(rf"(of the quarter|of the year after|for later\)) (brought|took) {MONEY}")
BOOKED = re.compile(rf"The quarter booked {MONEY}, where {MONEY} was expected\.")
STRUCK = re.compile(rf"([^.]+) struck; within a year that (?:(brought|took) {MONEY}|moved nothing)\.")


@cache
def _looked_back(name: str, who: str, seed: int) -> tuple[Game, tuple[EvaluatedMove, ...]]:
    game = played(scenario_of(name), who, seed)
    return game, tuple(evaluate_played_move(game, node, effort=LITTLE) for node in line(game)[1:])


def _lucks(game: Game, weighed: tuple[EvaluatedMove, ...]) -> list[tuple[Moment, float]]:
    """Each stroke of luck as it would be told, with what it is by the values of the positions."""
    assert game.result is not None
    stands = [*(w.value_before for w in weighed[1:]), None]
    end = final_worth(game.result)
    found = []
    for w, after in zip(weighed, stands, strict=True):
        of = weighed if after is None else (w, *weighed[w.number :])
        told = find_moments(of, end_worth(game.result))
        moment = next((m for m in told.luck if m.number == w.number), None)
        if moment is not None:
            found.append((moment, (end if after is None else after.mean) - w.value_after.mean))
    return found


def wrong(game: Game, moment: Moment, amount: float, said: str) -> list[str]:
    """What a sentence on luck says and is not so."""
    node = line(game)[moment.number]
    found, p = [], Period(At(game, node))
    total = TOTAL.match(said)
    if total is None or (total[1] == "brought") != (amount > 0) or not is_said(total[2], abs(amount)):
        found.append("total")
    fired = node.result is not None and node.result.ending == "fired"
    signed = [(k(m[3]), 1 if m[2] == "brought" else -1) for m in PART.finditer(said)]
    if fired:
        found += [] if "The directors fired you then" in said else ["firing"]
    elif signed:
        low, high = (sum(sign * bounds[i if sign > 0 else 1 - i] for bounds, sign in signed) for i in (0, 1))
        found += [] if low - 0.01 <= amount <= high + 0.01 else ["sum"]
    else:
        found.append("parts")
    booked = BOOKED.search(said)
    if booked is None or not is_said(booked[1], p.sum("bookings")):
        found.append("bookings")
    struck = [
        d
        for d in game.setup.world.disruptions
        if d.comes and p.at.before.week <= d.strike < p.at.position.week
    ]
    told = STRUCK.search(said)
    if (told is None) != (not struck) or (told and not all(p.about(d) in said for d in struck)):
        found.append("strikes")
    if "% of target" in said:
        found.append("evidence without a sign")
    return found


@pytest.mark.parametrize(("name", "who", "seed"), GAMES)
def test_luck_is_told_as_it_is(name: str, who: str, seed: int) -> None:
    game, weighed = _looked_back(name, who, seed)
    for moment, amount in _lucks(game, weighed):
        said = luck_sentences(moment, line(game)[moment.number], game.setup)
        assert wrong(game, moment, amount, said) == [], said


def test_a_planted_sentence_on_luck_is_caught() -> None:
    game, weighed = _looked_back(*GAMES[1])
    every = [(m, a, luck_sentences(m, line(game)[m.number], game.setup)) for m, a in _lucks(game, weighed)]
    moment, amount, said = next(one for one in every if " struck; " in one[2])
    assert wrong(game, moment, amount, said) == []
    other = {"brought": "took", "took": "brought"}
    assert "total" in wrong(
        game, moment, amount, re.sub("^Luck (brought|took)", lambda m: f"Luck {other[m[1]]}", said)
    )
    assert "sum" in wrong(
        game,
        moment,
        amount,
        said.replace("Dice of the quarter", "Dice of the quarter brought 9.50M and these"),
    )
    assert "bookings" in wrong(game, moment, amount, said.replace("booked ", "booked 9"))
    assert "strikes" in wrong(game, moment, amount, said.replace(" struck; ", " passed; "))
    assert "evidence without a sign" in wrong(game, moment, amount, f"{said} It closed with 93 % of target.")


@pytest.mark.parametrize(("name", "who", "seed"), GAMES)
def test_a_choice_is_told_as_it_was(name: str, who: str, seed: int) -> None:
    game, weighed = _looked_back(name, who, seed)
    assert game.result is not None
    for moment in find_moments(weighed, end_worth(game.result)).choices:
        said, w = choice_sentences(moment, game.held), moment.move
        found = re.match(rf"You played (.+)\. (.+) was worth {MONEY} \(±{MONEY}\) of value more", said)
        assert found is not None
        assert is_said(found[3], w.value_before.mean - w.value_after.mean)
        assert found[1] != found[2]
        if "chance of being fired" in said:
            yours, best = re.findall(r"was (\d+) %, not (\d+) %", said)[0]
            assert (round(100 * w.fired[1]), round(100 * w.fired[0])) == (int(yours), int(best))


@pytest.mark.parametrize(
    ("name", "who", "seed"), [*GAMES, ("old_friends", "inherited", 3), ("overtake", "steady", 3)]
)
def test_the_result_is_told_as_the_books_have_it(name: str, who: str, seed: int) -> None:
    game = played(scenario_of(name), who, seed)
    result, at = game.result, At(game, game.at)
    assert result is not None
    session = Session(game)
    rows = game_text(session, game.at, None, "", 110).plain.splitlines()
    session.close()
    told = {row[:18].strip(): row[18:].strip() for row in rows if row[:18].strip()}
    weeks = at.position.weeks if result.fired is None else at.position.weeks[: 13 * result.fired]
    margin = sum(book.margin for book in weeks)
    assert is_said(told["margin"], margin)
    assert ("fired" in told) == (result.ending == "fired")
    if result.fired is not None:
        recent = at.attainments[-4:]
        assert f"at the end of Q{len(at.attainments)}" in told["fired"]
        assert ("four quarters together" in told["fired"]) == (
            len(recent) == 4 and sum(recent) / 4 < at.scenario.goal.patience
        )
    else:
        assert is_said(told["value"], margin + result.franchise)
    if result.measure == "bookings":
        assert is_said(told["reached"].split(",")[0], sum(book.bookings for book in at.position.weeks))
    if result.measure == "share":
        assert result.reached == pytest.approx(at.share(-52, None))
    assert ("short" in told["reached"]) == (result.reached < result.threshold)
