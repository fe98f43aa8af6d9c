"""The view of a position: own books, stocks and items exactly; the market and upcoming disruptions only as the team
reads them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.event.books import Book
from sim.event.items import Stage
from sim.model.move import Move


@dataclass(frozen=True, slots=True)
class SellerView:
    """A seller's seat."""

    seat: int
    name: str
    present: bool
    ramp: float
    """ratio; productivity, 1 is full; 0 in an empty seat."""


@dataclass(frozen=True, slots=True)
class DealView:
    """An open opportunity."""

    id: int
    customer: str
    segment: int
    stage: Stage
    grown: bool
    owner: int
    since: int
    """Week in which it reached its stage; -1 before the game."""


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation about the next years."""

    id: int
    customer: str
    segment: int
    age: int
    """0, 1 or 2; ripe after the last."""
    owner: int
    since: int


@dataclass(frozen=True, slots=True)
class Signal:
    """An announced disruption, as the team reads it now."""

    index: int
    """Its mark, the same in all facts and views. It reveals nothing about the timeline."""
    type: str
    title: str
    segment: int
    seen: int
    """Week in which it was noticed."""
    weeks_left: float
    """weeks; time to the strike as read."""
    weeks_low: float
    weeks_high: float
    """weeks; 10 % and 90 % bounds of the reading, with the error of a reading at the time as read."""
    severity: float
    """severity; as read, 1 is usual."""
    severity_low: float
    severity_high: float
    """severity; 10 % and 90 % bounds of the reading."""
    importance: float
    chance: float
    """chance; share of signals of this type that really strike."""
    progress: float
    """0..1; progress of the answer. Its effect is the power `answers.power` of it: half an answer counts an eighth."""


@dataclass(frozen=True, slots=True)
class PastStrike:
    """A disruption that struck."""

    index: int
    """Its mark, the same in all facts and views."""
    type: str
    title: str
    segment: int
    week: int
    severity: float
    seen: bool
    """Whether it was seen before it struck."""
    progress: float


@dataclass(frozen=True, slots=True)
class MarketReading:
    """The market as read at the start of this quarter; tuples by segment."""

    gap: tuple[float, ...]
    """log units; our gap to customers' needs, below 0 if we are ahead of them."""
    rival_gap: tuple[float, ...]
    demand: tuple[float, ...]
    """log units; 0 is usual."""
    error: float
    """log units; standard deviation of each reading."""


@dataclass(frozen=True, slots=True)
class StocksView:
    """The firm's stocks, all in 0..1 except `felt`."""

    relationships: float
    insight: float
    foresight: float
    culture: float
    capability: float
    skill: float
    offering: float
    offering_built: float
    offering_live: float
    burnout: float
    felt: float
    """ratio; attainment as felt."""


@dataclass(frozen=True, slots=True)
class PipelinePace:
    """Pace of the pipeline under the last move."""

    coverage: float
    """0..1; hours given over hours wanted."""
    load: float
    """ratio; hours wanted over tactical hours."""
    pressure: float
    """0..1; pressure on the team."""
    effective_split: tuple[float, float, float]
    """share; strategic shares of sellers, managers and leaders after pressure."""
    qualified_weeks: float
    """weeks; mean time until a qualified opportunity moves on."""
    proposal_weeks: tuple[float, ...]
    """weeks; mean time until a proposal is decided, by segment, in an average quarter."""
    age_weeks: float
    """weeks; mean time of a conversation in one age."""


@dataclass(frozen=True, slots=True)
class View:
    """What the team knows at a move boundary."""

    week: int
    """Weeks played so far."""
    quarter: int
    """Quarter to play, counted from 1."""
    quarters: int
    """Number of quarters in the game."""
    segments: tuple[str, ...]
    """Titles of the segments."""
    last_move: Move
    """The last move of the firm, or the inherited split before the first."""
    stocks: StocksView
    pace: PipelinePace
    sellers: tuple[SellerView, ...]
    deals: tuple[DealView, ...]
    conversations: tuple[ConversationView, ...]
    accounts: tuple[int, ...]
    """Number of accounts by segment."""
    signals: tuple[Signal, ...]
    """Disruptions that were noticed and have not struck, soonest first."""
    struck: tuple[PastStrike, ...]
    """Disruptions that struck so far, latest first."""
    market: MarketReading
    sight: float
    """months; mean time from notice to strike at today's foresight; 0 for disruptions that nobody notices."""
    weeks: tuple[Book, ...]
    """Books of all weeks played."""
    cash: float
    """k; cash."""
    target: float
    """k; target for bookings in the whole coming quarter."""
    patience: float
    """ratio; the directors' patience: mean attainment of four quarters below which they fire the team."""
    fired: int | None
    """Quarter at whose end the directors fired the team."""
