"""The status line: how the team stands with the board, in sentences; red only where being fired is near."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widgets import Static

from sim.model.board import JUDGED_QUARTERS
from sim.view.say import percent
from sim.view.standing import Standing, standing
from tui.goals import HEADLINES
from tui.session import Session
from tui.text import DANGER, DIM, line


class StatusLine(Static):
    """Cash, the board's patience, attainment."""

    def __init__(self) -> None:
        super().__init__(id="status", markup=False)
        self._session: Session | None = None

    def show(self, session: Session) -> None:
        """Tell of the position that the session looks at."""
        self._session = session
        self.on_resize()

    def on_resize(self) -> None:
        """Fit to the width."""
        session = self._session
        if session is None or not self.size.width:
            return
        result, floor = session.shown.result, session.game.setup.scenario.goal.cash_floor
        stand = standing(session.view, floor)
        self.update(line(f" {HEADLINES[result.ending]}.") if result else status(stand, self.size.width))


def status(s: Standing, width: int) -> Content:
    """The line for a standing: the most pressing sentence first, and as many as fit (the books have the rest)."""
    text = Content("")
    for sentence, style in (*_cash(s), *_board(s), *_reached(s)):
        if len(text) + 1 + len(sentence) <= width:
            text = line(text, " ", (sentence, style))
    return text


Sentences = Iterator[tuple[str, str]]
"""Texts and their styles."""


def _cash(s: Standing) -> Sentences:
    if s.danger_of_cash:
        yield "⚠ DANGER: cash is running out.", DANGER
    elif s.cash_quarters is not None:
        yield f"Cash lasts {s.cash_quarters:.0f} quarters.", ""


def _board(s: Standing) -> Sentences:
    if s.needed is None:
        yield f"Until Q{JUDGED_QUARTERS} the board only watches.", DIM
    elif s.needed <= 0:
        yield "The board is patient.", DIM
    elif s.danger_of_board:
        yield f"⚠ DANGER: below {percent(s.needed)} this quarter you are fired.", DANGER
    else:
        yield f"Below {percent(s.needed)} this quarter you are fired.", ""


def _reached(s: Standing) -> Sentences:
    if s.last is None or s.trailing is None:
        yield "No quarter has ended yet.", ""
    else:
        of = "year" if s.judged == JUDGED_QUARTERS else "so far"
        yield f"Target: last quarter {percent(s.last)}, {of} {percent(s.trailing)}.", ""
