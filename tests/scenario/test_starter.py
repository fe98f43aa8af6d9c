"""The text of `tactegic new`: it checks as it is, and with every setting in it switched on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.base.library import names
from sim.base.problems import InputError
from sim.scenario.load import loads
from sim.scenario.scenario import Scenario
from sim.scenario.starter import starter

SWITCHED_OFF = re.compile(r"^( *)#(?=[a-z-])", re.MULTILINE)


@pytest.mark.parametrize("name", ["my_game", "a", "x" * 40, "null", "true", "no", "y", "e1", "title"])
def test_it_checks_without_warnings(name: str) -> None:
    loaded = loads(starter(name), f"{name}.yaml")
    assert loaded.scenario.name == name
    assert loaded.warnings == ()
    assert f"tactegic check {name}.yaml" in starter(name)


def test_it_checks_with_every_setting_switched_on(tmp_path: Path) -> None:
    text, switched = SWITCHED_OFF.subn(r"\1", starter("my_game"))
    assert switched >= 4
    assert loads(text, "my_game.yaml", tmp_path).warnings == ()


def test_it_shows_every_part_of_a_scenario() -> None:
    shown = set(re.findall(r"^#?([a-z]+):", starter("my_game"), re.MULTILINE))
    assert shown >= (set(Scenario.model_fields) - {"steady"}) | {"extends"}


@pytest.mark.parametrize(
    "name", ["", "My Game", "../x", "a.yaml", "x" * 41, "x\n", "é", "\x1b[31m", "1st", "_a", "a-b"]
)
def test_names_that_no_scenario_can_have_are_refused(name: str) -> None:
    with pytest.raises(InputError) as refused:
        starter(name)
    assert "is not a short name" in str(refused.value)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("name", names("scenarios"))
def test_names_of_built_ins_are_refused(name: str) -> None:
    with pytest.raises(InputError, match="built-in"):
        starter(name)


def test_the_name_that_was_meant() -> None:
    with pytest.raises(InputError, match="did you mean 'my_own_game'"):
        starter("My own-game")
