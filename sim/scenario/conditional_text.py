"""Texts with variants. Each variant has conditions on figures of the game, and the first whose conditions hold is
shown.

The figures are described here, so that a file can be checked. `sim/game/story_figures.py` computes them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import Discriminator, Field, Tag

from sim.base.problems import quote_value
from sim.base.suggestions import suggest_name
from sim.scenario.section import Fault, Given, Section, ShortName, TextBlock, TextLine

GAME_FIGURES: Mapping[str, str] = {
    "quarter": "number of the coming quarter, counted from 1; at the end, one more than were played",
    "attainment": "ratio; attainment of the last quarter; 1 before the first has ended",
    "trailing": "ratio; mean attainment of the last four quarters, or of as many as there are",
    "first_year": "ratio; mean attainment of the first four quarters, or of as many as there are",
    "best_attainment": "ratio; highest attainment of a quarter so far; 0 before the first has ended",
    "best_quarter": "number of the quarter with the most bookings so far; 0 before the first has ended",
    "pressure": "0..1; pressure on the team",
    "burnout": "0..1; burnout of the team",
    "load": "ratio; hours that the pipeline needs over those that sellers have for it",
    "sellers": "0..1; share of the seats that are filled",
    "stayed": "0..1; share of the initial sellers who are still there",
    "customers": "ratio; customers now over customers at the start",
    "conversations": "number of conversations about the coming years in progress",
    "deals": "ratio; opportunities and proposals now over those at the start",
    "relationships": "0..1; executive relationships",
    "insight": "0..1; insight into customers' coming years",
    "foresight": "0..1; foresight",
    "culture": "0..1; culture",
    "capability": "0..1; processes, tools and structure",
    "skill": "0..1; skill of the sellers",
    "offering": "0..1; offering that has reached the market",
    "health_change": "0..1; change of the firm's health, the mean of its stocks, since the start",
    "gap_change": "log units; increase of our gap to customers' needs since the start, as the team reads it",
    "ahead": "log units; our lead over the rival's offerings, mean of all segments, as the team reads it",
    "ahead_change": "log units; increase of our lead over the rival since the start",
    "share": "0..1; our share of the deals won by us or the rival in the last four quarters",
    "share_change": "0..1; increase of that share since the first four quarters",
    "signals": "number of disruptions that were noticed and have not struck",
    "answers": "0..1; progress of the least advanced answer to a signal; 1 without signals",
    "strikes": "number of disruptions that struck so far",
    "seen": "0..1; share of these that were noticed before they struck; 0 if none struck",
    "answered": "0..1; mean effect of the answers to them; 0 if none struck",
    "false_alarms": "number of signals so far that turned out to be false alarms",
    "sellers_future": "percent; mean of the sellers' split over the moves so far; before the first, the inherited one",
    "managers_future": "percent; the same for managers",
    "leaders_future": "percent; the same for leaders",
    "next_year": "ratio; at the end: margin of the year after it over that of the last four quarters; 0 after a loss",
    "cash_gone": "1 if the directors fired the team for low cash, else 0",
}
"""Figures of a game that conditions of a story can use, by name, with unit and meaning."""

STRIKE_FIGURES: Mapping[str, str] = {
    "severity": "severity; 1 is usual",
    "seen": "1 if it was noticed before, else 0",
    "answered": "0..1; effect of the answer",
}
"""Figures that conditions of a strike's text can use."""

MAX_VARIANTS = 12


class FigureBounds(Section):
    """Bounds of a figure in a condition."""

    below: float | None = None
    """in the figure's unit; the figure must be less."""
    above: float | None = None
    """in the figure's unit; the figure must be more."""

    def contains(self, value: float) -> bool:
        """Return whether a value is within the bounds."""
        return (self.below is None or value < self.below) and (self.above is None or value > self.above)


def condition_faults(given: Given, names: Collection[str], noun: str) -> list[Fault]:
    """Find conditions (`when`) on unknown names or without a bound."""
    when = given["when"] if isinstance(given.get("when"), Mapping) else {}
    faults: list[Fault] = []
    for name, bounds in when.items():
        if name not in names:
            faults.append(
                (("when", name), f"there is no {noun} {quote_value(name)}", suggest_name(name, list(names)))
            )
        if bounds in ({}, FigureBounds()):
            faults.append((("when", name), "has no bound", "give `below`, `above` or both"))
    return faults


class TextVariant(Section):
    """A text that is shown if all its conditions hold."""

    when: Annotated[dict[ShortName, FigureBounds], Field(max_length=len(GAME_FIGURES))] = Field(default={})
    """conditions by figure, as in `{customers: {above: 0.95}}`. Without any it always applies."""
    present: Annotated[list[TextLine], Field(max_length=8)] = Field(default=[])
    """names of sellers who must be present."""
    text: TextBlock
    """text to show. If it is empty nothing is shown."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Find conditions on unknown figures or without a bound."""
        return condition_faults(given, GAME_FIGURES, "figure")


class StrikeTextVariant(Section):
    """A text for a strike that is shown if all its conditions hold."""

    when: Annotated[dict[ShortName, FigureBounds], Field(max_length=len(STRIKE_FIGURES))] = Field(default={})
    """conditions by figure of the strike: severity, seen, answered. Without any it always applies."""
    text: TextBlock
    """text to show."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Find conditions on unknown figures or without a bound."""
        return condition_faults(given, STRIKE_FIGURES, "figure of a strike")


def _text_or_variants(value: object) -> str | None:
    """Return which of the two forms a value has, so that an error message refers to the right one."""
    if isinstance(value, list):
        return "variants"
    return "text" if isinstance(value, str) else None


_TEXT_OR_VARIANTS = Discriminator(
    _text_or_variants,
    custom_error_type="text_or_variants",
    custom_error_message="a text or a list of texts with conditions",
)
_VARIANT_COUNT = Field(min_length=1, max_length=MAX_VARIANTS)

StoryText = Annotated[
    Annotated[TextBlock, Tag("text")] | Annotated[list[TextVariant], _VARIANT_COUNT, Tag("variants")],
    _TEXT_OR_VARIANTS,
]
"""A text of a story: plain, or variants of which the first whose conditions hold is shown."""

StrikeText = Annotated[
    Annotated[TextBlock, Tag("text")] | Annotated[list[StrikeTextVariant], _VARIANT_COUNT, Tag("variants")],
    _TEXT_OR_VARIANTS,
]
"""A text for the news of a strike."""


def choose_text(
    text: str | Sequence[TextVariant] | Sequence[StrikeTextVariant],
    figure: Callable[[str], float],
    present: Collection[str] = (),
) -> str:
    """Return the text for these figures (by name) and these sellers. Empty if no variant applies."""
    if isinstance(text, str):
        return text
    return next((one.text for one in text if _conditions_hold(one, figure, present)), "")


def _conditions_hold(
    variant: TextVariant | StrikeTextVariant, figure: Callable[[str], float], present: Collection[str]
) -> bool:
    named = variant.present if isinstance(variant, TextVariant) else ()
    return all(name in present for name in named) and all(
        bounds.contains(figure(name)) for name, bounds in variant.when.items()
    )


def unreachable_variants(text: object) -> Iterator[int]:
    """Yield the indexes of variants after one without conditions."""
    if isinstance(text, list):
        free = next(
            (i for i, one in enumerate(text) if not one.when and not getattr(one, "present", ())), None
        )
        yield from range(len(text))[free + 1 :] if free is not None else ()
