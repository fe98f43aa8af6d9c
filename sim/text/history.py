"""The game so far by quarter, for one measure at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.event.books import Book, quarters
from sim.text.figures import money, whole_percent
from sim.view.view import View


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that a quarter can be measured by."""

    title: str
    of: Callable[[Book], float]
    """from a quarter's books."""
    said: Callable[[float], str]
    """a value as text."""


def _number(value: float) -> str:
    return f"{round(value):,}"


def _short_percent(value: float) -> str:
    return whole_percent(value).removesuffix(" %")


def win_rate(book: Book) -> float:
    """0..1; deals won of those that were decided; 0 where none was."""
    decided = book.won + book.lost_to_rival + book.no_decision
    return book.won / decided if decided else 0.0


MEASURES: dict[str, Measure] = {
    "attainment": Measure("attainment, % of target", lambda b: b.attainment, _short_percent),
    "bookings": Measure("bookings", lambda b: b.bookings, money),
    "margin": Measure("contribution margin", lambda b: b.margin, money),
    "won": Measure("deals won", lambda b: b.won, _number),
    "win rate": Measure("win rate, % of decisions", win_rate, _short_percent),
    "new": Measure("new opportunities", lambda b: b.arrived + b.grown, _number),
    "begun": Measure("conversations begun", lambda b: b.begun, _number),
}
"""By name, in the order in which a screen goes through them."""


def history(view: View, measure: Measure) -> list[float]:
    """Value of each complete quarter."""
    return [float(measure.of(book)) for book in quarters(view.weeks)]
