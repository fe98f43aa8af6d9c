"""A whole scenario, resolved: what a YAML file becomes once it is loaded and found valid."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sim.scenario.disruptions import WEEKS_IN_QUARTER, Disruptions
from sim.scenario.market import Market, Rival
from sim.scenario.organisation import HeldSeat, Organisation, Split
from sim.scenario.parameters import Parameters
from sim.scenario.section import Line, Name, Prose, Section, Share, number

FORMAT = 1
"""Version of the scenario format that this code reads."""

MOST_QUARTERS = 40
FRANCHISE_WEEKS = 52
"""weeks; after the end, whose margin is the franchise value."""

Measure = Literal["value", "bookings", "margin", "accounts", "share", "health"]
"""What a goal can be set on: value (margin plus franchise value, k), cumulative bookings (k) or margin (k), accounts at
the end, share (of deals decided for us or the rival in the last four quarters, 0..1), health (mean of the stocks, 0..1)."""


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


class Story(Section):
    """Texts. Plain text everywhere: no markup is interpreted."""

    start: Prose = ""
    """told before the first move."""
    moves: dict[Annotated[int, Field(ge=1, le=MOST_QUARTERS * 3)], Prose] = Field(default={})
    """told before the move of that number."""
    end: Ending = Ending()
    """told at the end."""


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
    others: Name = "caretaker"
    """bot that runs the seats which the player does not hold."""
    steady: Split = Split(sellers=25, managers=35, leaders=65)
    """percent; the split of the bot `steady` here."""
    parameters: Parameters = Parameters()

    @model_validator(mode="after")
    def _consistent(self) -> Scenario:
        for i, fixed in enumerate(self.disruptions.fixed):
            where = f"disruptions.fixed[{i}]"
            if fixed.type not in self.disruptions.types:
                raise ValueError(
                    f"{where}.type: no type '{fixed.type}'; there are {', '.join(self.disruptions.types)}"
                )
            if fixed.segment is not None and fixed.segment not in self.market.segments:
                raise ValueError(
                    f"{where}.segment: no segment '{fixed.segment}'; there are {', '.join(self.market.segments)}"
                )
            if fixed.strikes >= self.weeks + FRANCHISE_WEEKS:
                raise ValueError(
                    f"{where}: strikes in week {fixed.strikes}, after the game and its franchise year"
                )
        return self

    @property
    def weeks(self) -> int:
        """Weeks of the game, without the franchise year."""
        return self.quarters * WEEKS_IN_QUARTER
