"""The engine's figures that a record contains for every move, so that a replay can prove that it is the same game."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from sim.event.books import Book, sum_books
from sim.event.position import Position
from sim.game.game_tree import GameNode
from sim.game.outcome import Result

RecordFigures = Mapping[str, float]
"""Figures by name. Money is in k; the others are counts or ratios."""

COMPARED_DIGITS = 9
"""Significant digits to which money agrees between machines. Draws and counts agree exactly."""

_PERIOD_FIGURES: dict[str, Callable[[Book], float]] = {
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
"""Figures of a move's period. The first three are in k, the others are counts."""

_POSITION_FIGURES: dict[str, Callable[[Position], float]] = {
    "cash": lambda p: p.cash,
    "accounts": lambda p: len(p.accounts),
    "pipeline": lambda p: len(p.deals),
    "talks": lambda p: len(p.conversations),
    "sellers": lambda p: sum(s.present for s in p.sellers),
    "seen": lambda p: sum(w.seen is not None for w in p.watches),
    "felt": lambda p: float(p.stocks.felt),
}
"""Figures of the position after a move: k, counts, and felt attainment (ratio)."""

_RESULT_FIGURES: dict[str, Callable[[Result], float]] = {
    "total": lambda r: r.margin,
    "franchise": lambda r: r.franchise,
    "reached": lambda r: r.reached,
}
"""Figures of a result: two in k, and one in the unit of the goal's measure."""

FIGURE_NAMES = (*_PERIOD_FIGURES, *_POSITION_FIGURES, *_RESULT_FIGURES)


def move_figures(node: GameNode) -> RecordFigures:
    """Return the figures of a move. Empty for the root."""
    if node.parent is None:
        return {}
    book = sum_books(node.position.weeks[node.parent.position.week :])
    found = {name: float(figure(book)) for name, figure in _PERIOD_FIGURES.items()}
    found |= {name: float(figure(node.position)) for name, figure in _POSITION_FIGURES.items()}
    if node.result is not None:
        found |= {name: float(figure(node.result)) for name, figure in _RESULT_FIGURES.items()}
    return found


def format_record_figure(value: float) -> str:
    """Format a figure for a record: integers as such, others with more digits than agree between machines."""
    return (
        str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.{COMPARED_DIGITS + 3}g}"
    )


def figures_agree(recorded: float, now: float) -> bool:
    """Return whether a figure equals the recorded one, up to rounding between machines."""
    return math.isclose(recorded, now, rel_tol=10.0**-COMPARED_DIGITS, abs_tol=10.0**-COMPARED_DIGITS)
