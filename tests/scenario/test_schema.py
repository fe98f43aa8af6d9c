"""The JSON Schema: editors accept what `check` accepts, including files that extend others, and mark what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft7Validator

from sim.base.library import data_file, data_file_names
from sim.scenario.extends import EXTENDS
from sim.scenario.json_schema import build_json_schema
from sim.scenario.resolved import scenario_to_yaml
from sim.scenario.scenario import Scenario
from sim.scenario.section import Section
from sim.scenario.section_structure import walk_sections
from sim.scenario.starter import starter_text
from sim.scenario.validation_messages import usual_range
from sim.scenario.yaml_reader import parse_yaml
from sim.scenario.yaml_tree import tree_data
from tests.scenario.corpus_files import CORPUS, Broken
from tests.scenario.strategies import scenarios
from tests.scenario.texts import HEAD, OWN, trial

EDITOR = Draft7Validator(build_json_schema())

NOT_FOR_A_SCHEMA = {
    # the file as YAML, or its characters
    "alias", "anchor", "alias_bomb", "bidi", "c1_control", "core_tag", "duplicate_inside", "duplicate_key",
    "escape_in_text", "inner_bom", "line_separator", "noncharacter", "nul_escape", "own_tag", "python_tag",
    "raw_escape", "key_with_escape", "blank_title", "null_as_key",
    # what only the whole scenario, several values, or other files can tell
    "accounts_by_the_million", "effect_too_large", "exposures_zero", "extends_itself", "extends_no_file",
    "extends_then_new_segment", "fixed_after_the_end", "fixed_two_times", "fixed_unknown_segment", "fixed_unknown_type",
    "fixed_without_time", "focus_sum", "forbid_nothing", "lead_reversed", "remove_nothing", "same_seller", "seat_twice",
    "share_over_one", "steps_late", "steps_unsorted", "weights_zero",
    # a number that JSON knows as a whole one
    "whole_as_float",
}  # fmt: skip


def complaints(text: str) -> list[str]:
    """Return what an editor marks in a YAML text."""
    return [error.message for error in EDITOR.iter_errors(tree_data(parse_yaml(text, "trial.yaml")[0]))]


def readable(broken: Broken) -> bool:
    """Whether a broken file is YAML that can be read to its end."""
    try:
        return not parse_yaml(broken.text, "x")[1]
    except Exception:
        return False


def test_it_is_a_schema_and_plain_json() -> None:
    Draft7Validator.check_schema(build_json_schema())
    assert json.loads(json.dumps(build_json_schema())) == build_json_schema()


@pytest.mark.parametrize("name", data_file_names("scenarios"))
def test_built_ins_are_accepted(name: str) -> None:
    assert complaints(data_file("scenarios", name).read_text(encoding="utf-8")) == []


def test_the_starter_is_accepted() -> None:
    assert complaints(starter_text("trial")) == []


@pytest.mark.parametrize("broken", CORPUS, ids=lambda b: b.path.stem)
def test_valid_neighbours_are_accepted(broken: Broken) -> None:
    assert complaints(broken.mended) == []


@pytest.mark.parametrize(
    "broken",
    [b for b in CORPUS if readable(b) and b.path.stem not in NOT_FOR_A_SCHEMA],
    ids=lambda b: b.path.stem,
)
def test_broken_files_are_marked_where_a_schema_can_tell(broken: Broken) -> None:
    assert complaints(broken.text)


def test_most_of_the_readable_corpus_is_for_a_schema() -> None:
    assert {b.path.stem for b in CORPUS} >= NOT_FOR_A_SCHEMA
    assert sum(readable(b) and b.path.stem not in NOT_FOR_A_SCHEMA for b in CORPUS) >= 45


@settings(max_examples=30)
@given(scenarios())
def test_every_resolved_scenario_is_accepted(scenario: Scenario) -> None:
    assert complaints(scenario_to_yaml(scenario)) == []


@pytest.mark.parametrize(
    "body",
    [
        "market: {segments: {core: {weight: 0.7}, frontier: null}}",
        "steady: {leaders: 80}",
        "organisation: {history: {split: {leaders: 50}}}",
        "organisation: {history: null}",
        "disruptions: {types: {slump: null, boom: {rate: 1}}}",
        "goal: {threshold: null}",
        "",
    ],
)
def test_parts_are_accepted_over_another_file_only(body: str) -> None:
    assert complaints(f"{OWN}extends: reference\n{body}\n") == []
    assert complaints(f"{OWN}{body}\n")


@pytest.mark.parametrize(
    "body",
    [
        "extends: ../up.yaml",
        "extends: /top.yaml",
        "extends: a/../../up.yaml",
        "extends: nowhere",
        "extends: reference\nmarket: {segments: {core: {wieght: 0.7}}}",
        "extends: reference\ndisruptions: {fixed: [{week: 3}]}",
        "extends: reference\ndisruptions: {types: {own: {effects: [{on: gap}]}}}",
        "extends: reference\nmarket: {rate_of_change: [{week: 0}]}",
    ],
)
def test_what_is_wrong_over_another_file_is_marked(body: str) -> None:
    assert complaints(f"{OWN}{body}\n")


def test_files_beside_it_are_accepted() -> None:
    for name in ("base.yaml", "below/base.yml", "a..b.yaml"):
        assert complaints(f"{OWN}{EXTENDS}: {name}\n") == [], name


def _properties(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        for key, value in node.get("properties", {}).items():
            if isinstance(value, dict):
                yield key, value
        for value in node.values():
            yield from _properties(value)


def test_descriptions_and_usual_ranges_are_in_it_where_the_sections_have_them() -> None:
    defs = build_json_schema()["$defs"]
    kinds: dict[str, type[Section]] = {
        part.kind.__name__: part.kind for part in walk_sections(Scenario, trial().scenario)
    }
    tried = 0
    for name, kind in kinds.items():
        if kind is Scenario:
            continue
        for key, field in kind.model_fields.items():
            said = defs[name]["properties"][key]
            assert said.get("description") == field.description
            assert said.get("x-usual") == (list(usual_range(field) or ()) or None)
            tried += usual_range(field) is not None
    assert tried > 100


def test_it_is_not_cluttered() -> None:
    for key, value in _properties(
        {key: value for key, value in build_json_schema().items() if key != "else"}
    ):
        assert "title" not in value, key
        assert not isinstance(value.get("default"), dict), key


def test_a_scenario_that_extends_nothing_needs_its_summary() -> None:
    assert complaints(HEAD) == []
    assert complaints(OWN)
    assert complaints(OWN + "extends: reference\n") == []
