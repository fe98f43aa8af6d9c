"""What the browser of scenarios tells of one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from sim.research.character.measured_characters import MeasuredCharacter
from sim.scenario.organisation import Cadence
from sim.scenario.scenario import Scenario
from sim.text.figures import count_noun
from sim.text.goals import TITLES, format_measure
from sim.view.duration import count_game_moves, expected_minutes
from tui.drawing.text import DIM, STRONG, Part, join_lines, line


@dataclass(frozen=True, slots=True)
class Browsed:
    """A scenario that can be chosen."""

    scenario: Scenario
    warnings: tuple[str, ...] = ()
    """what is unusual in it."""
    known: MeasuredCharacter | None = None
    """how it was measured, where it was."""


def scenario_entry(scenario: Scenario) -> Content:
    """Its line in the list."""
    return line(scenario.title, (f"  {scenario.difficulty:g}", DIM))


def details(browsed: Browsed, cadence: Cadence) -> Content:
    """All of it, for a game with a move every quarter or month."""
    scenario, known = browsed.scenario, browsed.known
    rows = [*_head(scenario, cadence), "", scenario.summary]
    if scenario.learning:
        rows += ["", ("You learn:", DIM), *(f"• {lesson}" for lesson in scenario.lessons)]
    if scenario.story.start:
        rows += ["", ("How it begins:", DIM), (scenario.story.start, "italic")]
    if known is not None:
        rows += ["", ("Measured, in many games:", DIM), *_measured_parts(known)]
    if browsed.warnings:
        rows += ["", ("Unusual about it:", DIM), *browsed.warnings]
    return join_lines(rows)


def _head(scenario: Scenario, cadence: Cadence) -> Iterator[Part]:
    moves, goal = count_game_moves(scenario, cadence), scenario.goal
    yield scenario.title, STRONG
    yield f"difficulty {scenario.difficulty:g} of 10, {count_noun(scenario.quarters, 'quarter')}", DIM
    yield f"{count_noun(moves, 'move')}, about {expected_minutes(moves)} minutes", DIM
    yield f"seats: {', '.join(scenario.seats)}", DIM
    wanted = (
        "measured when you first play it"
        if goal.threshold is None
        else format_measure(goal.measure, goal.threshold)
    )
    yield f"goal: {wanted} ({TITLES[goal.measure]})", DIM


def _measured_parts(known: MeasuredCharacter) -> Iterator[Part]:
    """Shares of games; all seats were played by the bot."""
    yield f"• A firm that goes on as before reaches the goal in {known.inherited:.0f} % of them."
    yield f"• The bot Steady, with the same good move all the time, does so in {known.steady:.0f} %."
    yield f"• Luck is {known.luck:.0f} % of how much games differ; the rest is who plays."
