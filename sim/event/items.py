"""The named things of a position. Immutable; the hidden luck of an item is drawn when it comes into the world.

An item acts when the clock of its kind (the cumulative rate of everything like it, see `position.Clocks`) passes
`due`. As that rate is the same for all items of a kind, a unit exponential drawn once is exactly the law's chance of
each week, and the place between two weeks' clocks is exactly the law's moment inside the week. With more effort the
same item acts sooner. docs/engines.md says why this is the law itself and no approximation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal["qualified", "proposal"]

ARRIVAL, GROWN, START_ACCOUNT = 0, 1, 2
"""How an item came: by itself or prospecting; from a conversation; as an account of the start."""

_KINDS = 4
_ORDINALS = 1 << 20


def item_id(week: int, segments: int, segment: int, ordinal: int, kind: int) -> int:
    """Identity of the `ordinal`-th item of its kind that came to a segment in a week (-1: there at the start)."""
    return (((week + 1) * segments + segment) * _ORDINALS + ordinal) * _KINDS + kind


@dataclass(frozen=True, slots=True)
class DealLuck:
    """Hidden luck of one opportunity, the same whatever anybody does."""

    to_proposal: float
    """unit exponential; until it leaves the qualified stage."""
    qualifies: float
    """uniform; how that goes."""
    to_decision: float
    """unit exponential; until it leaves the proposal stage."""
    decides: float
    """uniform; how that goes."""
    loyalty: float
    """unit exponential; how long it stays as an account."""
    owner: float
    """uniform; whom it is handed to."""


@dataclass(frozen=True, slots=True)
class Deal:
    """One open opportunity."""

    id: int
    segment: int
    grown: bool
    stage: Stage
    owner: int
    """seat of the seller who works on it."""
    since: int
    """week in which it reached its stage; -1 before the game."""
    due: float
    """reading of its stage's clock at which it acts."""
    luck: DealLuck


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation with an executive about the next years."""

    id: int
    segment: int
    age: int
    """0, 1 or 2."""
    owner: int
    since: int
    """week in which it began; -1 before the game."""
    due: float
    waits: tuple[float, float]
    """unit exponentials; of the second and third age."""
    grows: float
    """uniform; whether it becomes an opportunity when ripe."""
    luck: DealLuck
    """of the opportunity that it may become."""


@dataclass(frozen=True, slots=True)
class Account:
    """One customer on recurring revenue."""

    id: int
    segment: int
    owner: int
    due: float


@dataclass(frozen=True, slots=True)
class Seller:
    """A seller's seat and who sits in it."""

    seat: int
    name: str
    """of the seller; in an empty seat of the one who left."""
    person: int
    """how many people had this seat before."""
    present: bool
    due: float
    """reading of the clock of leaving, in an empty seat of hiring."""


@dataclass(frozen=True, slots=True)
class DisruptionWatch:
    """How far the team is with one disruption of the timeline."""

    exposure: float = 0.0
    """cumulative rate at which it could be noticed."""
    seen: int | None = None
    """week in which it was noticed."""
    progress: float = 0.0
    """0..1; answer a."""
    over: bool = False
    """struck, or turned out as a false alarm."""
