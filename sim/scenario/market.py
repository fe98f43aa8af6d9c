"""The market of a scenario: segments, how fast it changes, and the rival."""

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
"""Limit on the number of segments."""
MAX_RATE_STEPS = 100
"""Limit on the number of steps of the rate of change."""

Season = Annotated[list[Annotated[float, Field(ge=0.05, le=10)]], Field(min_length=3, max_length=3)]
"""Three factors, one for each month of a quarter, .05 to 10."""

ConversationCounts = Annotated[
    list[Annotated[int, Field(ge=0, le=10_000)]], Field(min_length=3, max_length=3)
]
"""Counts of conversations by age, 0 to 10,000."""


class SegmentStart(Section):
    """What lies in a segment in week 0, for as many sellers as the organisation's `start.sellers` says."""

    qualified: int = number_field(20, 0, 100_000, (0, 2000))
    """opportunities; qualified."""
    proposals: int = number_field(13, 0, 100_000, (0, 2000))
    """opportunities; with a proposal."""
    conversations: ConversationCounts = Field(default=[1, 1, 1])
    """conversations; of each of the three ages."""
    accounts: int = number_field(174, 0, 100_000, (0, 20_000))
    """accounts; on recurring revenue."""
    gap: float = number_field(0.0, -3, 3, (-0.5, 0.8))
    """log units; our gap g to what customers need, below 0 ahead of the market."""
    rival_gap: float = number_field(0.0, -3, 3, (-0.5, 0.8))
    """log units; the rival's gap."""


class Segment(Section):
    """One part of the market."""

    title: TextLine = "Segment"
    """as it is called on screens."""
    weight: float = required_number_field(0, 10, (0.05, 1))
    """share; of the market's customers. Weights are made to sum to 1."""
    value: float = required_number_field(1e-6, 1e7, (0.02, 5000))
    """k; mean value of an ordinary deal."""
    drift: float = required_number_field(-0.1, 0.1, (0, 0.02))
    """log units a week at rho 1; how fast customers' needs move away."""
    exposure: float = number_field(1.0, 0, 100)
    """weight; how often a disruption picks this segment, against the others."""
    demand: float = number_field(1.0, 0, 200, (0.05, 40))
    """ratio; of arrivals against the reference."""
    season: Season = Field(default=[0.78, 0.96, 1.21])
    """ratio; readiness to decide by month of the quarter. Maven: .28/.32/.40 of wins; Larkin 2011 is extreme."""
    start: SegmentStart = SegmentStart()
    """what lies here in week 0."""


def default_segments() -> dict[str, Segment]:
    """The three segments of the reference: core, growth, frontier."""
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
    """The rate of change from a week on."""

    week: int = required_number_field(0, 1040)
    """week; from which this holds, counted from 0."""
    value: float = required_number_field(0, 10, (0, 3))
    """ratio; rho from then on."""


def _number_or_steps(value: object) -> str | None:
    """Which of the two ways to give the rate of change a value is, so that one message speaks of the right one."""
    if isinstance(value, list):
        return "steps"
    return "number" if is_number(value) else None


RateOfChange = Annotated[float, Field(ge=0, le=10), Tag("number")]
RateOfChangeSteps = Annotated[list[RateStep], Field(min_length=1, max_length=MAX_RATE_STEPS), Tag("steps")]


class ScenarioMarket(Section):
    """Where the team sells."""

    segments: dict[ShortName, Segment] = Field(
        default_factory=default_segments, min_length=1, max_length=MAX_SEGMENTS
    )
    """the parts of the market by name."""
    rate_of_change: Annotated[
        RateOfChange | RateOfChangeSteps,
        Discriminator(
            _number_or_steps, custom_error_type="number_or_steps", custom_error_message="a number or steps"
        ),
    ] = Field(default=1.0, json_schema_extra={"x-usual": [0, 3]})
    """ratio; rho: 0 frozen, 1 normal, 2 turbulent, 3 hyper; a number, or steps in time (the first from week 0)."""

    @model_validator(mode="before")
    @classmethod
    def _without_null(cls, data: object) -> object:
        """`null` for a segment removes one that an extended scenario had."""
        if not isinstance(data, dict) or not isinstance(data.get("segments"), dict):
            return data
        return {**data, "segments": {n: s for n, s in data["segments"].items() if s is not None}}

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Segments that nothing can fall on, and steps that are out of order."""
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
    """Faults of the steps' weeks, where these are weeks at all."""
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
    """as it is called in the news."""
    pace: float = number_field(0.0028, -0.1, 0.1, (0, 0.01))
    """log units a week; what the rival gains on the market by its own work."""
    closing: float = number_field(0.012, 0, 1, (0.002, 0.05))
    """per week; pull of the rival's gap back to nothing."""
    presence: UnitShare = 1.0
    """share; of decisions in which the rival takes part at all."""
