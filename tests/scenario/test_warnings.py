"""Warnings about what is possible but unusual or probably unintended, and none where nothing is odd."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.base.library import data_file_names
from sim.scenario.load import load_scenario, parse_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.section import is_number
from sim.scenario.section_structure import number_range, walk_sections
from sim.scenario.validation_messages import usual_range
from tests.scenario.texts import HEAD, OWN, trial, warnings


@pytest.mark.parametrize("name", data_file_names("scenarios"))
def test_built_ins_have_no_warnings(name: str) -> None:
    assert load_scenario(name).warnings == ()


def test_the_shortest_scenario_has_no_warnings_so_every_default_is_usual() -> None:
    assert trial().warnings == ()


def test_every_number_with_a_usual_range_warns_outside_it_and_only_there() -> None:
    """Every such number of a scenario in its usual range's ends (no warning) and just outside them (one)."""
    scenario = trial().scenario
    tried = 0
    for part in walk_sections(Scenario, scenario):
        if any(isinstance(step, int) for step in part.path) or part.path[:1] in (("goal",), ("market",)):
            continue
        for key, field in part.kind.model_fields.items():
            ordinary = usual_range(field)
            if ordinary is None or not is_number(part.values[key]):
                continue
            tried += 1
            path = ".".join([*map(str, part.path), key])
            for value, warned in ((ordinary[0], False), (ordinary[1], False), (ordinary[1] * 1.1 + 1, True)):
                number = int(value) if isinstance(part.values[key], int) else float(value)
                most = number_range(field).high
                if most is None or number <= most:
                    assert (path in warnings(nested((*part.path, key), number))) is warned, (path, number)
    assert tried > 90


def nested(path: tuple[object, ...], value: object) -> str:
    """A body that sets one number."""
    return "".join(f"{'  ' * i}{key}:\n" for i, key in enumerate(path))[:-1] + f" {value!r}\n"


@pytest.mark.parametrize(
    ("body", "path", "line"),
    [
        ("quarters: 4\nstory:\n  moves:\n    12: a\n    13: b\n", "story.moves.13", 9),
        ("quarters: 4\ndisruptions:\n  fixed:\n  - {type: slump, quarter: 5}\n", "disruptions.fixed[0]", 8),
        ("disruptions:\n  types:\n    quake: {rate: 1}\n", "disruptions.types.quake", 7),
        ("disruptions:\n  types:\n    quake: {effects: [{on: gap, size: 0.3}]}\n", "disruptions.types.quake", 7),
        ("disruptions:\n  types:\n    slump: {effects: [{on: demand, size: -2}]}\n",
         "disruptions.types.slump.effects[0].size", 7),
        ("market:\n  rate_of_change:\n  - {week: 0, value: 1}\n  - {week: 208, value: 2}\n",
         "market.rate_of_change[1]", 8),
        ("market:\n  segments:\n    a: {weight: 1, value: 30, drift: 0.002, season: [3, 3, 3]}\n",
         "market.segments.a.season", 7),
        ("organisation: {leaders: 0}\nseats: [team, leader]\n", "seats[1]", 6),
        ("goal:\n  target: 900\n", "goal.target", 6),
        ("market:\n  segments:\n    a: {weight: 1, value: 300, drift: 0.002}\n", "goal.target", 1),
        ("goal:\n  cash_floor: 400\n", "goal.cash_floor", 6),
        ("rival: {presence: 0}\ngoal:\n  measure: share\n", "goal.measure", 7),
        ("organisation:\n  sellers: [" + ", ".join(f"S{i}" for i in range(101)) + "]\n", "organisation.sellers", 6),
    ],
)  # fmt: skip
def test_what_can_hardly_be_meant_is_told_at_its_place(body: str, path: str, line: int) -> None:
    said = warnings(body)
    assert path in said, said
    assert said[path].line == line
    assert said[path].severity == "warning"
    assert said[path].remedy


@pytest.mark.parametrize(
    "body",
    [
        "quarters: 4\nstory: {moves: {12: a}}\n",
        "quarters: 4\ndisruptions: {fixed: [{type: slump, quarter: 4}]}\n",
        "disruptions:\n  types: {quake: {effects: [{on: gap, size: 0.3}]}}\n  fixed: [{type: quake, week: 9}]\n",
        "disruptions: {types: {slump: null, boom: {rate: 0}}}\n",
        "market: {rate_of_change: [{week: 0, value: 1}, {week: 207, value: 2}]}\n",
        "organisation: {leaders: 0.0833, managers: 0.1667, sellers: 1}\nseats: [team, leader]\n",
        "organisation: {sellers: 40, managers: 6, leaders: 3}\n",
        "market: {segments: {a: {weight: 1, value: 300, drift: 0.002}}}\ngoal: {target: 700}\n",
        "goal: {cash_floor: -50}\norganisation: {start: {cash: 0}}\n",
    ],
)
def test_what_may_well_be_meant_is_not_told(body: str) -> None:
    assert warnings(body) == {}


def test_a_threshold_of_another_world_is_told_at_extends() -> None:
    text = OWN + "extends: reference\nmarket: {rate_of_change: 2}\n"
    (problem,) = parse_scenario(text, "trial.yaml").warnings
    assert (problem.path, problem.line, problem.column) == ("goal.threshold", 4, 10)
    for same in ("goal: {threshold: 9000}\n", "goal: {threshold: null}\n"):
        assert parse_scenario(text + same, "trial.yaml").warnings == ()
    assert parse_scenario(OWN + "extends: reference\ndifficulty: 2\n", "trial.yaml").warnings == ()


def test_oddities_of_a_built_in_are_not_told_of_its_children(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path
    (folder / "odd.yaml").write_text(HEAD + "rival: {pace: 0.09}\n", encoding="utf-8")
    monkeypatch.setattr("sim.base.library.data_folder", lambda: folder)
    monkeypatch.setattr("sim.scenario.extends.data_folder", lambda: folder)
    assert [p.path for p in load_scenario("odd").warnings] == ["rival.pace"]
    assert parse_scenario(OWN + "extends: odd\n", "trial").warnings == ()
    assert [
        p.path for p in parse_scenario(OWN + "extends: odd\nrival: {pace: 0.08}\n", "trial").warnings
    ] == ["rival.pace"]
