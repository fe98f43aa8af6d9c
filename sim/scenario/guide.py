"""A guide: the text of a tutorial, step by step, as data. It is foreign text: never markup."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from sim.base.library import data_file, data_file_names
from sim.base.text_files import read_text_file
from sim.scenario.load import parse_section
from sim.scenario.scenario import Scenario
from sim.scenario.section import Fault, Given, Percent, Section, ShortName, TextBlock, TextLine

MOVE, CHANCE = "move", "chance"
"""Places of the screen that are no panels: the sliders, and the win chance."""

MAX_STEP_TEXT = 330
"""characters; of a step's text, so that it fits into the guide's place at 80 x 24."""


class SliderMinimums(Section):
    """Sliders that have to be at these values or above."""

    sellers: Percent = 0
    """percent; the sellers' split."""
    managers: Percent = 0
    """percent; the managers' split."""
    leaders: Percent = 0
    """percent; the leaders' split."""
    response: Percent = 0
    """percent; the share of the hours for the future that answers signals, of every seat that is held."""


class GuideStep(Section):
    """One step. Without `open`, `reach` or `play` it waits for the player to go on."""

    move: Annotated[int, Field(ge=1, le=200)]
    """the move during which it is shown, counted from 1; one more than the last move: at the end."""
    title: TextLine
    """what it is about, in two or three words."""
    text: Annotated[TextBlock, Field(max_length=MAX_STEP_TEXT)]
    """the text."""
    about: ShortName
    """the panel that it explains by its name, or `move` for the sliders, or `chance`."""
    do: TextLine
    """what to do, in one sentence."""
    open: ShortName | None = None
    """waits until this panel was chosen, and then for the player to have looked at it."""
    reach: SliderMinimums | None = None
    """waits until the sliders are there."""
    play: bool = False
    """waits until the move is played."""
    shown: Annotated[list[ShortName], Field(max_length=8)] = Field(default=[])
    """names of the claims and measurements that show the effects that the step states (docs/reference/lessons.md)."""
    plain_text: TextBlock | None = None
    """the text in plain mode, if it differs."""
    plain_do: TextLine | None = None
    """what to do in plain mode, in one sentence; the last words in backticks are a line that leads on."""


class Guide(Section):
    """A guide through a built-in scenario."""

    format: Literal[1]
    """version of the format; 1."""
    scenario: ShortName
    """name of the scenario that it leads through."""
    seed: Annotated[int, Field(ge=0)]
    """of world and dice, so that the text fits what is seen."""
    title: TextLine
    """as it is called on screens."""
    about: TextLine
    """what it teaches, in one line."""
    minutes: Annotated[int, Field(ge=1, le=240)]
    """minutes; that it takes."""
    over: TextBlock
    """shown when it is over."""
    plain_over: TextBlock | None = None
    """the same for plain mode, where it is something else."""
    steps: Annotated[list[GuideStep], Field(min_length=1, max_length=100)]

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Steps out of order, steps that wait for two things, and moves that no step waits for."""
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
    """The guide of this name. Raises InputError where its file is wrong."""
    path = data_file("guides", name)
    return parse_section(read_text_file(path, path.name), path.name, Guide)[0]


def load_guides() -> tuple[Guide, ...]:
    """All guides, in the order in which they are to be taken."""
    return tuple(load_guide(name) for name in data_file_names("guides"))


def find_guide(scenario: Scenario) -> Guide | None:
    """The guide through a scenario, if there is one."""
    return next((one for one in load_guides() if one.scenario == scenario.name), None)
