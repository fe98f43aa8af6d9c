"""The named items of a position. They are immutable, and the hidden luck of an item is drawn when it is created.

An item acts when the clock of its kind, the cumulative hazard of all such items (see `position.Clocks`), reaches its
`due`. Because the hazard is the same for all items of a kind, a unit exponential drawn once gives exactly the chance of
each week that the law requires, and its place between the readings of two weeks gives exactly the moment within the
week. With more effort the same item acts sooner. docs/engines.md shows why this is exact rather than an approximation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal["qualified", "proposal"]

ARRIVAL, GROWN, START_ACCOUNT = 0, 1, 2
"""Origin of an item: inbound or prospecting; a conversation; an account at the start."""

_KINDS = 4
_ORDINALS = 1 << 20


def item_id(week: int, segments: int, segment: int, ordinal: int, kind: int) -> int:
    """Return the identity of the `ordinal`-th item of its kind that came to a segment in a week
    (-1: before the game).
    """
    return (((week + 1) * segments + segment) * _ORDINALS + ordinal) * _KINDS + kind


@dataclass(frozen=True, slots=True)
class DealLuck:
    """Hidden luck of an opportunity, independent of all moves."""

    to_proposal: float
    """Unit exponential; time until it leaves the qualified stage."""
    qualifies: float
    """Uniform; outcome of the qualified stage."""
    to_decision: float
    """Unit exponential; time until it leaves the proposal stage."""
    decides: float
    """Uniform; outcome of the proposal stage."""
    loyalty: float
    """Unit exponential; how long it stays as an account."""
    owner: float
    """Uniform; selects the seller who gets it."""


@dataclass(frozen=True, slots=True)
class Deal:
    """An open opportunity."""

    id: int
    segment: int
    grown: bool
    stage: Stage
    owner: int
    """Seat of the seller who works on it."""
    since: int
    """Week in which it reached its stage; -1 before the game."""
    due: float
    """Reading of the clock of its stage at which it acts."""
    luck: DealLuck


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with an executive about the next years."""

    id: int
    segment: int
    age: int
    """0, 1 or 2."""
    owner: int
    since: int
    """Week in which it began; -1 before the game."""
    due: float
    waits: tuple[float, float]
    """Unit exponentials; durations of the second and third age."""
    grows: float
    """Uniform; whether it becomes an opportunity when ripe."""
    luck: DealLuck
    """Luck of the opportunity that it may become."""


@dataclass(frozen=True, slots=True)
class Account:
    """A customer on recurring revenue."""

    id: int
    segment: int
    owner: int
    due: float


@dataclass(frozen=True, slots=True)
class Seller:
    """A seat and its seller."""

    seat: int
    name: str
    """Name of the seller, or of the last one if the seat is empty."""
    person: int
    """Number of people who had this seat before."""
    present: bool
    due: float
    """Reading of the clock of leaving, or for an empty seat of hiring, at which it acts."""


@dataclass(frozen=True, slots=True)
class DisruptionWatch:
    """What the team knows and has done about one disruption of the timeline."""

    exposure: float = 0.0
    """Cumulative hazard of noticing it."""
    seen: int | None = None
    """Week in which it was noticed."""
    progress: float = 0.0
    """0..1; progress of the answer."""
    over: bool = False
    """Whether it has struck or was a false alarm."""
