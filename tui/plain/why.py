"""Why the last move brought more or less than the one before it, cause by cause."""

from __future__ import annotations

from collections.abc import Iterator

from sim.analysis.why.explain import LEAST_MOVES, MEASURES, Explanation, Measure, explain
from sim.analysis.why.split import CAUSES
from sim.text.figures import money
from sim.text.why import (
    MEANINGS,
    TEACHES,
    measure_meaning,
    period_name,
    sentences,
    signed_money,
    whole_causes,
)
from tui.plain.session import PlainSession


def tell_why(desk: PlainSession, _: str = "") -> Iterator[str]:
    """The change of bookings and of value, split into causes that sum to it."""
    session = desk.game
    node = session.shown
    explanation = explain(session.game.setup, node) if node.number >= LEAST_MOVES else None
    if explanation is None:
        yield TEACHES
        yield from (f"{cause.capitalize()}: {said}" for cause, said in MEANINGS.items())
        return
    yield f"Move {node.number} against move {node.number - 1}, and why."
    for measure in MEASURES:
        yield from _measure(explanation, measure)


def _measure(e: Explanation, measure: Measure) -> Iterator[str]:
    split, name, said = e.of(measure), period_name(e), sentences(e, measure)
    amounts = whole_causes(split)
    yield f"{measure.capitalize()}: {measure_meaning(measure, e)}."
    yield f"The {name} before {money(split.then)}, this {name} {money(split.now)}: {signed_money(split.change)}."
    yield from (f"{cause.capitalize()} {signed_money(amounts[cause])}: {said[cause]}" for cause in CAUSES)
