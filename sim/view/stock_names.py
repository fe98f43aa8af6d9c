"""The stocks as people call them, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass

from sim.view.view import StocksView


@dataclass(frozen=True, slots=True)
class Stock:
    """A stock of the firm, 0 to 100 on screens."""

    field: str
    """of `StocksView`."""
    title: str
    meaning: str
    """one sentence."""
    good: bool = True
    """whether more of it is better."""


STOCKS = (
    Stock(
        "relationships",
        "Relationships",
        "Executives who know and trust you: more opportunities, more of them won, customers stay.",
    ),
    Stock(
        "insight",
        "Insight",
        "What customers will face in the coming years: better talks, larger deals, fewer undecided ones.",
    ),
    Stock(
        "foresight",
        "Foresight",
        "Watching what is coming: disruptions are noticed earlier and read more sharply. It fades fastest.",
    ),
    Stock(
        "offering_live", "Offering", "What you can bring to market: it closes the gap to customers' needs."
    ),
    Stock(
        "offering",
        "  in the making",
        "Work on new offerings: it takes two steps of a quarter each until it reaches the market.",
    ),
    Stock("skill", "Skill", "What sellers can do: more productive hours. Whoever leaves takes it along."),
    Stock("capability", "Capability", "Processes, tools and structure: more productive hours."),
    Stock("culture", "Culture", "Protects the future from the pressure of the month, and keeps people."),
    Stock("burnout", "Burnout", "What pressure leaves behind: fewer hours, and people leave.", good=False),
)
"""In the order of screens: what is known, what is offered, how people work."""

FELT = "Attainment as the team feels it, smoothed: well below the target pressure begins, and pressure eats the future."


def level(stocks: StocksView, stock: Stock) -> int:
    """A stock in whole percents."""
    return round(100 * float(getattr(stocks, stock.field)))
