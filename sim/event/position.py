"""The complete state at a move boundary.

A position is data. The world and the dice are identified by their seeds and everything else is contained here, so that
a game continues from it bit for bit.
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
    """Cumulative hazards since the start, by kind of item. An item acts when its clock reaches its `due`."""

    qualified: float
    proposals: tuple[float, ...]
    """By segment, because seasons may differ."""
    conversations: float
    accounts: tuple[float, ...]
    """By segment."""
    leaving: float
    hiring: float


@dataclass(frozen=True, slots=True)
class Position:
    """The complete state at a move boundary. Policies and screens never see it; they get a `sim.view.View`."""

    week: int
    """Weeks played so far, which is also the index of the coming week."""
    stocks: Stocks
    cash: float
    """k; cash."""
    sellers: tuple[Seller, ...]
    """One for each seat."""
    deals: tuple[Deal, ...]
    conversations: tuple[Conversation, ...]
    accounts: tuple[Account, ...]
    watches: tuple[DisruptionWatch, ...]
    """One for each disruption of the world's timeline."""
    clocks: Clocks
    readings: Array
    """log units, (3, S); our gap, the rival's gap and demand as read at the start of this quarter."""
    readings_error: float
    """log units; standard deviation of these readings, from the insight at that time."""
    weeks: tuple[Book, ...]
    """Books of all weeks played."""
    fired: int | None = None
    """Quarter (from 1) at whose end the directors fired the team, if they did."""
    fired_for: Literal["", "attainment", "cash"] = ""
    """Reason for the firing. Empty if the team was not fired."""
