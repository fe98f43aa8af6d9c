"""The text of `tactegic new`: it is valid as it is, and with every setting in it turned on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.base.library import data_file_names
from sim.base.problems import InputError
from sim.scenario.load import parse_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.starter import starter_text

SWITCHED_OFF = re.compile(r"^( *)#(?=[a-z-])", re.MULTILINE)


@pytest.mark.parametrize("name", ["my_game", "a", "x" * 40, "null", "true", "no", "y", "e1", "title"])
def test_it_checks_without_warnings(name: str) -> None:
    loaded = parse_scenario(starter_text(name), f"{name}.yaml")
    assert loaded.scenario.name == name
    assert loaded.warnings == ()
    assert f"tactegic check {name}.yaml" in starter_text(name)


def test_it_checks_with_every_setting_switched_on(tmp_path: Path) -> None:
    text, switched = SWITCHED_OFF.subn(r"\1", starter_text("my_game"))
    assert switched >= 4
    assert parse_scenario(text, "my_game.yaml", tmp_path).warnings == ()


def test_it_shows_every_part_of_a_scenario() -> None:
    shown = set(re.findall(r"^#?([a-z]+):", starter_text("my_game"), re.MULTILINE))
    assert shown >= (set(Scenario.model_fields) - {"steady"}) | {"extends"}


@pytest.mark.parametrize(
    "name", ["", "My Game", "../x", "a.yaml", "x" * 41, "x\n", "é", "\x1b[31m", "1st", "_a", "a-b"]
)
def test_names_that_no_scenario_can_have_are_refused(name: str) -> None:
    with pytest.raises(InputError) as refused:
        starter_text(name)
    assert "is not a short name" in str(refused.value)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("name", data_file_names("scenarios"))
def test_names_of_built_ins_are_refused(name: str) -> None:
    with pytest.raises(InputError, match="built-in"):
        starter_text(name)


def test_the_name_that_was_meant() -> None:
    with pytest.raises(InputError, match="did you mean 'my_own_game'"):
        starter_text("My own-game")
