"""`extends`: what it reaches and never reaches, circles and long rows, and places in the right file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.base.library import data_file_names
from sim.base.problems import InputError, Problem
from sim.scenario.extends import MAX_EXTENDED_FILES
from sim.scenario.load import load_scenario, parse_scenario
from sim.scenario.market import default_segments
from sim.scenario.yaml_reader import MAX_NODES
from tests.scenario.texts import HEAD, OWN, errors

needs_links = pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")


def write(folder: Path, name: str, body: str, head: str = HEAD) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + body, encoding="utf-8")
    return str(path)


def problems(path: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as error:
        load_scenario(path)
    return error.value.problems


def only(path: str) -> Problem:
    (problem,) = problems(path)
    return problem


@pytest.mark.parametrize("name", data_file_names("scenarios"))
def test_every_built_in_can_be_extended(name: str) -> None:
    base = load_scenario(name).scenario
    own = parse_scenario(OWN + f"extends: {name}\n", "trial").scenario
    assert (own.name, own.title) == ("trial", "A trial")
    assert own.model_copy(update={"name": base.name, "title": base.title}) == base


def test_a_file_beside_it_and_in_a_folder_below(tmp_path: Path) -> None:
    write(tmp_path, "below/ground.yaml", "quarters: 9\nrival: {name: Northwind, pace: 0.003}\n")
    write(tmp_path, "below/base.yml", "extends: ground.yaml\ndifficulty: 2\n")
    top = write(tmp_path, "top.yaml", "extends: below/base.yml\nrival: {pace: 0.004}\n", OWN)
    scenario = load_scenario(top).scenario
    assert (scenario.quarters, scenario.difficulty) == (9, 2)
    assert (scenario.rival.name, scenario.rival.pace) == ("Northwind", 0.004)
    assert scenario.summary == "For a test."


def test_lists_replace_and_null_takes_away(tmp_path: Path) -> None:
    write(tmp_path, "base.yaml", "seats: [seller, team]\norganisation:\n  history: {split: "
          "{sellers: 6, managers: 18, leaders: 30}, weeks: 52}\ngoal: {threshold: 5}\n")  # fmt: skip
    top = write(tmp_path, "top.yaml", "extends: base.yaml\nseats: [leader]\norganisation: {history: null}\n"
                "goal: {threshold: null}\n", OWN)  # fmt: skip
    scenario = load_scenario(top).scenario
    assert scenario.seats == ["leader"]
    assert scenario.organisation.history is None
    assert scenario.goal.threshold is None


def test_a_part_of_a_mapping_that_is_in_the_base_is_enough(tmp_path: Path) -> None:
    write(
        tmp_path, "base.yaml", "organisation:\n  history: {split: {sellers: 6, managers: 18, leaders: 30}}\n"
    )
    top = write(
        tmp_path, "top.yaml", "extends: base.yaml\norganisation: {history: {split: {leaders: 50}}}\n", OWN
    )
    history = load_scenario(top).scenario.organisation.history
    assert history is not None
    assert (history.split.sellers, history.split.leaders) == (6, 50)


def test_defaults_of_the_base_can_be_changed_in_part() -> None:
    body = (
        "extends: reference\nsteady: {leaders: 80}\nmarket: {segments: {core: {value: 33}, frontier: null}}\n"
    )
    scenario = parse_scenario(OWN + body, "trial").scenario
    usual = default_segments()
    assert list(scenario.market.segments) == ["core", "growth"]
    assert scenario.market.segments["core"] == usual["core"].model_copy(update={"value": 33.0})
    assert scenario.market.segments["growth"] == usual["growth"]
    assert (scenario.steady.sellers, scenario.steady.managers, scenario.steady.leaders) == (25, 35, 80)


def test_segments_of_a_base_stand_in_place_of_the_default_ones(tmp_path: Path) -> None:
    write(tmp_path, "base.yaml", "market: {segments: {all: {weight: 1, value: 30, drift: 0.002}}}\n")
    top = write(tmp_path, "top.yaml", "extends: base.yaml\nmarket: {segments: {all: {value: 40}}}\n", OWN)
    segments = load_scenario(top).scenario.market.segments
    assert list(segments) == ["all"]
    assert (segments["all"].value, segments["all"].drift) == (40, 0.002)


def test_forbidding_a_type_keeps_what_else_the_base_says_of_it(tmp_path: Path) -> None:
    kind = "{rate: 0.4, title: Strike, effects: [{on: demand, size: -0.2}]}"
    write(tmp_path, "base.yaml", f"disruptions: {{types: {{strike: {kind}, slump: {{severity: 2}}}}}}\n")
    top = write(tmp_path, "top.yaml", "extends: base.yaml\ndisruptions:\n  types: {strike: null, slump: null}\n"
                "  fixed: [{type: strike, week: 20}]\n", OWN)  # fmt: skip
    types = load_scenario(top).scenario.disruptions.types
    assert (types["strike"].rate, types["strike"].title, len(types["strike"].effects)) == (0, "Strike", 1)
    assert (types["slump"].rate, types["slump"].severity) == (0, 2)


def test_a_segment_that_was_taken_away_can_be_given_anew(tmp_path: Path) -> None:
    write(tmp_path, "base.yaml", "extends: reference\nmarket: {segments: {core: null}}\n")
    body = "extends: base.yaml\nmarket: {segments: {core: {weight: 0.1}}}\n"
    said = problems(write(tmp_path, "top.yaml", body, OWN))
    assert {p.path for p in said} == {"market.segments.core.value", "market.segments.core.drift"}


@pytest.mark.parametrize("key", ["format", "name", "title"])
def test_each_file_gives_these_for_itself(key: str) -> None:
    lines = [line for line in OWN.splitlines() if not line.startswith(key)]
    (problem,) = errors("\n".join([*lines, "extends: reference"]))
    assert problem.path == key
    assert "is missing" in problem.message


def test_problems_stand_where_the_value_was_written(tmp_path: Path) -> None:
    base = write(
        tmp_path, "base.yaml", "quarters: 12\nmarket:\n  segments:\n    core: {weight: 1, value: -30}\n"
    )
    top = write(
        tmp_path,
        "top.yaml",
        "extends: base.yaml\n# a line\nmarket:\n  segments:\n    core: {drift: 9}\n",
        OWN,
    )
    said = {p.path: (p.file, p.line, p.column) for p in problems(top)}
    assert said == {
        "market.segments.core.drift": (top, 8, 19),
        "market.segments.core.value": (base, 8, 30),
    }


def test_problems_of_all_files_come_at_once_the_own_first(tmp_path: Path) -> None:
    base = write(tmp_path, "base.yaml", "quarters: x\nquarters: 9\nroh: 1\n")
    top = write(tmp_path, "zz.yaml", "extends: base.yaml\nrival: &r {pace: 9}\n", OWN)
    said = problems(top)
    assert [p.file for p in said] == [top, top, base, base, base]
    assert {p.path for p in said} == {"rival", "rival.pace", "quarters", "roh"}


def test_other_mistakes_are_told_although_the_base_cannot_be_had() -> None:
    said = errors(OWN + "extends: referance\nquarters: none\nmarket: {segments: {core: {wieght: 1}}}\n")
    assert {p.path for p in said} == {"extends", "quarters", "market.segments.core.wieght"}


def test_a_base_that_is_no_yaml_is_told_at_its_own_place(tmp_path: Path) -> None:
    base = write(tmp_path, "base.yaml", "rival: [\n")
    problem = only(write(tmp_path, "top.yaml", "extends: base.yaml\n", OWN))
    assert problem.file == base
    assert "not YAML" in problem.message


@pytest.mark.parametrize("head", ["format: 2\nname: a\n", "name: a\n", "format: true\n"])
def test_a_base_must_be_of_this_format(tmp_path: Path, head: str) -> None:
    base = write(tmp_path, "base.yaml", "summary: a\n", head)
    problem = only(write(tmp_path, "top.yaml", "extends: base.yaml\n", OWN))
    assert (problem.file, problem.path) == (base, "format")


def test_a_circle_is_named(tmp_path: Path) -> None:
    write(tmp_path, "b.yaml", "extends: c.yaml\n")
    c = write(tmp_path, "c.yaml", "extends: a.yaml\n")
    a = write(tmp_path, "a.yaml", "extends: b.yaml\n")
    problem = only(a)
    assert (problem.file, problem.path) == (c, "extends")
    named = [part.rsplit(os.sep, 1)[-1] for part in problem.message.split(" -> ")]
    assert named == ["a.yaml", "b.yaml", "c.yaml", "a.yaml"]


def test_the_limit_on_files_in_a_row_is_exact(tmp_path: Path) -> None:
    write(tmp_path, "f0.yaml", "quarters: 5\n")
    for i in range(1, MAX_EXTENDED_FILES + 1):
        write(tmp_path, f"f{i}.yaml", f"extends: f{i - 1}.yaml\n")
    assert load_scenario(str(tmp_path / f"f{MAX_EXTENDED_FILES - 1}.yaml")).scenario.quarters == 5
    assert (
        f"more than {MAX_EXTENDED_FILES} files" in only(str(tmp_path / f"f{MAX_EXTENDED_FILES}.yaml")).message
    )


def test_the_limit_on_keys_and_values_is_for_all_files_together(tmp_path: Path) -> None:
    half = "learning: [" + "x, " * (MAX_NODES // 2) + "]\n"
    base = write(tmp_path, "base.yaml", half)
    said = problems(write(tmp_path, "top.yaml", "extends: base.yaml\n" + half, OWN))
    assert [p.file for p in said if f"more than {MAX_NODES}" in p.message] == [base]
    said = problems(write(tmp_path, "top.yaml", "extends: base.yaml\n", OWN))
    assert [p.path for p in said] == ["learning"]


@pytest.mark.parametrize(
    "name",
    [
        "../secret.yaml",
        "a/../../secret.yaml",
        "/secret.yaml",
        r"..\\secret.yaml",
        "C:secret.yaml",
        r"\\\\host\\s.yaml",
    ],
)
def test_it_never_leaves_the_folder(tmp_path: Path, name: str) -> None:
    write(tmp_path, "secret.yaml", "quarters: 5\n")
    problem = only(write(tmp_path, "own/top.yaml", f'extends: "{name}"\n', OWN))
    assert problem.path == "extends"
    assert "lead out of the scenario's own folder" in problem.message


@needs_links
def test_it_never_follows_a_link_out_of_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "secret.yaml", "quarters: 5\n")
    top = write(tmp_path, "own/top.yaml", "extends: link.yaml\n", OWN)
    (tmp_path / "own" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    assert "leads out of the scenario's own folder" in only(top).message
    (tmp_path / "own" / "link.yaml").unlink()
    (tmp_path / "own" / "below").symlink_to(tmp_path)
    top = write(tmp_path, "own/top.yaml", "extends: below/secret.yaml\n", OWN)
    assert "leads out of the scenario's own folder" in only(top).message


@needs_links
def test_a_link_within_the_folder_is_followed_and_a_circle_of_links_is_not(tmp_path: Path) -> None:
    write(tmp_path, "base.yaml", "quarters: 5\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "base.yaml")
    top = write(tmp_path, "top.yaml", "extends: link.yaml\n", OWN)
    assert load_scenario(top).scenario.quarters == 5
    (tmp_path / "round.yaml").symlink_to(tmp_path / "round.yaml")
    assert only(write(tmp_path, "top.yaml", "extends: round.yaml\n", OWN)).path == "extends"


@needs_links
def test_a_circle_through_a_link_is_one(tmp_path: Path) -> None:
    top = write(tmp_path, "top.yaml", "extends: link.yaml\n", OWN)
    (tmp_path / "link.yaml").symlink_to(top)
    assert "goes in a circle" in only(top).message


def test_a_text_of_no_folder_extends_built_ins_only(tmp_path: Path) -> None:
    write(tmp_path, "base.yaml", "quarters: 5\n")
    (problem,) = errors(OWN + "extends: base.yaml\n")
    assert "lies in no folder" in problem.message
    assert parse_scenario(OWN + "extends: base.yaml\n", "trial", tmp_path).scenario.quarters == 5


def test_a_file_named_without_its_suffix(tmp_path: Path) -> None:
    write(tmp_path, "workshop_base.yaml", "quarters: 5\n")
    problem = only(write(tmp_path, "top.yaml", "extends: workshop_base\n", OWN))
    assert problem.remedy == "did you mean 'workshop_base.yaml'?"


def test_folders_and_devices_are_no_base(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").mkdir()
    assert only(write(tmp_path, "top.yaml", "extends: base.yaml\n", OWN)).path == "extends"
