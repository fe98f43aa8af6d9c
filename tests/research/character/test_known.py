"""What is known of a built-in scenario is of the scenario as it is now, and of no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.research.character import measured_characters
from sim.scenario.load import load_builtin_scenarios, load_scenario
from tests.making import scenario


def test_every_built_in_is_known_and_steady_plays_it_better_than_as_before() -> None:
    for one in load_builtin_scenarios():
        found = measured_characters.find_measured_character(one)
        assert found is not None
        assert 0 <= found.inherited < found.steady <= 100
        assert 0 <= found.luck <= 100


def test_a_scenario_of_the_same_name_with_another_world_is_not_known() -> None:
    reference = load_scenario("reference").scenario
    assert (
        measured_characters.find_measured_character(reference.model_copy(update={"title": "Told otherwise"}))
        is not None
    )
    assert measured_characters.find_measured_character(reference.model_copy(update={"quarters": 11})) is None
    assert measured_characters.find_measured_character(scenario()) is None


def test_where_nothing_was_measured_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured_characters, "characters_file", lambda: tmp_path / "not_there.json")
    assert measured_characters.find_measured_character(load_scenario("reference").scenario) is None
