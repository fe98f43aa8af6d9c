"""A scenario in the browser of scenarios."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from sim.research.character.measured_characters import MeasuredCharacter
from sim.scenario.organisation import Cadence
from sim.scenario.scenario import Scenario
from sim.text.scenarios import (
    character_sentences,
    describe_duration,
    describe_goal,
    describe_seats,
    describe_size,
)
from tui.drawing.text import DIM, STRONG, Part, join_lines, line


@dataclass(frozen=True, slots=True)
class ScenarioEntry:
    """A scenario that can be chosen."""

    scenario: Scenario
    warnings: tuple[str, ...] = ()
    """What is unusual in it."""
    character: MeasuredCharacter | None = None
    """Its measured character, if there is one."""


def scenario_title(scenario: Scenario) -> Content:
    """The line of a scenario in the list."""
    return line(scenario.title, (f"  {scenario.difficulty:g}", DIM))


def scenario_details(entry: ScenarioEntry, cadence: Cadence) -> Content:
    """All about a scenario, for a game with a move every quarter or month."""
    scenario, character = entry.scenario, entry.character
    rows: list[Part] = [
        (scenario.title, STRONG),
        (describe_size(scenario), DIM),
        (describe_duration(scenario, cadence), DIM),
        (describe_seats(scenario), DIM),
        (describe_goal(scenario), DIM),
        "",
        scenario.summary,
    ]
    if scenario.learning:
        rows += ["", ("You learn:", DIM), *(f"• {lesson}" for lesson in scenario.lessons)]
    if scenario.story.start:
        rows += ["", ("How it begins:", DIM), (scenario.story.start, "italic")]
    if character is not None:
        sentences = character_sentences(character.inherited, character.steady, character.luck)
        rows += ["", ("Measured in many games:", DIM), *(f"• {sentence}" for sentence in sentences)]
    if entry.warnings:
        rows += ["", ("Unusual about it:", DIM), *entry.warnings]
    return join_lines(rows)
