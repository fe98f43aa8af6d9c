"""Data files are found by kind and name in both layouts: a checkout and the wheel."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest

from sim.base import library
from sim.base.library import DataKind, data_file, data_file_names
from sim.scenario.load import load_builtin_scenarios, load_scenario
from sim.scenario.scenario import SeatBot


def test_the_five_scenarios_of_the_game_are_there() -> None:
    assert {"steady_state", "reference", "turbulence", "the_entrant", "solo"} <= set(
        data_file_names("scenarios")
    )


def test_every_bot_has_a_file() -> None:
    assert set(get_args(SeatBot)) < set(data_file_names("bots"))  # there are more that play, but run no seats


@pytest.mark.parametrize("name", data_file_names("scenarios"))
def test_a_built_in_bears_the_name_of_its_file_and_teaches_something(name: str) -> None:
    scenario = load_scenario(name).scenario
    assert scenario.name == name
    assert scenario.summary
    assert scenario.learning
    assert scenario.story.start
    assert scenario.goal.threshold is not None


def test_built_ins_come_easiest_first_and_differ() -> None:
    scenarios = load_builtin_scenarios()
    assert [s.difficulty for s in scenarios] == sorted(s.difficulty for s in scenarios)
    assert {s.name for s in scenarios} == set(data_file_names("scenarios"))
    assert len({s.title for s in scenarios}) == len(scenarios)


def test_a_built_in_is_loaded_by_its_name_even_beside_a_file_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference.yaml").write_text(
        "format: 1\nname: mine\ntitle: Mine\nsummary: Mine.\n", encoding="utf-8"
    )
    assert load_scenario("reference").scenario.name == "reference"
    assert load_scenario("reference.yaml").scenario.name == "mine"
    assert load_scenario("./reference.yaml").scenario.name == "mine"


def test_a_file_without_a_suffix_is_loaded_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").write_text("format: 1\nname: mine\ntitle: Mine\nsummary: Mine.\n", encoding="utf-8")
    assert load_scenario("mine").scenario.name == "mine"


def test_the_packed_layout_goes_before_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = tmp_path / "builtin"
    shutil.copytree(library.data_folder(), packed)
    monkeypatch.setattr(library, "__file__", str(tmp_path / "base" / "library.py"))
    assert library.data_folder() == packed
    kinds: tuple[DataKind, ...] = get_args(DataKind)
    for kind in kinds:
        assert data_file_names(kind)
        assert all(data_file(kind, name).is_relative_to(packed) for name in data_file_names(kind))
        assert all(data_file(kind, name).is_file() for name in data_file_names(kind))
    assert load_scenario("reference").scenario.name == "reference"


@pytest.mark.parametrize("name", ["", "../reference", "a/b", "..", "a.yaml", "A", "a\0", "x" * 41])
def test_no_name_leads_out_of_the_library(name: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        data_file("scenarios", name)
