"""A scenario's character: what is measured shows what was put into its world."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.base.progress import ProgressCallback, StoppedError
from sim.cli import character as printed
from sim.cli.main import main
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.research.character import advice
from sim.research.character.effort import (
    FIRST_GAME_SEED,
    FULL_CHARACTER,
    MEASURING_DICE,
    QUICK_CHARACTER,
    TUNING_DICE,
    CharacterEffort,
)
from sim.research.character.lever_profiles import measure_levers
from sim.research.character.luck_shares import measure_luck_shares
from sim.research.character.measure import measure_character
from sim.research.character.outcomes import measure_bots
from sim.research.claims.claim_worlds import MEASURING_SEED, NO_FIRING, TUNING_SEED, apply_changes
from sim.research.claims.constant_moves import steady_point
from sim.research.claims.policy_search import PolicySearchEffort
from sim.scenario.resolved import scenario_to_yaml
from sim.scenario.scenario import Scenario
from tests.making import scenario

TINY = CharacterEffort(3, PolicySearchEffort(2, 4, 3), 20, 3, 3, 2, 0.0, 10)
DICE = RandomStreams(MEASURING_SEED + 77)


def short(**more: Any) -> Scenario:
    """Half a year of the reference."""
    return scenario(quarters=2, **{"goal": {"threshold": 4000.0}, **more})


def kinds(found: list[advice.DesignAdvice]) -> set[tuple[str, str]]:
    """Kinds of advice, and what of."""
    return {(a.kind, a.about) for a in found}


def test_parts_come_one_after_the_other_and_the_document_is_whole() -> None:
    begun: list[str] = []

    def begin(what: str) -> ProgressCallback:
        begun.append(what)
        return lambda done, of: done <= of

    *earlier, last = measure_character(short(), TINY, begin)
    assert [len(c.bots) > 0 for c in earlier] == [True] * 3
    assert [len(c.best) for c in earlier] == [0, 4, 4]
    assert [c.adapting is None for c in earlier] == [True, True, False]
    assert last.looking is not None
    assert last.looking.games == 2  # there was no time for another
    assert len(begun) >= 4
    document = json.loads(json.dumps(last.to_json()))
    assert all(
        document[part] for part in ("bots", "luck", "best_constant", "levers", "adapting", "lookahead")
    )


def test_who_is_told_how_far_it_is_can_stop_it() -> None:
    with pytest.raises(StoppedError):
        list(measure_character(short(), TINY, lambda what: lambda done, of: done > of or "games" not in what))


def test_tuning_and_measuring_have_seeds_of_their_own() -> None:
    furthest = 100 * (1 + FULL_CHARACTER.search.rounds)
    assert TUNING_DICE.seed >= TUNING_SEED
    assert TUNING_DICE.seed + furthest < 10_000
    assert min(MEASURING_DICE.seed, FIRST_GAME_SEED) >= MEASURING_SEED


def test_shares_of_the_variance_sum_to_the_whole_and_follow_what_acts() -> None:
    firm = Firm(apply_changes(short(), NO_FIRING))
    some = measure_luck_shares(firm, 6, DICE.stream("samples"))
    assert some.policy.value + some.world.value + some.dice.value == pytest.approx(100)
    assert some.luck.value == pytest.approx(100 - some.policy.value)
    still = Firm(apply_changes(short(), {**NO_FIRING, "disruptions.rate": 0.0}))
    calm = measure_luck_shares(still, 6, DICE.stream("samples"))
    assert abs(calm.world.value) < 1e-6 + abs(some.world.value)  # one world as good as the other


def test_a_lever_without_effect_is_dead_and_one_with_effect_is_not() -> None:
    firm = Firm(apply_changes(short(), {"disruptions.rate": 0.0}))  # nothing to answer
    found = {lever.name: lever for lever in measure_levers(firm, steady_point(firm), DICE, 60)}
    assert ("dead_lever", "response") in kinds(list(advice.advise_on_lever(found["response"])))
    assert ("dead_lever", "sellers") not in kinds(list(advice.advise_on_lever(found["sellers"])))
    assert all(s.more.value == 0 and s.ahead == 0 for s in found["response"].settings)


def test_a_setting_that_nobody_would_choose_is_told() -> None:
    firm = Firm(short())
    (sellers,) = (
        lever for lever in measure_levers(firm, steady_point(firm), DICE, 100) if lever.name == "sellers"
    )
    told = [a for a in advice.advise_on_lever(sellers) if a.kind == "dominated_move"]
    assert "100" in told[0].text
    assert "20" not in told[0].text.split(" at ")[1].split("%")[0]


@pytest.mark.parametrize(
    ("threshold", "expected"), [(1e8, {"unwinnable"}), (-1e8, {"unlosable"}), (2600.0, set[str]())]
)
def test_a_goal_out_of_reach_or_out_of_the_way_is_told(threshold: float, expected: set[str]) -> None:
    firm = Firm(apply_changes(short(), NO_FIRING))
    players = measure_bots(firm, DICE, 150, threshold)
    values = [p.value.value for p in players]
    assert values == sorted(values, reverse=True)
    assert all(p.goal.value + p.draw.value + p.fired.value == pytest.approx(100) for p in players)
    if not expected:  # a goal between the bots
        threshold = float(np.mean(values))
        players = measure_bots(firm, DICE, 150, threshold)
    assert {a.kind for a in advice.advise_on_goal(players)} == expected


def test_the_command_prints_every_part_once_and_its_document(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(printed, "QUICK_CHARACTER", TINY)
    file = tmp_path / "made.yaml"
    file.write_text(scenario_to_yaml(scenario(quarters=2, goal={"threshold": 2000.0})), encoding="utf-8")
    arguments = ["check", "--character", "--quick", str(file)]
    assert main([*arguments, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert main(arguments) == 0
    text = capsys.readouterr().out
    assert all(bot["name"] in text for bot in document["bots"])
    assert text.count("best constant move, percent") == 1
    for name, percent in document["best_constant"].items():
        assert f"{name} {percent:.0f}" in text
    assert all(a["text"] in text for a in document["advice"])


@pytest.mark.parametrize(
    "wrong", [["--quick", "reference"], ["--character", "reference", "solo"], ["--character", "no_such"]]
)
def test_what_cannot_be_measured_is_bad_input(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *wrong]) == 2
    assert "error" in capsys.readouterr().err


def test_a_quick_character_is_less_work_everywhere() -> None:
    assert QUICK_CHARACTER.search.rounds < FULL_CHARACTER.search.rounds
    assert (
        QUICK_CHARACTER.climb,
        QUICK_CHARACTER.futures,
        QUICK_CHARACTER.games,
        QUICK_CHARACTER.seconds,
    ) < (
        FULL_CHARACTER.climb,
        FULL_CHARACTER.futures,
        FULL_CHARACTER.games,
        FULL_CHARACTER.seconds,
    )
