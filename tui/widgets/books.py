"""The books: the quarter to play, the last one, and the game so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.content import Content

from sim.event.books import Book
from sim.play.session import Session
from sim.text.book_rows import BOOK_ROWS
from sim.text.figures import format_money, format_percent
from sim.text.goals import TITLES, format_measure
from sim.text.rival import against, rival_reached
from sim.text.standing import so_far
from sim.view.standing import books_overview
from tui.drawing.text import DIM, STRONG, Part, join_lines, line, right
from tui.widgets.panel import Panel

COLUMN = 9
"""characters; of a column of figures."""


class BooksPanel(Panel):
    """The books by quarter and game."""

    NAME = "books"

    def text(self, session: Session, width: int) -> Content:
        """The table, then cash, patience and goal."""
        view, kept = session.view, books_overview(session.view)
        label = max(10, width - 3 * COLUMN - 1)
        titles = (
            f"Q{view.quarter}" if kept.current else "",
            f"Q{view.quarter - 1}" if kept.last else "",
            "game",
        )
        target = _figures((kept.current, kept.last, kept.game), lambda b: format_money(b.target))
        books = (kept.current if kept.begun else None, kept.last, kept.game)
        rows = [_row(label, name, _figures(books, of)) for name, of in BOOK_ROWS]
        head = [_row(label, "", titles, DIM), _row(label, "target", target)]
        return join_lines([*head, *rows, *_goal(session), *_beside(session)])


def _figures(books: Iterable[Book | None], of: Callable[[Book], str]) -> tuple[str, ...]:
    return tuple("" if book is None else of(book) for book in books)


def _row(label: int, name: str, cells: Iterable[str], style: str = "") -> Content:
    """A row; the figures of the last quarter stand out."""
    styles = (style, style or STRONG, style)
    return line(
        (name.ljust(label), DIM), *((right(c, COLUMN), s) for c, s in zip(cells, styles, strict=True))
    )


def _goal(session: Session) -> list[Part]:
    setup, view = session.game.setup, session.view
    measure = setup.scenario.goal.measure
    goal, reached = format_measure(measure, setup.threshold), format_measure(measure, session.reached)
    cash, patience = format_money(view.cash), f"{format_percent(view.patience)} a year"
    return [
        line(("cash ", DIM), cash, (", patience ", DIM), patience),
        line(("goal ", DIM), (goal, STRONG), (f", {so_far(session)} ", DIM), reached),
        (TITLES[measure], DIM),
    ]


def _beside(session: Session) -> list[Part]:
    """How the bot beside the player stands, if there is one."""
    them, mine = session.bot_stand, session.own_stand
    rows: list[Part] = [against(session)] if session.game.setup.beside else []
    if them is not None:
        goal = rival_reached(session, them), (", you ", DIM), rival_reached(session, mine)
        rows.append(line(("it has reached ", DIM), *goal))
    return rows
