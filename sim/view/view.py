"""The view of a position: own books, stocks and items exactly; the market and what is coming only as they are read."""

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
    """week in which it reached its stage; -1 before the game."""


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation about the next years."""

    id: int
    customer: str
    segment: int
    age: int
    """0, 1 or 2; ripe after the third."""
    owner: int
    since: int


@dataclass(frozen=True, slots=True)
class Signal:
    """Something seen coming, as it is read now."""

    index: int
    """its mark, the same in every fact and view; reveals nothing of the timeline."""
    type: str
    title: str
    segment: int
    seen: int
    """week in which it was noticed."""
    weeks_left: float
    """weeks; as read."""
    weeks_low: float
    weeks_high: float
    """weeks; 10 % and 90 % bounds of the reading, with the error that a reading has at the time as read."""
    severity: float
    """severity; as read, 1 is usual."""
    severity_low: float
    severity_high: float
    """severity; 10 % and 90 % bounds of the reading."""
    importance: float
    chance: float
    """chance; that one of its type really strikes."""
    progress: float
    """0..1; how far the answer is. It counts to the power `answers.power`: half is an eighth."""


@dataclass(frozen=True, slots=True)
class PastStrike:
    """A disruption that struck."""

    index: int
    """its mark, the same in every fact and view."""
    type: str
    title: str
    segment: int
    week: int
    severity: float
    seen: bool
    """whether it had been seen coming."""
    progress: float


@dataclass(frozen=True, slots=True)
class MarketReading:
    """The market as it was read at the start of this quarter; tuples by segment."""

    gap: tuple[float, ...]
    """log units; our gap, below 0 ahead of what customers need."""
    rival_gap: tuple[float, ...]
    demand: tuple[float, ...]
    """log units; 0 is usual."""
    error: float
    """log units; sd of each reading."""


@dataclass(frozen=True, slots=True)
class StocksView:
    """Own stocks, all 0..1 except `felt`."""

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
    """How the pipeline runs now, under the last move."""

    coverage: float
    """0..1; hours given over hours wanted."""
    load: float
    """ratio; hours wanted over tactical hours."""
    pressure: float
    """0..1."""
    lived: tuple[float, float, float]
    """share; strategic share of sellers, managers, leaders that is left under pressure."""
    qualified_weeks: float
    """weeks; mean time until a qualified opportunity moves on."""
    proposal_weeks: tuple[float, ...]
    """weeks; mean time until a proposal is decided, by segment, over an average quarter."""
    age_weeks: float
    """weeks; mean time of a conversation in one age."""


@dataclass(frozen=True, slots=True)
class View:
    """What the team knows at a move boundary."""

    week: int
    """weeks played so far."""
    quarter: int
    """quarter to play, counted from 1."""
    quarters: int
    """quarters of the game."""
    segments: tuple[str, ...]
    """titles."""
    last_move: Move
    """the last move (before the first: the inherited split)."""
    stocks: StocksView
    pace: PipelinePace
    sellers: tuple[SellerView, ...]
    deals: tuple[DealView, ...]
    conversations: tuple[ConversationView, ...]
    accounts: tuple[int, ...]
    """accounts by segment."""
    signals: tuple[Signal, ...]
    """seen and not yet struck, soonest first."""
    struck: tuple[PastStrike, ...]
    """what struck so far, latest first."""
    market: MarketReading
    sight: float
    """months; mean time from notice to strike with the foresight of today, 0 for what nobody sees."""
    weeks: tuple[Book, ...]
    """books of all weeks played."""
    cash: float
    """k."""
    target: float
    """k; for the whole quarter to play."""
    patience: float
    """ratio; the directors' patience: mean attainment of four quarters under which they fire."""
    fired: int | None
    """quarter at whose end the directors fired the team."""
