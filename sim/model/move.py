"""Moves, which divide each seat's hours for one period, and their array form for the laws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.arrays import Array, ScalarOrArray
from sim.model.firm import Firm
from sim.scenario.organisation import Split

PerSeat = tuple[int, int, int]
Focus = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]

ACTIVITIES: tuple[tuple[str, ...], ...] = (
    ("conversations", "relationships", "insight"),
    ("development", "insight", "foresight"),
    ("offering", "foresight", "culture", "capability"),
)
"""Strategic activities of sellers, managers and leaders, in the order of every focus."""

MAX_SHARE = 100
"""percent; largest split and response."""
MAX_CONCENTRATION = 9.0
"""power; largest concentration of answers. All readers of moves (notation, rules) use this bound."""


@dataclass(frozen=True, slots=True)
class Move:
    """The decision of one period for all three seats, in whole percents."""

    split: PerSeat
    """percent; strategic share of the hours of sellers, managers, leaders."""
    response: PerSeat
    """percent; share of each seat's strategic hours that answers signals while there are any."""
    focus: Focus | None = None
    """percent; how the remaining hours are spread over each seat's activities (`ACTIVITIES`). None means the
    default."""
    concentration: float = 1.0
    """power; 0 spreads answers evenly over all signals, 1 by need, larger values favour the worst."""

    def __post_init__(self) -> None:
        if any(not 0 <= share <= MAX_SHARE for share in (*self.split, *self.response)):
            raise ValueError("a split or response is a whole percent from 0 to 100")
        if self.focus is not None:
            sizes = tuple(len(seat) for seat in self.focus)
            if sizes != tuple(len(seat) for seat in ACTIVITIES):
                raise ValueError("a focus has 3 shares for sellers, 3 for managers, 4 for leaders")
            if any(sum(seat) != 100 or min(seat) < 0 for seat in self.focus):
                raise ValueError("the shares of a seat's focus are 0 or more and sum to 100")
        if not 0 <= self.concentration <= MAX_CONCENTRATION:
            raise ValueError(f"concentration is 0 to {MAX_CONCENTRATION:g}")


def move_from_split(firm: Firm, split: Split) -> Move:
    """Return the move with this split and the organisation's default response and focus."""
    response = firm.scenario.organisation.response
    return Move((split.sellers, split.managers, split.leaders), (response,) * 3)


@dataclass(frozen=True, slots=True)
class Allocation:
    """A move as arrays, one row per future or one for all."""

    split: Array
    """share, (..., 3); chosen strategic share of each seat."""
    response: Array
    """share, (..., 3); share of strategic time for answers while there is a signal to answer."""
    sellers: Array
    """share, (..., 3); focus of sellers."""
    managers: Array
    """share, (..., 3); focus of managers."""
    leaders: Array
    """share, (..., 4); focus of leaders."""
    concentration: ScalarOrArray
    """power; applied to needs."""


def make_allocation(firm: Firm, move: Move) -> Allocation:
    """Return a move as arrays, with the firm's default focus filled in."""
    sellers, managers, leaders = (
        firm.default_focus if move.focus is None else (np.array(seat) / 100 for seat in move.focus)
    )
    return Allocation(
        split=np.array(move.split) / 100,
        response=np.array(move.response) / 100,
        sellers=sellers,
        managers=managers,
        leaders=leaders,
        concentration=move.concentration,
    )
