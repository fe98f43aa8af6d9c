"""Guides: the texts of a tutorial as data, step by step. They are foreign text, so no markup is interpreted."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from sim.base.library import data_file, data_file_names
from sim.base.text_files import read_text_file
from sim.scenario.load import parse_section
from sim.scenario.scenario import Scenario
from sim.scenario.section import Fault, Given, Percent, Section, ShortName, TextBlock, TextLine

MOVE, CHANCE = "move", "chance"
"""Places on the screen other than panels: the sliders and the win chance."""

MAX_STEP_TEXT = 330
"""Maximum number of characters of a step's text, so that it fits into its panel at 80 x 24."""


class SliderMinimums(Section):
    """Minimum values of sliders."""

    sellers: Percent = 0
    """percent; the sellers' split."""
    managers: Percent = 0
    """percent; the managers' split."""
    leaders: Percent = 0
    """percent; the leaders' split."""
    response: Percent = 0
    """percent; the response of every held seat."""


class GuideStep(Section):
    """One step of a guide. Without `open`, `reach` or `play` it waits for the player to continue."""

    move: Annotated[int, Field(ge=1, le=200)]
    """number of the move before which it is shown, counted from 1. One more than the last move means the end."""
    title: TextLine
    """subject in two or three words."""
    text: Annotated[TextBlock, Field(max_length=MAX_STEP_TEXT)]
    """text of the step."""
    about: ShortName
    """what it explains: a panel's name, `move` for the sliders, or `chance` for the win chance."""
    do: TextLine
    """what to do, in one sentence."""
    open: ShortName | None = None
    """panel to wait for. The step then waits until the player has opened and read it."""
    reach: SliderMinimums | None = None
    """slider values to wait for."""
    play: bool = False
    """whether to wait until the move is played."""
    shown: Annotated[list[ShortName], Field(max_length=8)] = Field(default=[])
    """names of the claims and measurements that demonstrate the effects it states (docs/reference/lessons.md)."""
    plain_text: TextBlock | None = None
    """text in plain mode, if it differs."""
    plain_do: TextLine | None = None
    """what to do in plain mode, in one sentence. It ends with a line in backticks that leads on."""


class Guide(Section):
    """A guide through a built-in scenario."""

    format: Literal[1]
    """version of the format, always 1."""
    scenario: ShortName
    """name of the scenario."""
    seed: Annotated[int, Field(ge=0)]
    """seed of world and dice, so that the texts fit what happens."""
    title: TextLine
    """title, as shown on screens."""
    about: TextLine
    """what it teaches, in one line."""
    minutes: Annotated[int, Field(ge=1, le=240)]
    """minutes; time that it takes."""
    over: TextBlock
    """text at its end."""
    plain_over: TextBlock | None = None
    """text at its end in plain mode, if it differs."""
    steps: Annotated[list[GuideStep], Field(min_length=1, max_length=100)]

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Find steps out of order, steps that wait for two things, and moves that no step waits for."""
        listed: Any = given.get("steps")
        steps = [one for one in listed if isinstance(one, GuideStep)] if isinstance(listed, list) else []
        faults: list[Fault] = []
        for i, step in enumerate(steps):
            following = steps[i + 1].move if i + 1 < len(steps) else step.move
            if following < step.move:
                faults.append(
                    (("steps", i + 1, "move"), "comes after a later move", "put the steps in order")
                )
            if (step.open is not None) + (step.reach is not None) + step.play > 1:
                faults.append((("steps", i), "waits for more than one thing", "make steps of them"))
            if step.play != (following > step.move):
                message = (
                    "the last step of each move but the last waits until it is played, and no other does"
                )
                faults.append((("steps", i, "play"), message, f"write play: {not step.play}".lower()))
        return faults


def load_guide(name: str) -> Guide:
    """Load a guide by name. Raises InputError if its file is invalid."""
    path = data_file("guides", name)
    return parse_section(read_text_file(path, path.name), path.name, Guide)[0]


def load_guides() -> tuple[Guide, ...]:
    """Load all guides, in the recommended order."""
    return tuple(load_guide(name) for name in data_file_names("guides"))


def find_guide(scenario: Scenario) -> Guide | None:
    """Return the guide for a scenario, if there is one."""
    return next((one for one in load_guides() if one.scenario == scenario.name), None)
