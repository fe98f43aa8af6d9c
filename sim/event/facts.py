"""What happened, as typed facts in the order of time. Screens and reports use nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.event.books import Book
from sim.event.items import Stage
from sim.model.calendar import day_of


@dataclass(frozen=True, slots=True)
class Fact:
    """Something happened."""

    time: float
    """weeks since the start of the game, with the moment inside the week."""

    @property
    def day(self) -> int:
        """Day of the game, counted from 1."""
        return day_of(self.time)


@dataclass(frozen=True, slots=True)
class CustomerFact(Fact):
    """Something happened with a customer."""

    item: int
    """id of the opportunity, conversation or account."""
    customer: str
    segment: int
    seller: str


@dataclass(frozen=True, slots=True)
class DealArrived(CustomerFact):
    """A new opportunity came."""

    grown: bool


@dataclass(frozen=True, slots=True)
class DealProposed(CustomerFact):
    """An opportunity got a proposal."""


@dataclass(frozen=True, slots=True)
class DealDisqualified(CustomerFact):
    """An opportunity turned out to be none."""


@dataclass(frozen=True, slots=True)
class DealDropped(CustomerFact):
    """An opportunity was lost because nobody had time for it."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class DealWon(CustomerFact):
    """A deal was won."""

    value: float
    """k."""
    grown: bool


@dataclass(frozen=True, slots=True)
class DealLost(CustomerFact):
    """A proposal was lost."""

    to: Literal["rival", "no decision"]


@dataclass(frozen=True, slots=True)
class ConversationBegun(CustomerFact):
    """A talk about the next years began."""


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
    """title of the strike that took it; empty for one that left by itself."""


@dataclass(frozen=True, slots=True)
class SellerLeft(Fact):
    """A seller left the firm."""

    seat: int
    name: str
    handed_on: bool = True
    """whether there was somebody to take over what they were working on."""


@dataclass(frozen=True, slots=True)
class SellerHired(Fact):
    """An empty seat was filled."""

    seat: int
    name: str


@dataclass(frozen=True, slots=True)
class DisruptionFact(Fact):
    """Something happened about a disruption."""

    index: int
    """its mark, the same in every fact and view."""
    title: str
    segment: int


@dataclass(frozen=True, slots=True)
class DisruptionNoticed(DisruptionFact):
    """A weak sign of a disruption was noticed."""


@dataclass(frozen=True, slots=True)
class DisruptionAnswered(DisruptionFact):
    """The answer to a coming disruption is complete."""


@dataclass(frozen=True, slots=True)
class DisruptionStruck(DisruptionFact):
    """A disruption struck."""

    severity: float
    seen: bool
    """whether the team had seen it coming."""
    progress: float
    """0..1; how far the answer was."""
    story: str


@dataclass(frozen=True, slots=True)
class FalseAlarm(DisruptionFact):
    """What had been seen coming did not come."""


@dataclass(frozen=True, slots=True)
class QuarterClosed(Fact):
    """A quarter's books closed."""

    quarter: int
    """counted from 1."""
    book: Book


@dataclass(frozen=True, slots=True)
class TeamFired(Fact):
    """The directors fired the team."""

    quarter: int
    reason: Literal["attainment", "cash"]
