"""The sales organisation of a scenario: seats, hours, default use of time, and the initial position."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from sim.base.characters import lookalike_key
from sim.base.problems import quote_value
from sim.scenario.literals import Cadence as Cadence
from sim.scenario.literals import HeldSeat as HeldSeat
from sim.scenario.literals import Seat as Seat
from sim.scenario.section import Fault, Given, Percent, Section, TextLine, UnitShare, is_number, number_field

SEATS: tuple[Seat, ...] = ("seller", "manager", "leader")
"""The three seats in the order of every array over seats."""

REFERENCE_SELLERS = 12
"""Sellers in the reference firm. Starts and targets of other firms are scaled by it."""
MAX_SELLERS = 200
"""Maximum size of an organisation, so that any scenario plays in seconds."""


class Split(Section):
    """Strategic share of each seat's discretionary hours."""

    sellers: Percent
    """percent; sellers' hours spent on the next two to three years."""
    managers: Percent
    """percent; managers' hours spent on the next two to three years."""
    leaders: Percent
    """percent; leaders' hours spent on the next two to three years."""


class SeatFocus(Section):
    """How a seat spreads its strategic hours over its activities. The shares sum to 1."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Find shares that do not sum to 1."""
        shares = [given.get(activity) for activity in cls.model_fields]
        possible = [share for share in shares if is_number(share) and 0 <= share <= 1]
        total = sum(possible)
        if len(possible) < len(shares) or abs(total - 1) <= 1e-6:
            return []
        remedy = "make them sum to 1; what you leave out keeps its default"
        return [((), f"the shares sum to {total:g}", remedy)]


class SellerFocus(SeatFocus):
    """How sellers spread their strategic hours. The shares sum to 1."""

    conversations: UnitShare = 0.4
    """share; talking with executives about their next years."""
    relationships: UnitShare = 0.3
    """share; getting to know the right people."""
    insight: UnitShare = 0.3
    """share; learning what customers will struggle with."""


class ManagerFocus(SeatFocus):
    """How managers spread their strategic hours. The shares sum to 1."""

    development: UnitShare = 0.55
    """share; developing sellers."""
    insight: UnitShare = 0.25
    """share; gaining insight into customers."""
    foresight: UnitShare = 0.20
    """share; watching for disruptions."""


class LeaderFocus(SeatFocus):
    """How leaders spread their strategic hours. The shares sum to 1."""

    offering: UnitShare = 0.4
    """share; developing new offerings."""
    foresight: UnitShare = 0.2
    """share; watching for disruptions."""
    culture: UnitShare = 0.2
    """share; building a growth-minded culture."""
    capability: UnitShare = 0.2
    """share; improving processes, tools, structure."""


class DefaultFocus(Section):
    """Default focus of the three seats."""

    sellers: SellerFocus = SellerFocus()
    managers: ManagerFocus = ManagerFocus()
    leaders: LeaderFocus = LeaderFocus()


class StartingStocks(Section):
    """Stocks and cash in week 0. Counts of opportunities and accounts are given in each segment.

    The defaults are about the steady state of a firm that works for the current month, with the split 6/18/30.
    """

    sellers: int = number_field(REFERENCE_SELLERS, 1, MAX_SELLERS)
    """sellers; size of the firm for which counts and cash are given. They are scaled to the organisation's own size."""
    relationships: UnitShare = 0.39
    """0..1; executive relationships E."""
    insight: UnitShare = 0.46
    """0..1; insight I into customers' coming years."""
    foresight: UnitShare = 0.16
    """0..1; foresight F."""
    culture: UnitShare = 0.48
    """0..1; culture C."""
    capability: UnitShare = 0.48
    """0..1; capability T: processes, tools, structure."""
    skill: UnitShare = 0.45
    """0..1; skill K of the sellers."""
    offering: UnitShare = 0.52
    """0..1; offering work O, and both of its delay stages."""
    ramp: UnitShare = 0.95
    """ratio; productivity of the sellers."""
    burnout: UnitShare = 0.0
    """0..1; burnout b of the team."""
    felt: float = number_field(1.0, 0, 5, (0.5, 1.5))
    """ratio; attainment A as felt."""
    cash: float = number_field(300.0, -1e9, 1e9, (0, 20_000))
    """k; cash."""


class PriorHistory(Section):
    """A split that was held before the game. The game starts where this split leads in expectation, without
    disruptions.
    """

    split: Split
    """percent; the split."""
    weeks: int = number_field(104, 1, 1040, (13, 520))
    """weeks; how long it was held."""


def _count_or_names(value: object) -> str | None:
    """Return which of the two forms a value has, so that an error message refers to the right one."""
    if isinstance(value, list):
        return "names"
    return "count" if isinstance(value, int) and not isinstance(value, bool) else None


SellerCount = Annotated[int, Field(ge=1, le=MAX_SELLERS), Tag("count")]
SellerNames = Annotated[list[TextLine], Field(min_length=1, max_length=MAX_SELLERS), Tag("names")]


class Organisation(Section):
    """The people of the firm and their initial position."""

    sellers: Annotated[
        SellerCount | SellerNames,
        Discriminator(
            _count_or_names, custom_error_type="count_or_names", custom_error_message="a number or names"
        ),
    ] = Field(default=REFERENCE_SELLERS, json_schema_extra={"x-usual": [1, 100]})
    """sellers; a number of seats, or the sellers' names, one per seat. At most 200."""
    managers: float = number_field(2.0, 0, 100, (0.1, 60))
    """managers; fractions are possible, such as a sixth of a shared manager."""
    leaders: float = number_field(1.0, 0, 50, (0.05, 30))
    """leaders; fractions are possible."""
    cadence: Cadence = "quarter"
    """how often a move is made, unless the player chooses otherwise."""
    hours: float = number_field(28.0, 1, 80, (15, 45))
    """hours a week; hours that each seller can use freely."""
    focus: DefaultFocus = DefaultFocus()
    """shares; default focus of the three seats."""
    response: Percent = 30
    """percent; default share of strategic hours for answering signals."""
    start: StartingStocks = StartingStocks()
    """the position in week 0."""
    history: PriorHistory | None = None
    """a split held before week 0. The position that it leads to replaces `start`, except for cash."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Find sellers with names that look alike."""
        sellers = given.get("sellers")
        names = sellers[:MAX_SELLERS] if isinstance(sellers, list) else []
        keys = [lookalike_key(name) if isinstance(name, str) else None for name in names]
        return [
            _repeated_name_fault(i, names[i])
            for i, key in enumerate(keys)
            if key is not None and key in keys[:i]
        ]

    @property
    def seats(self) -> int:
        """Number of seats for sellers, N."""
        return self.sellers if isinstance(self.sellers, int) else len(self.sellers)


def _repeated_name_fault(i: int, name: str) -> Fault:
    return (
        ("sellers", i),
        f"another seller is called {quote_value(name)} too",
        "give each seller a name of their own",
    )
