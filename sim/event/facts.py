"""Facts: what happened, with types, in order of time. Screens and reports use only these to describe events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.event.books import Book
from sim.event.items import Stage
from sim.model.calendar import day_of


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened."""

    time: float
    """Weeks since the start of the game, including the moment within the week."""

    @property
    def day(self) -> int:
        """Day of the game, counted from 1."""
        return day_of(self.time)


@dataclass(frozen=True, slots=True)
class CustomerFact(Fact):
    """A fact about a customer."""

    item: int
    """Id of the opportunity, conversation or account."""
    customer: str
    segment: int
    seller: str


@dataclass(frozen=True, slots=True)
class DealArrived(CustomerFact):
    """A new opportunity arrived."""

    grown: bool


@dataclass(frozen=True, slots=True)
class DealProposed(CustomerFact):
    """An opportunity got a proposal."""


@dataclass(frozen=True, slots=True)
class DealDisqualified(CustomerFact):
    """An opportunity was disqualified."""


@dataclass(frozen=True, slots=True)
class DealDropped(CustomerFact):
    """An opportunity was dropped because nobody had time for it."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class DealWon(CustomerFact):
    """A deal was won."""

    value: float
    """k; size of the deal."""
    grown: bool


@dataclass(frozen=True, slots=True)
class DealLost(CustomerFact):
    """A proposal was lost."""

    to: Literal["rival", "no decision"]


@dataclass(frozen=True, slots=True)
class ConversationBegun(CustomerFact):
    """A conversation about the next years began."""


@dataclass(frozen=True, slots=True)
class ConversationGrew(CustomerFact):
    """A conversation became an opportunity."""


@dataclass(frozen=True, slots=True)
class ConversationFaded(CustomerFact):
    """A conversation came to nothing."""


@dataclass(frozen=True, slots=True)
class AccountLeft(CustomerFact):
    """A customer left."""

    cause: str
    """Title of the strike that caused it. Empty if the customer left by itself."""


@dataclass(frozen=True, slots=True)
class SellerLeft(Fact):
    """A seller left the firm."""

    seat: int
    name: str
    handed_on: bool = True
    """Whether somebody was there to take over their work."""


@dataclass(frozen=True, slots=True)
class SellerHired(Fact):
    """An empty seat was filled."""

    seat: int
    name: str


@dataclass(frozen=True, slots=True)
class DisruptionFact(Fact):
    """A fact about a disruption."""

    index: int
    """Its mark, the same in all facts and views."""
    title: str
    segment: int


@dataclass(frozen=True, slots=True)
class DisruptionNoticed(DisruptionFact):
    """An early sign of a disruption was noticed."""


@dataclass(frozen=True, slots=True)
class DisruptionAnswered(DisruptionFact):
    """The answer to an announced disruption is complete."""


@dataclass(frozen=True, slots=True)
class DisruptionStruck(DisruptionFact):
    """A disruption struck."""

    severity: float
    seen: bool
    """Whether the team had noticed it before."""
    progress: float
    """0..1; progress of the answer."""
    story: str


@dataclass(frozen=True, slots=True)
class FalseAlarm(DisruptionFact):
    """A signal turned out to be a false alarm."""


@dataclass(frozen=True, slots=True)
class QuarterClosed(Fact):
    """The books of a quarter closed."""

    quarter: int
    """Quarter, counted from 1."""
    book: Book


@dataclass(frozen=True, slots=True)
class TeamFired(Fact):
    """The directors fired the team."""

    quarter: int
    reason: Literal["attainment", "cash"]
