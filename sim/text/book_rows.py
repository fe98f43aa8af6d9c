"""What the books of a span of time say, row by row."""

from __future__ import annotations

from collections.abc import Callable

from sim.event.books import Book
from sim.text.figures import format_money, format_percent

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
"""Rows of the books: a name, and the figure of a span of time."""
