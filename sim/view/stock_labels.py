"""Titles and meanings of the stocks."""

from __future__ import annotations

from dataclasses import dataclass

from sim.view.view import StocksView


@dataclass(frozen=True, slots=True)
class StockLabel:
    """Label of a stock, which screens show as 0 to 100."""

    field: str
    """Field of `StocksView`."""
    title: str
    meaning: str
    """One sentence."""
    good: bool = True
    """Whether more of it is better."""


STOCK_LABELS = (
    StockLabel(
        "relationships",
        "Relationships",
        "Executives who know and trust you: more opportunities, more of them won, customers stay.",
    ),
    StockLabel(
        "insight",
        "Insight",
        "What customers will face in the coming years: better talks, larger deals, fewer undecided ones.",
    ),
    StockLabel(
        "foresight",
        "Foresight",
        "Watching what is coming: disruptions are noticed earlier and read more sharply. It fades fastest.",
    ),
    StockLabel(
        "offering_live", "Offering", "What you can bring to market: it closes the gap to customers' needs."
    ),
    StockLabel(
        "offering",
        "  in the making",
        "Work on new offerings: it takes two steps of a quarter each until it reaches the market.",
    ),
    StockLabel(
        "skill", "Skill", "What sellers can do: more productive hours. Whoever leaves takes it along."
    ),
    StockLabel("capability", "Capability", "Processes, tools and structure: more productive hours."),
    StockLabel("culture", "Culture", "Protects the future from the pressure of the month, and keeps people."),
    StockLabel(
        "burnout", "Burnout", "What pressure leaves behind: fewer hours, and people leave.", good=False
    ),
)
"""All stocks in the order of screens: knowledge, offering, ways of working."""

FELT_MEANING = (
    "Attainment as the team feels it, smoothed: well below the target pressure begins, and "
    "pressure eats the future."
)


def stock_percent(stocks: StocksView, stock: StockLabel) -> int:
    """Return a stock in whole percents."""
    return round(100 * float(getattr(stocks, stock.field)))
