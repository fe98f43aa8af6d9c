"""Accepted scenarios can be played or are reported, and a search ends by its clock, even inside a block."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from sim.batch.block import make_game_block
from sim.batch.policies import constant_batch_policy
from sim.cli.main import main
from sim.event.engine import advance
from sim.event.opening import opening_position
from sim.lookahead.anytime_search import AnytimeSearch
from sim.lookahead.forecaster import Forecaster
from sim.lookahead.policy import LookaheadPolicy
from sim.lookahead.search_limit import SearchLimit
from sim.lookahead.trial import run_trial
from sim.model.firm import Firm
from sim.model.limits import GameLimitError, check_weekly_newcomers
from sim.model.move import move_from_split
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.notation import ALL_SEATS
from tests.making import game, scenario, small

CROWD: dict[str, Any] = {
    "organisation": {"sellers": 200},
    "market": {"segments": {"a": {"weight": 1, "value": 30, "drift": 0, "demand": 60}}},
}
HEAD = "format: 1\nname: x\ntitle: X\nsummary: y\ngoal: {threshold: 1}\n"


def _hold(*_: object) -> None:
    raise GameLimitError("the scenario brings more")


def test_a_scenario_that_plays_is_tried() -> None:
    found = run_trial(small())
    assert found.weeks == 13
    assert found.customers > found.wins > 0
    assert found.doubts == ()


def test_what_no_game_can_hold_is_refused_alike_by_both_engines() -> None:
    firm = Firm(scenario(**CROWD))
    move = move_from_split(firm, firm.scenario.steady)
    with pytest.raises(GameLimitError, match="customers a week than the 5,000"):
        advance(World(firm, 1), RandomStreams(1), opening_position(World(firm, 1), RandomStreams(1)), move, 1)
    with pytest.raises(GameLimitError, match="customers a week than the 5,000"):
        make_game_block(firm, RandomStreams(1), 0, 2).simulate(1, constant_batch_policy(firm, move, 0), 1)
    with pytest.raises(GameLimitError):
        run_trial(firm.scenario)


def test_segments_count_together() -> None:
    import numpy as np

    check_weekly_newcomers(np.array([2_500.0, 2_500.0]), np.zeros((3, 2)))
    for arrivals, begun in (
        ([2_500.0, 2_500.1], [0.0, 0.0]),
        ([0.0, 0.0], [5_001.0, 0.0]),
        ([np.nan, 0.0], [0.0, 0.0]),
    ):
        with pytest.raises(GameLimitError):
            check_weekly_newcomers(np.array(arrivals), np.array(begun))


def test_futures_beyond_all_bounds_are_said_and_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.batch.engine.check_weekly_newcomers", _hold)
    found = run_trial(small())
    assert found.weeks == 13
    assert found.doubts == ("can be played, but not looked ahead in: the scenario brings more",)


def test_check_tells_what_it_saw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    crowd, plain = tmp_path / "crowd.yaml", tmp_path / "plain.yaml"
    crowd.write_text(
        f"{HEAD}organisation: {CROWD['organisation']}\nmarket: {CROWD['market']}\n".replace("'", ""), "utf-8"
    )
    plain.write_text(HEAD, "utf-8")
    assert main(["check", str(crowd)]) == 2
    assert "cannot be played: the scenario brings more customers" in capsys.readouterr().err
    monkeypatch.setattr("sim.batch.engine.check_weekly_newcomers", _hold)
    assert main(["check", str(plain)]) == 0
    said = capsys.readouterr()
    assert "not looked ahead in" in said.err
    assert "in 13 weeks" in said.out


def _forecaster(stop: Any = lambda: False) -> Forecaster:
    its = game()
    return Forecaster(its.setup.firm, its.view(), "quarter", ALL_SEATS, stop)


def test_a_late_block_is_given_up_after_the_first_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock jumps by an hour at each look: the first answer is whole, the block after it ends in its first week."""
    clock = itertools.count(0, 3600)
    monkeypatch.setattr("sim.lookahead.anytime_search.time.perf_counter", lambda: float(next(clock)))
    weeks = itertools.count()
    thought = AnytimeSearch(_forecaster(lambda: next(weeks) < 0), 1000.0, limit=SearchLimit(seconds=1.0))
    (found,) = thought.snapshots()
    assert found.lines
    assert next(weeks) < 52 + 52 + 26  # a block of its own would look another 104 times


def test_a_policy_by_the_clock_plays_after_one_round(monkeypatch: pytest.MonkeyPatch) -> None:
    its, clock = game(), itertools.count(0, 1000)
    monkeypatch.setattr("sim.lookahead.policy.time.monotonic", lambda: float(next(clock)))
    move = LookaheadPolicy(its.setup.firm, "quarter", None, 1500.0)(its.view())
    assert all(0 <= share <= 100 for share in move.split)


def test_a_game_that_would_bring_too_many_is_doubted() -> None:
    crowd = {**CROWD["market"]["segments"]["a"], "demand": 10}
    of = scenario(quarters=40, organisation={"sellers": 100}, market={"segments": {"a": crowd}})
    assert any("if it goes on like this" in doubt for doubt in run_trial(of).doubts)
