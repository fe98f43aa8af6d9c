"""Signals: what is coming, how far the answers are, what struck, and the market as it is read."""

from __future__ import annotations

from textual.content import Content

from sim.play.session import Session
from sim.text.signals import (
    SegmentReading,
    SignalText,
    past_strike_lines,
    reading_error_points,
    segment_readings,
    signal_texts,
)
from tui.drawing.text import DIM, STRONG, Part, fit, hanging_indent, join_lines, line, right
from tui.widgets.panel import Panel

NOTHING = "Nothing is in sight. That may be because nothing comes, or because nobody looks: foresight sees."
INDENT, NAME, FIGURE = 2, 18, 9
"""characters; before a sign's text, of a segment's name, of a reading."""


class SignalsPanel(Panel):
    """What can be known of the market and of what is coming."""

    NAME = "signals"

    def title(self) -> str:
        """How many."""
        seen = len(self._session.view.signals) if self._session is not None else 0
        return f"Signals: {seen} in sight" if seen else "Signals"

    def text(self, session: Session, width: int) -> Content:
        """Signals first, then the market, then the past."""
        view, scenario = session.view, session.game.setup.scenario
        coming = [part for sign in signal_texts(view, scenario) for part in _sign(sign, width)]
        market = _market(segment_readings(view), reading_error_points(view))
        past = past_strike_lines(view, scenario)
        gone: list[Part] = (
            [("Struck so far:", DIM), *(_indent_text(said, width) for said in past)] if past else []
        )
        return join_lines([*(coming or [(NOTHING, DIM)]), *market, *gone])


def _sign(sign: SignalText, width: int) -> list[Part]:
    what = line((sign.title, STRONG), f": {sign.when}.")
    return [hanging_indent(("⚠ ", ""), what, INDENT, width), _indent_text(sign.answer, width)]


def _indent_text(text: str, width: int) -> Content:
    return hanging_indent(("", ""), text, INDENT, width)


def _market(rows: list[SegmentReading], error: int) -> list[Part]:
    told = f"The market as read: points ahead of customers' needs, ±{error}"
    head = " " * NAME + "".join(right(title, FIGURE) for title in ("you", "rival", "demand"))
    return [(told, DIM), (head, DIM), *(_reading_row(row) for row in rows)]


def _reading_row(row: SegmentReading) -> Content:
    figures = (f"{row.ahead:+d}", f"{row.rival_ahead:+d}", f"{row.demand} %")
    return line(fit(f"  {row.segment}", NAME), *(right(figure, FIGURE) for figure in figures))
