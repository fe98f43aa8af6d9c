"""The stocks: what the firm lives on, as bars with numbers and the change since the last move."""

from __future__ import annotations

from textual.content import Content

from sim.play.session import Session
from sim.text.figures import format_percent
from sim.view.stock_labels import STOCK_LABELS, StockLabel, stock_percent
from sim.view.view import View
from tui.drawing.text import DIM, Part, bar, fit, join_lines, line, right
from tui.widgets.panel import Panel

LABEL, VALUE, CHANGE = 16, 4, 6
"""characters."""


class StocksPanel(Panel):
    """The stocks, 0 to 100."""

    NAME = "stocks"

    def title(self) -> str:
        """Name and unit."""
        return "Stocks, 0 to 100, and change"

    def text(self, session: Session, width: int) -> Content:
        """A row a stock, then attainment as felt and pressure."""
        view, before = session.view, session.before
        rows: list[Part] = [_row(stock, view, before, width) for stock in STOCK_LABELS]
        return join_lines([*rows, _mood(view)])


def _row(stock: StockLabel, view: View, before: View | None, width: int) -> Content:
    now = stock_percent(view.stocks, stock)
    change = 0 if before is None else now - stock_percent(before.stocks, stock)
    room = max(4, width - LABEL - VALUE - CHANGE)
    return line(
        fit(stock.title, LABEL),
        (bar(now / 100, room), DIM),
        right(str(now), VALUE),
        right(change_said(change), CHANGE),
    )


def change_said(change: int) -> str:
    """A change with its direction: `▲4`, `▼2`; nothing where there is none."""
    return "" if change == 0 else f"{'▲' if change > 0 else '▼'}{abs(change)}"


def _mood(view: View) -> Content:
    felt, press = view.stocks.felt, view.pace.pressure
    return line(fit("Felt attainment", LABEL), f"{format_percent(felt)}; pressure {format_percent(press)}")
