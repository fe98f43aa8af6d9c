"""The books: the quarter to play, the last one, and the game so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content

from sim.event.books import Book
from sim.play.session import Session
from sim.text.books import BOOK_ROWS
from sim.text.figures import format_money, format_percent
from sim.text.goals import MEASURE_TITLES, format_measure
from sim.text.position import progress_label
from sim.text.rival import describe_bot, describe_bot_progress
from sim.view.standing import books_overview
from tui.drawing.text import DIM, STRONG, Part, align_right, join_lines, line
from tui.widgets.panel import Panel

COLUMN = 9
"""characters; width of a column of figures."""


class BooksPanel(Panel):
    """The books of the current quarter, the last one, and the game."""

    NAME = "books"

    def text(self, session: Session, width: int) -> Content:
        """The table, then cash, patience and goal."""
        view, overview = session.view, books_overview(session.view)
        label = max(10, width - 3 * COLUMN - 1)
        titles = (
            f"Q{view.quarter}" if overview.current else "",
            f"Q{view.quarter - 1}" if overview.last else "",
            "game",
        )
        target = _figures((overview.current, overview.last, overview.game), lambda b: format_money(b.target))
        books = (overview.current if overview.begun else None, overview.last, overview.game)
        rows = [_row(label, name, _figures(books, of)) for name, of in BOOK_ROWS]
        head = [_row(label, "", titles, DIM), _row(label, "target", target)]
        return join_lines([*head, *rows, *_goal(session), *_bot(session)])


def _figures(books: Iterable[Book | None], of: Callable[[Book], str]) -> tuple[str, ...]:
    return tuple("" if book is None else of(book) for book in books)


def _row(label: int, name: str, cells: Iterable[str], style: str = "") -> Content:
    """A row; the figures of the last quarter are emphasised."""
    styles = (style, style or STRONG, style)
    return line(
        (name.ljust(label), DIM), *((align_right(c, COLUMN), s) for c, s in zip(cells, styles, strict=True))
    )


def _goal(session: Session) -> list[Part]:
    setup, view = session.game.setup, session.view
    measure = setup.scenario.goal.measure
    goal, reached = format_measure(measure, setup.threshold), format_measure(measure, session.reached)
    cash, patience = format_money(view.cash), f"{format_percent(view.patience)} a year"
    return [
        line(("cash ", DIM), cash, (", patience ", DIM), patience),
        line(("goal ", DIM), (goal, STRONG), (f", {progress_label(session)} ", DIM), reached),
        (MEASURE_TITLES[measure], DIM),
    ]


def _bot(session: Session) -> list[Part]:
    """How the bot stands that plays the same world, if there is one."""
    return [text for text in (describe_bot(session), describe_bot_progress(session)) if text]
