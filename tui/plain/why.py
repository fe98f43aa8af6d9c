"""Why the last move brought more or less than the one before it, cause by cause."""

from __future__ import annotations

from collections.abc import Iterator

from sim.analysis.why.change_split import CAUSES
from sim.analysis.why.explanation import (
    EXPLAINED_MEASURES,
    MIN_EXPLAINED_MOVES,
    ExplainedMeasure,
    Explanation,
    explain,
)
from sim.text.figures import format_money
from sim.text.why import (
    CAUSE_MEANINGS,
    CAUSES_INTRODUCTION,
    cause_sentences,
    describe_measure,
    format_signed_money,
    period_name,
    round_causes,
)
from tui.plain.session import PlainSession


def tell_why(desk: PlainSession, _: str = "") -> Iterator[str]:
    """The change of bookings and of value, split into causes that sum to it."""
    session = desk.game
    node = session.shown
    explanation = explain(session.game.setup, node) if node.number >= MIN_EXPLAINED_MOVES else None
    if explanation is None:
        yield CAUSES_INTRODUCTION
        yield from (f"{cause.capitalize()}: {said}" for cause, said in CAUSE_MEANINGS.items())
        return
    yield f"Move {node.number} against move {node.number - 1}, and why."
    for measure in EXPLAINED_MEASURES:
        yield from _measure(explanation, measure)


def _measure(e: Explanation, measure: ExplainedMeasure) -> Iterator[str]:
    split, name, said = e.of(measure), period_name(e), cause_sentences(e, measure)
    amounts = round_causes(split)
    yield f"{measure.capitalize()}: {describe_measure(measure, e)}."
    yield (
        f"The {name} before {format_money(split.then)}, this {name} {format_money(split.now)}: "
        f"{format_signed_money(split.change)}."
    )
    yield from (
        f"{cause.capitalize()} {format_signed_money(amounts[cause])}: {said[cause]}" for cause in CAUSES
    )
