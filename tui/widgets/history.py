"""The history: one measure by quarter, as small bars with their figures."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from sim.play.session import Session
from sim.text.history import QUARTER_MEASURES, QuarterMeasure, measure_history
from tui.drawing.text import DIM, Part, column, join_lines, line, right
from tui.widgets.panel import Panel

MEASURE_NAMES = tuple(QUARTER_MEASURES)
LEAST_HEIGHT = 2
"""characters; of the bars."""


class HistoryPanel(Panel):
    """The quarters so far."""

    NAME = "history"

    turned: reactive[int] = reactive(0)
    """how often the measure was changed."""

    @property
    def measure(self) -> QuarterMeasure:
        """What is shown."""
        return QUARTER_MEASURES[MEASURE_NAMES[self.turned % len(MEASURE_NAMES)]]

    def title(self) -> str:
        """The measure."""
        return f"History: {self.measure.title}"

    def watch_turned(self) -> None:
        """Show the other measure."""
        self.redraw()

    def text(self, session: Session, width: int) -> Content:
        """Bars, figures, quarters; as many of the latest quarters as fit, one where there is no room at all."""
        values = measure_history(session.view, self.measure)
        if not values:
            return join_lines([("No quarter has ended yet.", DIM)])
        said = [self.measure.said(value) for value in values]
        column_width = max(5, max(map(len, said)) + 1)
        first = max(0, len(values) - max(1, width // column_width))
        height = max(LEAST_HEIGHT, self.content_region.height - 2)
        return join_lines(chart(values[first:], said[first:], first, column_width, height))


def chart(values: list[float], said: list[str], first: int, width: int, height: int) -> list[Part]:
    """Standing bars, with the figure and the quarter under each; `first` is the first quarter, counted from 0."""
    top = max(max(values), 1e-9)
    bars = [column(value / top, height) for value in values]
    rows: list[Part] = [
        line(("".join(right(bar[row] * 2, width) for bar in bars), DIM)) for row in range(height)
    ]
    figures = "".join(right(text, width) for text in said)
    quarters = "".join(right(f"Q{first + place + 1}", width) for place in range(len(values)))
    return [*rows, figures, (quarters, DIM)]
