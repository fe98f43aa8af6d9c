"""Stored characters of the built-in scenarios, as `tools/characters.py` measured them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.base.library import data_folder
from sim.scenario.resolved import world_hash
from sim.scenario.scenario import Scenario
from sim.version import ENGINE

CHARACTERS_NAME = "character.json"


@dataclass(frozen=True, slots=True)
class MeasuredCharacter:
    """The key figures of a scenario's character."""

    inherited: float
    """percent; games in which the firm that continues as before reaches the goal."""
    steady: float
    """percent; games in which the bot `steady` reaches the goal."""
    luck: float
    """percent; share of the variance of results that is due to world and dice."""


def characters_file() -> Path:
    """The file of the characters: next to the packaged scenarios, or `docs/reference` in a checkout."""
    packaged = data_folder() / CHARACTERS_NAME
    return packaged if packaged.exists() else data_folder().parent / "docs" / "reference" / CHARACTERS_NAME


def read_measured_characters() -> dict[str, Any]:
    """All measured characters by scenario name; empty if there is no file."""
    try:
        characters: dict[str, Any] = json.loads(characters_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return characters


def is_stale(scenario: Scenario, measured: dict[str, Any]) -> bool:
    """Whether a scenario was never measured, or has changed since, or the engine has."""
    known = measured.get(scenario.name)
    return known is None or (known["engine"], known["world"]) != (ENGINE, world_hash(scenario))


def find_measured_character(scenario: Scenario) -> MeasuredCharacter | None:
    """The character of a scenario; None if it was not measured, or has changed since."""
    measured = read_measured_characters()
    if is_stale(scenario, measured):
        return None
    known = measured[scenario.name]
    goals = {bot["name"]: bot["goal"]["figure"] for bot in known["bots"]}
    return MeasuredCharacter(goals["inherited"], goals["steady"], known["luck"]["luck"]["figure"])
