"""The complete state at a move boundary. A position is data: the world and the dice are named by their seeds, all else
is kept here, so that a game resumes from it bit for bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.event.books import Book
from sim.event.items import Account, Conversation, Deal, DisruptionWatch, Seller
from sim.model.arrays import Array
from sim.model.state import Stocks


@dataclass(frozen=True, slots=True)
class Clocks:
    """Cumulative rates since the start, by kind of item; what makes an item act is that its clock passes its `due`."""

    qualified: float
    proposals: tuple[float, ...]
    """by segment, as seasons may differ."""
    conversations: float
    accounts: tuple[float, ...]
    """by segment."""
    leaving: float
    hiring: float


@dataclass(frozen=True, slots=True)
class Position:
    """The complete state at a move boundary. Policies and screens never see it; they get a `sim.view.View`."""

    week: int
    """weeks played so far; also the next week to play."""
    stocks: Stocks
    cash: float
    """k."""
    sellers: tuple[Seller, ...]
    """one for each seat."""
    deals: tuple[Deal, ...]
    conversations: tuple[Conversation, ...]
    accounts: tuple[Account, ...]
    watches: tuple[DisruptionWatch, ...]
    """one for each disruption of the world's timeline."""
    clocks: Clocks
    readings: Array
    """log units, (3, S): gap, rival's gap and demand as they were read at the start of this quarter."""
    readings_error: float
    """log units; sd of these readings, by the insight of that time."""
    weeks: tuple[Book, ...]
    """books of all weeks played."""
    fired: int | None = None
    """quarter (from 1) at whose end the directors fired the team, if it did."""
    fired_for: Literal["", "attainment", "cash"] = ""
    """why; empty where nobody was fired."""
