"""The final value of a game."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.base.progress import StoppedError
from sim.event.engine import advance
from sim.event.facts import DealLost, DealWon
from sim.game import threshold as module
from sim.game.game import Game
from sim.game.outcome import CARETAKER, Result
from sim.game.threshold import THRESHOLD_SEEDS, goal_threshold, measure_threshold
from sim.model.measures import HEALTH_STOCKS, share_against_rival
from sim.model.move import move_from_split
from sim.scenario.organisation import Split
from sim.scenario.scenario import Scenario
from tests.making import game, play, small

CALM = {"patience": 0.0, "cash_floor": -1e6}


def _ended(of: Scenario, goal: float = 0.0) -> tuple[Game, Result]:
    going = game(of, threshold=goal)
    while not going.over:
        play(going, "S25 M35 L65")
    assert going.result is not None
    return going, going.result


def test_franchise_value_is_the_margin_of_the_year_after_under_the_caretaker() -> None:
    going, result = _ended(small(goal=CALM))
    setup, end = going.setup, going.at.position
    caretaker = move_from_split(setup.firm, Split(sellers=20, managers=30, leaders=65))
    after = advance(setup.world, setup.stream, end, caretaker, 52).position
    assert CARETAKER == "caretaker"
    assert result.franchise == pytest.approx(sum(b.margin for b in after.weeks[end.week :]), abs=1e-6)
    assert result.margin == pytest.approx(sum(b.margin for b in end.weeks), abs=1e-6)
    assert result.value == result.margin + result.franchise


def test_who_is_fired_has_the_margin_until_then_and_no_franchise() -> None:
    going, result = _ended(small(goal={"cash_floor": 1e5}))
    assert result.ending == "fired"
    assert result.franchise == 0
    assert result.margin == pytest.approx(sum(b.margin for b in going.at.position.weeks[:13]), abs=1e-6)


MEASURES = ("value", "margin", "bookings", "accounts", "share", "health")


def test_each_measure_is_what_it_is_called() -> None:
    ends = {measure_: _ended(small(goal=CALM | {"measure": measure_})) for measure_ in MEASURES}
    going, result = ends["value"]
    at = going.at.position
    reached = {measure_: ended.reached for measure_, (_, ended) in ends.items()}
    assert reached["value"] == result.value
    assert reached["margin"] == result.margin
    assert reached["bookings"] == pytest.approx(sum(b.bookings for b in at.weeks))
    assert reached["accounts"] == len(at.accounts)
    stocks = [float(getattr(at.stocks, name)) for name in HEALTH_STOCKS]
    assert reached["health"] == pytest.approx(np.mean(stocks))
    facts = [fact for node in going.at.line() for fact in node.facts]
    won, lost = (sum(isinstance(f, kind) for f in facts) for kind in (DealWon, DealLost))
    to_rival = sum(isinstance(f, DealLost) and f.to == "rival" for f in facts)
    assert lost >= to_rival
    assert reached["share"] == pytest.approx(won / (won + to_rival))


def test_a_goal_that_is_reached_is_won_and_one_missed_is_a_draw() -> None:
    reached = _ended(small(goal=CALM))[1].reached
    assert _ended(small(goal=CALM), reached)[1].ending == "goal"
    assert _ended(small(goal=CALM), reached + 1e-6)[1].ending == "draw"


def test_share_is_a_half_where_nothing_was_decided() -> None:
    assert share_against_rival(0, 0) == 0.5
    assert share_against_rival(3, 1) == 0.75


def test_a_scenarios_own_goal_stands() -> None:
    assert goal_threshold(small(goal={"threshold": 123.0})) == 123.0


def test_a_goal_is_measured_once_and_a_spoilt_cache_is_measured_again(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(module, "THRESHOLD_SEEDS", THRESHOLD_SEEDS[:4])
    of = small()
    told: list[int] = []

    def tell(done: int, _: int) -> bool:
        told.append(done)
        return True

    first = goal_threshold(of, tell)
    assert told == [0, 1, 2, 3]
    assert goal_threshold(of, tell) == first
    assert len(told) == 4
    for spoilt in home.rglob("*.json"):
        spoilt.write_text("{}", encoding="utf-8")
    assert goal_threshold(of, tell) == first
    assert len(told) == 8


def test_measuring_can_be_stopped() -> None:
    with pytest.raises(StoppedError):
        measure_threshold(small(), lambda done, _: done < 2)


def test_half_of_steadys_worlds_reach_the_measured_goal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "THRESHOLD_SEEDS", (1, 2, 3))
    goal = measure_threshold(small(goal=CALM))
    reached = sorted(_seeded(seed) for seed in (1, 2, 3))
    assert goal == pytest.approx(reached[1], rel=1e-3)


def _seeded(seed: int) -> float:
    going = game(small(goal=CALM), seed=seed, dice=seed)
    while not going.over:
        play(going, "S25 M35 L65")
    assert going.result is not None
    return going.result.reached
