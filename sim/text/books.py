"""Rows of the books, and what quarters are compared by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.event.books import Book, quarter_books
from sim.text.figures import format_money, format_percent
from sim.view.view import View

NO_QUARTER = "No quarter has ended yet."

BOOK_ROWS: tuple[tuple[str, Callable[[Book], str]], ...] = (
    ("bookings", lambda b: format_money(b.bookings)),
    ("attainment", lambda b: format_percent(b.attainment)),
    ("margin", lambda b: format_money(b.margin)),
    ("won (grown)", lambda b: f"{b.won} ({b.won_grown})"),
    ("lost to rival", lambda b: f"{b.lost_to_rival}"),
    ("no decision", lambda b: f"{b.no_decision}"),
    ("dropped", lambda b: f"{b.dropped}"),
    ("conversations", lambda b: f"{b.begun}"),
    ("customers lost", lambda b: f"{b.accounts_lost}"),
    ("sellers left", lambda b: f"{b.left}"),
)
"""Title of each row, and its figure as text."""


@dataclass(frozen=True, slots=True)
class QuarterMeasure:
    """Something that quarters are compared by."""

    title: str
    value: Callable[[Book], float]
    """The value, from a quarter's books."""
    format: Callable[[float], str]


def _format_count(value: float) -> str:
    return f"{round(value):,}"


def _format_bare_percent(value: float) -> str:
    return format_percent(value).removesuffix(" %")


def win_rate(book: Book) -> float:
    """0..1; deals won of those that were decided; 0 if none was."""
    decided = book.won + book.lost_to_rival + book.no_decision
    return book.won / decided if decided else 0.0


QUARTER_MEASURES: dict[str, QuarterMeasure] = {
    "attainment": QuarterMeasure("attainment, % of target", lambda b: b.attainment, _format_bare_percent),
    "bookings": QuarterMeasure("bookings", lambda b: b.bookings, format_money),
    "margin": QuarterMeasure("contribution margin", lambda b: b.margin, format_money),
    "won": QuarterMeasure("deals won", lambda b: b.won, _format_count),
    "win rate": QuarterMeasure("win rate, % of decisions", win_rate, _format_bare_percent),
    "new": QuarterMeasure("new opportunities", lambda b: b.arrived + b.grown, _format_count),
    "begun": QuarterMeasure("conversations begun", lambda b: b.begun, _format_count),
}
"""Measures of the history by name, in the order in which a screen goes through them."""

COMPARED_MEASURES = (
    QuarterMeasure("bookings", lambda b: b.bookings, format_money),
    QuarterMeasure("attainment", lambda b: b.attainment, format_percent),
    QuarterMeasure("margin", lambda b: b.margin, format_money),
    QuarterMeasure("deals won", lambda b: b.won, _format_count),
    QuarterMeasure("conversations", lambda b: b.begun, _format_count),
)
"""Measures by which two lines are compared."""


def measure_history(view: View, measure: QuarterMeasure) -> list[float]:
    """The value of each complete quarter."""
    return [float(measure.value(book)) for book in quarter_books(view.weeks)]
