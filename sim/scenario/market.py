"""The market of a scenario: segments, rate of change, and the rival."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from sim.scenario.section import (
    Fault,
    Given,
    Section,
    ShortName,
    TextLine,
    UnitShare,
    is_number,
    number_field,
    required_number_field,
    section_values,
)

MAX_SEGMENTS = 6
"""Maximum number of segments."""
MAX_RATE_STEPS = 100
"""Maximum number of steps of the rate of change."""

Season = Annotated[list[Annotated[float, Field(ge=0.05, le=10)]], Field(min_length=3, max_length=3)]
"""Three factors from .05 to 10, one for each month of a quarter."""

ConversationCounts = Annotated[
    list[Annotated[int, Field(ge=0, le=10_000)]], Field(min_length=3, max_length=3)
]
"""Counts of conversations by age, 0 to 10,000."""


class SegmentStart(Section):
    """Initial contents of a segment in week 0, for the number of sellers in the organisation's `start.sellers`."""

    qualified: int = number_field(20, 0, 100_000, (0, 2000))
    """opportunities; qualified, without a proposal."""
    proposals: int = number_field(13, 0, 100_000, (0, 2000))
    """opportunities; with a proposal."""
    conversations: ConversationCounts = Field(default=[1, 1, 1])
    """conversations; number in each of the three ages."""
    accounts: int = number_field(174, 0, 100_000, (0, 20_000))
    """accounts; on recurring revenue."""
    gap: float = number_field(0.0, -3, 3, (-0.5, 0.8))
    """log units; our gap g to customers' needs, below 0 if we are ahead of them."""
    rival_gap: float = number_field(0.0, -3, 3, (-0.5, 0.8))
    """log units; the rival's gap to customers' needs."""


class Segment(Section):
    """A segment of the market."""

    title: TextLine = "Segment"
    """title, as shown on screens."""
    weight: float = required_number_field(0, 10, (0.05, 1))
    """share; part of the market's customers. Weights are scaled to sum to 1."""
    value: float = required_number_field(1e-6, 1e7, (0.02, 5000))
    """k; mean value of an ordinary deal."""
    drift: float = required_number_field(-0.1, 0.1, (0, 0.02))
    """log units a week; drift of customers' needs at rate of change 1."""
    exposure: float = number_field(1.0, 0, 100)
    """weight; how often disruptions hit this segment compared with the others."""
    demand: float = number_field(1.0, 0, 200, (0.05, 40))
    """ratio; arrivals of opportunities relative to the reference."""
    season: Season = Field(default=[0.78, 0.96, 1.21])
    """ratio; customers' readiness to decide in each month of the quarter. Maven: .28/.32/.40 of wins; Larkin 2011 is
    extreme."""
    start: SegmentStart = SegmentStart()
    """contents in week 0."""


def default_segments() -> dict[str, Segment]:
    """Return the three segments of the reference: core, growth, frontier."""
    return {
        "core": Segment(
            title="Core", weight=0.5, value=30, drift=0.0025, exposure=0.45,
            start=SegmentStart(qualified=35, proposals=23, conversations=[2, 1, 1], accounts=318,
                               gap=-0.15, rival_gap=-0.03),
        ),
        "growth": Segment(
            title="Growth", weight=0.3, value=40, drift=0.004, exposure=0.30,
            start=SegmentStart(qualified=20, proposals=13, conversations=[2, 1, 1], accounts=174,
                               gap=-0.06, rival_gap=0.10),
        ),
        "frontier": Segment(
            title="Frontier", weight=0.2, value=55, drift=0.007, exposure=0.25,
            start=SegmentStart(qualified=12, proposals=8, conversations=[2, 1, 1], accounts=94,
                               gap=0.10, rival_gap=0.35),
        ),
    }  # fmt: skip


class RateStep(Section):
    """The rate of change from some week on."""

    week: int = required_number_field(0, 1040)
    """week; first week in which this value applies, counted from 0."""
    value: float = required_number_field(0, 10, (0, 3))
    """ratio; rate of change from then on."""


def _number_or_steps(value: object) -> str | None:
    """Return which of the two forms a value has, so that an error message refers to the right one."""
    if isinstance(value, list):
        return "steps"
    return "number" if is_number(value) else None


RateOfChange = Annotated[float, Field(ge=0, le=10), Tag("number")]
RateOfChangeSteps = Annotated[list[RateStep], Field(min_length=1, max_length=MAX_RATE_STEPS), Tag("steps")]


class ScenarioMarket(Section):
    """The market in which the team sells."""

    segments: dict[ShortName, Segment] = Field(
        default_factory=default_segments, min_length=1, max_length=MAX_SEGMENTS
    )
    """segments of the market by name."""
    rate_of_change: Annotated[
        RateOfChange | RateOfChangeSteps,
        Discriminator(
            _number_or_steps, custom_error_type="number_or_steps", custom_error_message="a number or steps"
        ),
    ] = Field(default=1.0, json_schema_extra={"x-usual": [0, 3]})
    """ratio; rate of change rho: 0 frozen, 1 normal, 2 turbulent, 3 hyper. A number, or steps in time (the first from
    week 0)."""

    @model_validator(mode="before")
    @classmethod
    def _without_null(cls, data: object) -> object:
        """Remove segments that are `null`, which were inherited from an extended scenario."""
        if not isinstance(data, dict) or not isinstance(data.get("segments"), dict):
            return data
        return {**data, "segments": {n: s for n, s in data["segments"].items() if s is not None}}

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Find segments whose weights or exposures are all 0, and steps out of order."""
        segments, rate = given.get("segments"), given.get("rate_of_change")
        faults = [
            (("segments",), f"the {key} of every segment is 0", f"give at least one segment {a} {key}")
            for key, a in (("weight", "a"), ("exposure", "an"))
            if _all_zero(segments, key)
        ]
        return [*faults, *(_step_order_faults(rate) if isinstance(rate, list) else [])]


def _all_zero(segments: object, key: str) -> bool:
    if not isinstance(segments, dict) or not 0 < len(segments) <= MAX_SEGMENTS:
        return False
    values = [section_values(Segment, segment).get(key) for segment in segments.values()]
    return all(is_number(value) and value == 0 for value in values)


def _step_order_faults(steps: list[Any]) -> list[Fault]:
    """Find faults in the order of steps, as far as their weeks are numbers."""
    weeks = [section_values(RateStep, step).get("week") for step in steps[:MAX_RATE_STEPS]]
    faults: list[Fault] = []
    if weeks and is_number(weeks[0]) and weeks[0] > 0:
        message = f"the first step begins in week {weeks[0]}"
        faults.append((("rate_of_change", 0, "week"), message, "begin with week 0"))
    for i, (before, week) in enumerate(pairwise(weeks), 1):
        if is_number(before) and is_number(week) and week <= before:
            message = f"week {week} comes after week {before} in the list"
            faults.append((("rate_of_change", i, "week"), message, "sort the steps by week, one a week"))
    return faults


class RivalFirm(Section):
    """The rival firm."""

    name: TextLine = "the rival"
    """name, as used in the news."""
    pace: float = number_field(0.0028, -0.1, 0.1, (0, 0.01))
    """log units a week; what the rival gains on the market by its own work."""
    closing: float = number_field(0.012, 0, 1, (0.002, 0.05))
    """per week; rate at which the rival's gap returns towards 0."""
    presence: UnitShare = 1.0
    """share; decisions of customers in which the rival takes part."""
