"""Signals: what is coming, how far the answers are, the market as read, and what struck."""

from __future__ import annotations

from textual.content import Content

from sim.play.session import Session
from sim.text.signals import NOTHING_IN_SIGHT, SignalText, past_strike_lines, readings_heading, signal_texts
from sim.view.market_reading import SegmentReading, segment_readings
from sim.view.view import View
from tui.drawing.text import DIM, STRONG, Part, align_right, fit, hanging_indent, join_lines, line
from tui.widgets.panel import Panel

INDENT, NAME, FIGURE = 2, 18, 9
"""characters; indent of a signal's text, width of a segment's name, of a reading."""


class SignalsPanel(Panel):
    """What the team knows of the market and of what is coming."""

    NAME = "signals"

    def title(self) -> str:
        """The number of signals."""
        seen = len(self._session.view.signals) if self._session is not None else 0
        return f"Signals: {seen} in sight" if seen else "Signals"

    def text(self, session: Session, width: int) -> Content:
        """Signals, then the market, then past strikes."""
        view, scenario = session.view, session.game.setup.scenario
        coming = [part for signal in signal_texts(view, scenario) for part in _signal(signal, width)]
        past = past_strike_lines(view, scenario)
        gone: list[Part] = (
            [("Struck so far:", DIM), *(_indent_text(text, width) for text in past)] if past else []
        )
        return join_lines([*(coming or [(NOTHING_IN_SIGHT, DIM)]), *_market(view), *gone])


def _signal(signal: SignalText, width: int) -> list[Part]:
    title = line((signal.title, STRONG), f": {signal.when}.")
    return [hanging_indent(("⚠ ", ""), title, INDENT, width), _indent_text(signal.answer, width)]


def _indent_text(text: str, width: int) -> Content:
    return hanging_indent(("", ""), text, INDENT, width)


def _market(view: View) -> list[Part]:
    head = " " * NAME + "".join(align_right(title, FIGURE) for title in ("you", "rival", "demand"))
    return [(readings_heading(view), DIM), (head, DIM), *map(_reading_row, segment_readings(view))]


def _reading_row(row: SegmentReading) -> Content:
    figures = (f"{row.ahead:+d}", f"{row.rival_ahead:+d}", f"{row.demand} %")
    return line(fit(f"  {row.segment}", NAME), *(align_right(figure, FIGURE) for figure in figures))
