"""The history: one measure by quarter, as small bars with their figures."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from sim.play.session import Session
from sim.text.books import NO_QUARTER, QUARTER_MEASURES, QuarterMeasure, measure_history
from tui.drawing.text import DIM, Part, align_right, join_lines, line, vertical_bar
from tui.widgets.panel import Panel

MEASURE_NAMES = tuple(QUARTER_MEASURES)
MIN_HEIGHT = 2
"""rows; height of the bars."""


class HistoryPanel(Panel):
    """The quarters so far."""

    NAME = "history"

    turned: reactive[int] = reactive(0)
    """How often the measure was switched."""

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
        """Bars, figures and names of the latest quarters that fit; at least one."""
        values = measure_history(session.view, self.measure)
        if not values:
            return join_lines([(NO_QUARTER, DIM)])
        figures = [self.measure.format(value) for value in values]
        column_width = max(5, max(map(len, figures)) + 1)
        first = max(0, len(values) - max(1, width // column_width))
        height = max(MIN_HEIGHT, self.content_region.height - 2)
        return join_lines(chart(values[first:], figures[first:], first, column_width, height))


def chart(values: list[float], figures: list[str], first: int, width: int, height: int) -> list[Part]:
    """Bars with figure and quarter below; `first` is the index of the first quarter."""
    top = max(max(values), 1e-9)
    bars = [vertical_bar(value / top, height) for value in values]
    rows: list[Part] = [
        line(("".join(align_right(bar[row] * 2, width) for bar in bars), DIM)) for row in range(height)
    ]
    quarters = "".join(align_right(f"Q{first + place + 1}", width) for place in range(len(values)))
    return [*rows, "".join(align_right(text, width) for text in figures), (quarters, DIM)]
