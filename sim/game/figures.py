"""The engine figures that a record carries for every move, so that a replay can show that it is the same game."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from sim.event.books import Book, total
from sim.event.position import Position
from sim.game.outcome import Result
from sim.game.tree import Node

Figures = Mapping[str, float]
"""Figures by name. Money in k; all else counts or ratios."""

SAME_DIGITS = 9
"""Digits to which money agrees between machines; draws and counts agree exactly."""

_OF_PERIOD: dict[str, Callable[[Book], float]] = {
    "bookings": lambda b: b.bookings,
    "target": lambda b: b.target,
    "margin": lambda b: b.margin,
    "arrived": lambda b: b.arrived,
    "grown": lambda b: b.grown,
    "begun": lambda b: b.begun,
    "won": lambda b: b.won,
    "lost": lambda b: b.lost_to_rival,
    "undecided": lambda b: b.no_decision,
    "dropped": lambda b: b.dropped,
    "churned": lambda b: b.accounts_lost,
    "left": lambda b: b.left,
}
"""Figures of a move's period: k, k, k, then counts."""

_OF_POSITION: dict[str, Callable[[Position], float]] = {
    "cash": lambda p: p.cash,
    "accounts": lambda p: len(p.accounts),
    "pipeline": lambda p: len(p.deals),
    "talks": lambda p: len(p.conversations),
    "sellers": lambda p: sum(s.present for s in p.sellers),
    "seen": lambda p: sum(w.seen is not None for w in p.watches),
    "felt": lambda p: float(p.stocks.felt),
}
"""Figures of the position after a move: k, counts, and felt attainment (ratio)."""

_OF_RESULT: dict[str, Callable[[Result], float]] = {
    "total": lambda r: r.margin,
    "franchise": lambda r: r.franchise,
    "reached": lambda r: r.reached,
}
"""Figures of a result: k, k, and in the measure's unit."""

NAMES = (*_OF_PERIOD, *_OF_POSITION, *_OF_RESULT)


def move_figures(node: Node) -> Figures:
    """The figures of a move; none for the root."""
    if node.parent is None:
        return {}
    book = total(node.position.weeks[node.parent.position.week :])
    found = {name: float(of(book)) for name, of in _OF_PERIOD.items()}
    found |= {name: float(of(node.position)) for name, of in _OF_POSITION.items()}
    if node.result is not None:
        found |= {name: float(of(node.result)) for name, of in _OF_RESULT.items()}
    return found


def record_figure(value: float) -> str:
    """A figure as a record has it: whole numbers as such, others with more digits than agree between machines."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.{SAME_DIGITS + 3}g}"


def same(recorded: float, now: float) -> bool:
    """Whether a figure is the one that was recorded."""
    return math.isclose(recorded, now, rel_tol=10.0**-SAME_DIGITS, abs_tol=10.0**-SAME_DIGITS)
