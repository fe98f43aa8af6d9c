"""The game so far by quarter, for one measure at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.event.books import Book, quarter_books
from sim.text.figures import format_money, format_percent
from sim.view.view import View


@dataclass(frozen=True, slots=True)
class QuarterMeasure:
    """Something that a quarter can be measured by."""

    title: str
    of: Callable[[Book], float]
    """from a quarter's books."""
    said: Callable[[float], str]
    """a value as text."""


def _format_number(value: float) -> str:
    return f"{round(value):,}"


def _format_bare_percent(value: float) -> str:
    return format_percent(value).removesuffix(" %")


def win_rate(book: Book) -> float:
    """0..1; deals won of those that were decided; 0 where none was."""
    decided = book.won + book.lost_to_rival + book.no_decision
    return book.won / decided if decided else 0.0


QUARTER_MEASURES: dict[str, QuarterMeasure] = {
    "attainment": QuarterMeasure("attainment, % of target", lambda b: b.attainment, _format_bare_percent),
    "bookings": QuarterMeasure("bookings", lambda b: b.bookings, format_money),
    "margin": QuarterMeasure("contribution margin", lambda b: b.margin, format_money),
    "won": QuarterMeasure("deals won", lambda b: b.won, _format_number),
    "win rate": QuarterMeasure("win rate, % of decisions", win_rate, _format_bare_percent),
    "new": QuarterMeasure("new opportunities", lambda b: b.arrived + b.grown, _format_number),
    "begun": QuarterMeasure("conversations begun", lambda b: b.begun, _format_number),
}
"""By name, in the order in which a screen goes through them."""


def measure_history(view: View, measure: QuarterMeasure) -> list[float]:
    """Value of each complete quarter."""
    return [float(measure.of(book)) for book in quarter_books(view.weeks)]
