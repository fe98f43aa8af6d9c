"""The stocks as bars with numbers and the change since the last move."""

from __future__ import annotations

from textual.content import Content

from sim.play.session import Session
from sim.text.position import format_mood, format_stock_change, stock_change
from sim.view.stock_labels import STOCK_LABELS, StockLabel, stock_percent
from sim.view.view import View
from tui.drawing.text import DIM, Part, align_right, fit, horizontal_bar, join_lines, line
from tui.widgets.panel import Panel

LABEL, VALUE, CHANGE = 16, 4, 6
"""characters; width of each column."""


class StocksPanel(Panel):
    """The stocks, 0 to 100."""

    NAME = "stocks"

    def title(self) -> str:
        """Name and unit."""
        return "Stocks, 0 to 100, and change"

    def text(self, session: Session, width: int) -> Content:
        """A row for each stock, then felt attainment and pressure."""
        view, before = session.view, session.before
        rows: list[Part] = [_row(stock, view, before, width) for stock in STOCK_LABELS]
        return join_lines([*rows, line(fit("Felt attainment", LABEL), format_mood(view))])


def _row(stock: StockLabel, view: View, before: View | None, width: int) -> Content:
    now = stock_percent(view.stocks, stock)
    return line(
        fit(stock.title, LABEL),
        (horizontal_bar(now / 100, max(4, width - LABEL - VALUE - CHANGE)), DIM),
        align_right(str(now), VALUE),
        align_right(format_stock_change(stock_change(stock, view, before)), CHANGE),
    )
