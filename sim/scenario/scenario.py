"""A whole scenario, resolved: what a YAML file becomes once it is loaded and found valid."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from sim.scenario.disruptions import WEEKS_IN_QUARTER, Disruptions
from sim.scenario.market import Market, Rival
from sim.scenario.organisation import HeldSeat, Organisation, Split
from sim.scenario.parameters import Parameters
from sim.scenario.problems import LONGEST_SHOWN, Path, shown
from sim.scenario.section import Fault, Line, Name, Prose, Section, Share, number, refuse

FORMAT = 1
"""Version of the scenario format that this code reads."""

MOST_QUARTERS = 40
FRANCHISE_WEEKS = 52
"""weeks; after the end, whose margin is the franchise value."""

Measure = Literal["value", "bookings", "margin", "accounts", "share", "health"]
"""What a goal can be set on: value (margin plus franchise value, k), cumulative bookings (k) or margin (k), accounts at
the end, share (of deals decided for us or the rival in the last four quarters, 0..1), health (mean of the stocks, 0..1)."""

Bot = Literal["caretaker", "month-ender", "inherited", "steady", "dreamer", "panicker", "opportunist"]
"""Names of the bots; each is a file of `scenarios/bots`."""


class Goal(Section):
    """What the board wants, and how long it waits."""

    measure: Measure = "value"
    """what the goal is set on."""
    threshold: float | None = number(None, -1e9, 1e9)
    """in the measure's unit; reached or passed it is won. Without one it is measured: the median of the bot `steady`."""
    target: float | None = number(None, 0.01, 1e6)
    """k a week; the firm's target for bookings at the start. Without one 93.8 for twelve sellers, by size."""
    growth: float = number(0.04, -0.9, 5, (-0.1, 0.3))
    """share a year; continuous growth of the target."""
    patience: Share = 0.65
    """ratio; the mean of the last four quarters' attainments under which the board fires, from the fourth quarter on."""
    cash_floor: float = number(0.0, -1e6, 1e6)
    """k; cash below which the board fires at any quarter's end."""


class Ending(Section):
    """Texts for the three ways in which a game ends."""

    goal: Prose = ""
    draw: Prose = ""
    fired: Prose = ""


def _whole_number(key: object) -> object:
    """Keys of a file are words; a move's number is read from its digits."""
    return int(key) if isinstance(key, str) and re.fullmatch("[1-9][0-9]{0,3}", key) else key


MoveNumber = Annotated[int, Field(ge=1, le=MOST_QUARTERS * 3), BeforeValidator(_whole_number)]
"""Number of a move, counted from 1."""


class Story(Section):
    """Texts. Plain text everywhere: no markup is interpreted."""

    start: Prose = ""
    """told before the first move."""
    moves: dict[MoveNumber, Prose] = Field(default={})
    """told before the move of that number."""
    end: Ending = Ending()
    """told at the end."""


def unknown(path: Path, kind: str, name: object, there: Iterable[str]) -> list[Fault]:
    """The fault of a name that must be one of those that are there; None refers to nothing."""
    names = list(there)
    if name is None or name in names:
        return []
    near = difflib.get_close_matches(str(name)[:LONGEST_SHOWN], names, n=1)
    remedy = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(names)}"
    return [(path, f"there is no {kind} {shown(name)}", remedy)]


class Scenario(Section):
    """A scenario of Tactegic, format 1."""

    format: Literal[1]
    """version of the format; 1."""
    name: Name
    """short name in snake_case, as in `tactegic play NAME`."""
    title: Line
    """as it is called on screens."""
    summary: Prose
    """what it is about, in a sentence or two."""
    difficulty: float = number(5.0, 0, 10)
    """0 to 10; 0 is a tutorial, 10 is for masters."""
    learning: Annotated[list[Line], Field(max_length=20)] = Field(default=[])
    """what a player learns here."""
    story: Story = Story()
    quarters: int = number(12, 1, MOST_QUARTERS, (4, 16))
    """quarters; length of the game."""
    organisation: Organisation = Organisation()
    market: Market = Market()
    rival: Rival = Rival()
    disruptions: Disruptions = Disruptions()
    goal: Goal = Goal()
    seats: Annotated[list[HeldSeat], Field(min_length=1, max_length=4)] = Field(
        ["team", "leader", "manager", "seller"]
    )
    """seats that a player may choose, the suggested one first."""
    others: Bot = "caretaker"
    """bot that runs the seats which the player does not hold."""
    steady: Split = Split(sellers=25, managers=35, leaders=65)
    """percent; the split of the bot `steady` here."""
    parameters: Parameters = Parameters()

    @model_validator(mode="after")
    def _consistent(self) -> Scenario:
        faults: list[Fault] = [
            (("seats", i), f"the seat '{seat}' is listed twice", "keep one of the two")
            for i, seat in enumerate(self.seats)
            if seat in self.seats[:i]
        ]
        end = self.weeks + FRANCHISE_WEEKS
        for i, fixed in enumerate(self.disruptions.fixed):
            where: Path = ("disruptions", "fixed", i)
            faults += unknown((*where, "type"), "type", fixed.type, self.disruptions.types)
            faults += unknown((*where, "segment"), "segment", fixed.segment, self.market.segments)
            if fixed.strikes >= end:
                message = f"strikes in week {fixed.strikes}, after the game and its franchise year"
                faults.append(
                    (where, message, f"let it strike before week {end}, or give the game more quarters")
                )
        refuse(faults)
        return self

    @property
    def weeks(self) -> int:
        """Weeks of the game, without the franchise year."""
        return self.quarters * WEEKS_IN_QUARTER
