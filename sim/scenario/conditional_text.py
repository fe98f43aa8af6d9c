"""Texts with variants: each has conditions on figures of the game, and the first whose conditions hold is shown.
What each figure means is defined here, so that a file can be checked; `sim/game/story_figures.py` computes them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import Discriminator, Field, Tag

from sim.base.problems import quote_value
from sim.base.suggestions import suggest_name
from sim.scenario.section import Fault, Given, Section, ShortName, TextBlock, TextLine

GAME_FIGURES: Mapping[str, str] = {
    "quarter": "the quarter to play, counted from 1; at the end one more than were played",
    "attainment": "ratio; of the last quarter; 1 before the first",
    "trailing": "ratio; mean attainment of the last four quarters, or of those there are",
    "first_year": "ratio; mean attainment of the first four quarters, or of those there are",
    "best_attainment": "ratio; the highest of a quarter so far; 0 before the first",
    "best_quarter": "number of the quarter with the most bookings so far; 0 before the first",
    "pressure": "0..1; under which the team works",
    "burnout": "0..1",
    "load": "ratio; hours that the pipeline wants over those which sellers have for it",
    "sellers": "0..1; share of the seats that are filled",
    "stayed": "0..1; share of the start's sellers who are still there",
    "customers": "ratio; customers over those at the start",
    "conversations": "conversations about the coming years that are under way",
    "deals": "qualified opportunities and proposals over those at the start, a ratio",
    "relationships": "0..1",
    "insight": "0..1",
    "foresight": "0..1",
    "culture": "0..1",
    "capability": "0..1",
    "skill": "0..1",
    "offering": "0..1; what is in the market",
    "health_change": "0..1; change of the firm's health, the mean of its stocks, since the start",
    "gap_change": "log units; how much further our offerings are from what customers need, as read, than at the start",
    "ahead": "log units; how far our offerings are ahead of the rival's, as read, over all segments",
    "ahead_change": "log units; the same, less that at the start",
    "share": "0..1; ours of the deals won by us or the rival in the last four quarters",
    "share_change": "0..1; the same, less that of the first four quarters",
    "signals": "disruptions that are seen coming",
    "answers": "0..1; progress of the answer that is furthest behind, of those to what is seen coming; else 1",
    "strikes": "disruptions that struck so far",
    "seen": "0..1; share of what struck that had been seen coming; 0 where nothing struck",
    "answered": "0..1; how much of the answers to what struck counted, in the mean; 0 where nothing struck",
    "false_alarms": "disruptions that were seen coming and did not come, so far",
    "sellers_future": "percent; mean of the sellers' split over the moves so far; before the first, the inherited one",
    "managers_future": "percent; the same of managers",
    "leaders_future": "percent; the same of leaders",
    "next_year": "ratio; at the end: margin of the year after over that of the last four quarters; 0 after a loss",
    "cash_gone": "1 where the directors have fired the team for its cash, else 0",
}
"""Figures of a game that a story can ask for, by name: unit and meaning."""

STRIKE_FIGURES: Mapping[str, str] = {
    "severity": "severity; 1 is usual",
    "seen": "1 where it had been seen coming, else 0",
    "answered": "0..1; how much of the answer counted",
}
"""Figures that the text of a strike can ask for."""

MAX_VARIANTS = 12


class FigureBounds(Section):
    """What a figure must be."""

    below: float | None = None
    """in the figure's unit; it must be less."""
    above: float | None = None
    """in the figure's unit; it must be more."""

    def hold(self, value: float) -> bool:
        """Whether a value lies within."""
        return (self.below is None or value < self.below) and (self.above is None or value > self.above)


def condition_faults(given: Given, names: Collection[str], noun: str) -> list[Fault]:
    """Conditions (`when`) on what there is not, or without a bound."""
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
    """A text for a game in which all its conditions hold."""

    when: Annotated[dict[ShortName, FigureBounds], Field(max_length=len(GAME_FIGURES))] = Field(default={})
    """conditions by figure, as in `{customers: {above: 0.95}}`; without any it always holds."""
    present: Annotated[list[TextLine], Field(max_length=8)] = Field(default=[])
    """names of sellers who have to be there."""
    text: TextBlock
    """the text; empty: nothing is shown."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Conditions on figures that there are not, or without a bound."""
        return condition_faults(given, GAME_FIGURES, "figure")


class StrikeTextVariant(Section):
    """A text for a strike for which all its conditions hold."""

    when: Annotated[dict[ShortName, FigureBounds], Field(max_length=len(STRIKE_FIGURES))] = Field(default={})
    """conditions by figure of the strike: severity, seen, answered; without any it always holds."""
    text: TextBlock
    """the text."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Conditions on figures that there are not, or without a bound."""
        return condition_faults(given, STRIKE_FIGURES, "figure of a strike")


def _text_or_variants(value: object) -> str | None:
    """Which of the two ways to give a text a value is, so that one message speaks of the right one."""
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
"""A text of a story, or variants: the first whose conditions hold is shown."""

StrikeText = Annotated[
    Annotated[TextBlock, Tag("text")] | Annotated[list[StrikeTextVariant], _VARIANT_COUNT, Tag("variants")],
    _TEXT_OR_VARIANTS,
]
"""Text shown when a disruption strikes."""


def choose_text(
    text: str | Sequence[TextVariant] | Sequence[StrikeTextVariant],
    figure: Callable[[str], float],
    present: Collection[str] = (),
) -> str:
    """The text that is shown with these figures, by name, and these sellers; empty for none."""
    if isinstance(text, str):
        return text
    return next((one.text for one in text if _conditions_hold(one, figure, present)), "")


def _conditions_hold(
    variant: TextVariant | StrikeTextVariant, figure: Callable[[str], float], present: Collection[str]
) -> bool:
    named = variant.present if isinstance(variant, TextVariant) else ()
    return all(name in present for name in named) and all(
        bounds.hold(figure(name)) for name, bounds in variant.when.items()
    )


def unreachable_variants(text: object) -> Iterator[int]:
    """Places of the variants that come after one without conditions."""
    if isinstance(text, list):
        free = next(
            (i for i, one in enumerate(text) if not one.when and not getattr(one, "present", ())), None
        )
        yield from range(len(text))[free + 1 :] if free is not None else ()
