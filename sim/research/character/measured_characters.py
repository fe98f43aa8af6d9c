"""What is known of the built-in scenarios: their characters as `tools/characters.py` measured them."""

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
    """Of a scenario as it is now."""

    inherited: float
    """percent; of games in which the firm that goes on as before reaches the goal."""
    steady: float
    """percent; the same of the bot `steady`."""
    luck: float
    """percent; share of world and dice in how much games differ."""


def characters_file() -> Path:
    """Where the characters lie: beside the packaged scenarios, in a checkout in `docs/reference`."""
    packaged = data_folder() / CHARACTERS_NAME
    return packaged if packaged.exists() else data_folder().parent / "docs" / "reference" / CHARACTERS_NAME


def read_measured_characters() -> dict[str, Any]:
    """All that was measured, by the scenarios' names; nothing where nothing was."""
    try:
        found: dict[str, Any] = json.loads(characters_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found


def is_stale(scenario: Scenario, measured: dict[str, Any]) -> bool:
    """Whether it was not measured as it is now."""
    there = measured.get(scenario.name)
    return there is None or (there["engine"], there["world"]) != (ENGINE, world_hash(scenario))


def find_measured_character(scenario: Scenario) -> MeasuredCharacter | None:
    """What is known of a scenario; None where it was not measured as it is now."""
    measured = read_measured_characters()
    if is_stale(scenario, measured):
        return None
    there = measured[scenario.name]
    goals = {bot["name"]: bot["goal"]["figure"] for bot in there["bots"]}
    return MeasuredCharacter(goals["inherited"], goals["steady"], there["luck"]["luck"]["figure"])
