"""A complete scenario, as loaded and validated from YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from sim.base.problems import KeyPath, quote_value
from sim.base.suggestions import suggest_name
from sim.scenario.conditional_text import StoryText
from sim.scenario.disruptions import (
    MAX_FIXED_DISRUPTIONS,
    WEEKS_IN_MONTHS,
    WEEKS_IN_QUARTER,
    Disruptions,
    FixedDisruption,
    default_types,
    strike_week,
)
from sim.scenario.market import MAX_SEGMENTS, RivalFirm, ScenarioMarket, Segment, SegmentStart
from sim.scenario.organisation import HeldSeat, Organisation, Split, StartingStocks
from sim.scenario.parameters import Parameters
from sim.scenario.section import (
    Fault,
    Given,
    Section,
    ShortName,
    TextBlock,
    TextLine,
    is_number,
    number_field,
    section_values,
)

FORMAT = 1
"""Version of the scenario format that this code reads."""

MAX_QUARTERS = 40
"""Maximum length of a game in quarters."""
MAX_SEAT_CHOICES = 4
"""Number of choices of seats: each of the three alone, or all as a team."""
MAX_STARTING_ITEMS = 200_000
"""Maximum number of opportunities, conversations and accounts together at the start of a game."""
REFERENCE_TARGET = 93.8
"""k per week, for the sellers of the reference; settled bookings of the inherited firm without disruptions."""
FRANCHISE_WEEKS = 52
"""Weeks after the end whose margin is the franchise value."""

GoalMeasure = Literal["value", "bookings", "margin", "accounts", "share", "health"]
"""Measures for a goal: value (margin plus franchise value, k), cumulative bookings (k) or margin (k), accounts at the
end, share (ours of the deals won by us or the rival in the last four quarters, 0..1), health (mean of the stocks,
0..1)."""

THRESHOLD_RANGES: dict[str, tuple[float, float]] = {
    "value": (-1e9, 1e9),
    "bookings": (0, 1e9),
    "margin": (-1e9, 1e9),
    "accounts": (0, 1e6),
    "share": (0, 1),
    "health": (0, 1),
}
"""Possible thresholds by measure, in the measure's unit."""

SeatBot = Literal["caretaker", "month-ender", "inherited", "steady", "dreamer", "panicker", "opportunist"]
"""Names of the bots that can play seats. Each is a file in `scenarios/bots`."""


class Goal(Section):
    """The goal, and when the directors fire the team."""

    measure: GoalMeasure = "value"
    """measure that the goal is set on."""
    threshold: float | None = number_field(None, -1e9, 1e9)
    """in the measure's unit; value that wins the game. By default it is measured: the median of the bot `steady`."""
    target: float | None = number_field(None, 0.0001, 1e9)
    """k a week; target for bookings at the start. By default 93.8 for twelve sellers, scaled by size."""
    growth: float = number_field(0.04, -0.9, 5, (-0.1, 0.3))
    """share a year; growth of the target, compounded weekly."""
    patience: float = number_field(0.65, 0, 1, (0.2, 0.9))
    """ratio; mean attainment of the last four quarters below which the directors fire the team, from the fourth quarter
    on."""
    cash_floor: float = number_field(0.0, -1e6, 1e6)
    """k; cash below which the directors fire the team at the end of a quarter."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Find a threshold that is not possible for the measure."""
        measure, threshold = given.get("measure"), given.get("threshold")
        possible = THRESHOLD_RANGES.get(measure) if isinstance(measure, str) else None
        if possible is None or not is_number(threshold) or possible[0] <= threshold <= possible[1]:
            return []
        message = f"{threshold:g} is no threshold for the measure '{measure}'"
        return [(("threshold",), message, f"give a number from {possible[0]:g} to {possible[1]:g}")]


class EndingTexts(Section):
    """Texts for the three endings of a game."""

    goal: StoryText = ""
    """text if the goal is reached, or variants with conditions."""
    draw: StoryText = ""
    """text if the team survives without reaching the goal, or variants with conditions."""
    fired: StoryText = ""
    """text if the directors fire the team, or variants with conditions."""


def _read_move_number(key: object) -> object:
    """Convert a key of a file, which is text, to a move number if it consists of digits."""
    return int(key) if isinstance(key, str) and re.fullmatch("[1-9][0-9]{0,3}", key) else key


MoveNumber = Annotated[
    int, Field(ge=1, le=MAX_QUARTERS * len(WEEKS_IN_MONTHS)), BeforeValidator(_read_move_number)
]
"""Number of a move, counted from 1."""


class ScenarioStory(Section):
    """The texts of a scenario. They are plain text: no markup is interpreted."""

    start: TextBlock = ""
    """text before the first move."""
    moves: dict[MoveNumber, StoryText] = Field(default={})
    """texts before moves, by number of the move: each a text, or variants with conditions."""
    end: EndingTexts = EndingTexts()
    """texts at the end."""


class Lesson(Section):
    """A lesson that a player learns, and what demonstrates it."""

    text: TextLine
    """the lesson."""
    shown: Annotated[list[ShortName], Field(min_length=1, max_length=8)]
    """names of the claims (docs/reference/claims.md) and measurements (docs/reference/lessons.md) that demonstrate
    it."""


def _text_or_lesson(value: object) -> str | None:
    """Return which of the two forms a value has, so that an error message refers to the right one."""
    if isinstance(value, dict | Lesson):
        return "lesson"
    return "text" if isinstance(value, str) else None


TextOrLesson = Annotated[
    Annotated[TextLine, Tag("text")] | Annotated[Lesson, Tag("lesson")],
    Discriminator(
        _text_or_lesson,
        custom_error_type="text_or_lesson",
        custom_error_message="a text or a mapping of text and shown",
    ),
]


def unknown_name_faults(path: KeyPath, kind: str, name: object, known: Iterable[str]) -> list[Fault]:
    """Return the fault of a name that is not one of those allowed. None refers to nothing, and is no fault."""
    names = list(known)
    if name is None or name in names:
        return []
    return [(path, f"there is no {kind} {quote_value(name)}", suggest_name(name, names))]


def default_steady_split() -> Split:
    """Return the default split of the bot `steady`."""
    return Split(sellers=25, managers=35, leaders=65)


class Scenario(Section):
    """A scenario of Tactegic, format 1."""

    format: Literal[1]
    """version of the format, always 1."""
    name: ShortName
    """short name in snake_case, as in `tactegic play NAME`."""
    title: TextLine
    """title, as shown on screens."""
    summary: TextBlock
    """what it is about, in one or two sentences."""
    difficulty: float = number_field(5.0, 0, 10)
    """0 to 10; 0 is a tutorial, 10 is for masters."""
    learning: Annotated[list[TextOrLesson], Field(max_length=20)] = Field(default=[])
    """what a player learns here: texts, or mappings with a `text` and the names of what it is `shown` by."""
    facilitator: TextBlock | None = None
    """notes for leading a group through it: time, audience, where to pause, what to ask."""
    story: ScenarioStory = ScenarioStory()
    quarters: int = number_field(12, 1, MAX_QUARTERS, (4, 16))
    """quarters; length of the game."""
    organisation: Organisation = Organisation()
    market: ScenarioMarket = ScenarioMarket()
    rival: RivalFirm = RivalFirm()
    disruptions: Disruptions = Disruptions()
    goal: Goal = Goal()
    seats: Annotated[list[HeldSeat], Field(min_length=1, max_length=MAX_SEAT_CHOICES)] = Field(
        ["team", "leader", "manager", "seller"]
    )
    """seats that a player may choose. The first is suggested."""
    others: SeatBot = "caretaker"
    """bot that plays the seats which the player does not hold."""
    steady: Split = Field(default_factory=default_steady_split)
    """percent; split of the bot `steady` in this scenario."""
    parameters: Parameters = Parameters()

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Find seats listed twice, fixed disruptions with unknown names or after the end, and too many items at the
        start.
        """
        return [
            *_repeated_seat_faults(given.get("seats")),
            *_fixed_faults(given),
            *_starting_size_faults(given),
        ]

    @property
    def lessons(self) -> list[str]:
        """What a player learns here, as text."""
        return [one if isinstance(one, str) else one.text for one in self.learning]

    @property
    def weeks(self) -> int:
        """Weeks of the game, without the franchise year."""
        return self.quarters * WEEKS_IN_QUARTER


def _repeated_seat_faults(seats: object) -> Iterator[Fault]:
    listed = seats[:MAX_SEAT_CHOICES] if isinstance(seats, list) else []
    for i, seat in enumerate(listed):
        if isinstance(seat, str) and seat in listed[:i]:
            yield ("seats", i), f"the seat {quote_value(seat)} is listed twice", "keep one of the two"


def _fixed_faults(scenario: Given) -> Iterator[Fault]:
    disruptions = section_values(Disruptions, scenario.get("disruptions"))
    fixed: Any = disruptions.get("fixed")
    types: Any = disruptions.get("types")
    segments: Any = section_values(ScenarioMarket, scenario.get("market")).get("segments")
    kinds = {**default_types(), **types} if isinstance(types, dict) else None
    parts = [name for name, s in segments.items() if s is not None] if isinstance(segments, dict) else None
    for i, one in enumerate(fixed[:MAX_FIXED_DISRUPTIONS] if isinstance(fixed, list) else []):
        values = section_values(FixedDisruption, one)
        where: KeyPath = ("disruptions", "fixed", i)
        if kinds is not None:
            yield from unknown_name_faults((*where, "type"), "type", values.get("type"), kinds)
        if parts is not None:
            yield from unknown_name_faults((*where, "segment"), "segment", values.get("segment"), parts)
        yield from _late_strike_faults(where, values, scenario.get("quarters"))


def _late_strike_faults(where: KeyPath, fixed: Given, quarters: object) -> Iterator[Fault]:
    week = strike_week(fixed.get("week"), fixed.get("month"), fixed.get("quarter"))
    if week is None or not is_number(quarters) or not 1 <= quarters <= MAX_QUARTERS:
        return
    end = int(quarters) * WEEKS_IN_QUARTER + FRANCHISE_WEEKS
    if week >= end:
        message = f"strikes in week {week}, after the game and its franchise year"
        yield where, message, f"let it strike before week {end}, or give the game more quarters"


def _starting_size_faults(scenario: Given) -> Iterator[Fault]:
    """Find more items at the start, scaled to the size of the firm, than a game can hold."""
    organisation = section_values(Organisation, scenario.get("organisation"))
    segments = section_values(ScenarioMarket, scenario.get("market")).get("segments")
    seats, size = (
        organisation.get("sellers"),
        section_values(StartingStocks, organisation.get("start")).get("sellers"),
    )
    seats = len(seats) if isinstance(seats, list) else seats
    if not (isinstance(segments, dict) and is_number(seats) and is_number(size) and size >= 1):
        return
    if len(segments) > MAX_SEGMENTS:
        return
    starts = (
        section_values(SegmentStart, section_values(Segment, s).get("start")) for s in segments.values()
    )
    items = sum(_count_items(start) for start in starts) * seats / size
    if items > MAX_STARTING_ITEMS:
        message = f"the game would start with {items:,.0f} opportunities, conversations and accounts"
        remedy = (
            f"give at most {MAX_STARTING_ITEMS:,}; they stand for organisation.start.sellers ({size}) "
            "and are scaled"
        )
        yield ("market", "segments"), f"{message} for {seats} sellers", remedy


def _count_items(start: Given) -> float:
    conversations: Any = start.get("conversations")
    counts = [start.get(key) for key in ("qualified", "proposals", "accounts")]
    counts += conversations if isinstance(conversations, list) else []
    return sum(count for count in counts if is_number(count))
