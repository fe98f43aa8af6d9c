"""The start and the state of many futures.

Arrays are in Fortran order with futures innermost in memory, because numpy loops along the innermost axis and there are
only a few segments, origins and seats.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from sim.batch.disruptions import DisruptionTracker
from sim.model.arrays import Array, ScalarOrArray
from sim.model.firm import Firm
from sim.model.start import starting_cash, starting_state
from sim.model.state import Counts, Stocks
from sim.scenario.disruptions import WEEKS_IN_QUARTER

STOCK_TAIL_AXES = {"gap": 1, "rival_gap": 1, "filled": 1, "ramp": 1}
"""Stocks with an axis after futures and plans."""


@dataclass(frozen=True, slots=True)
class BatchStart:
    """A position without names, either one for all futures or with a first axis of futures (for
    what is only believed).
    """

    week: int
    counts: Counts
    stocks: Stocks
    cash: ScalarOrArray
    """k; cash."""
    attainments: tuple[float, ...] = ()
    """ratios; attainments of the complete quarters before."""
    booked: float = 0.0
    """k; bookings of the current quarter."""
    earned: float = 0.0
    """k; margin of the game so far."""
    bookings: float = 0.0
    """k; bookings of the game so far."""
    won_lost: tuple[float, float] = (0.0, 0.0)
    """Deals won and lost to the rival so far in the last year of the game."""


def opening_start(firm: Firm) -> BatchStart:
    """Return the start of a game."""
    counts, stocks = starting_state(firm)
    return BatchStart(0, counts, stocks, starting_cash(firm))


@dataclass
class BatchState:
    """The state of all futures and plans. These are the first two axes of every array."""

    week: int
    counts: Counts
    stocks: Stocks
    cash: Array
    """k; cash."""
    attainments: list[Array]
    """ratios; attainments of the complete quarters."""
    booked: Array
    """k; bookings of the current quarter."""
    targeted: float
    """k; target of its weeks so far."""
    fired: Array
    """Quarter (from 1) at whose end the directors fired the team; 0 if they did not."""
    coming: DisruptionTracker

    @property
    def shape(self) -> tuple[int, int]:
        """(futures, plans)."""
        return self.cash.shape[0], self.cash.shape[1]


def begin_state(firm: Firm, at: BatchStart, coming: DisruptionTracker, shape: tuple[int, int]) -> BatchState:
    """Return the initial state of all futures and plans."""

    def full(values: ScalarOrArray, tail: int) -> Array:
        """Broadcast values, which are common or one per future, to every plan."""
        array = np.asarray(values, dtype=float)
        behind = array.shape[array.ndim - tail :]
        if array.ndim > tail:
            array = array.reshape(shape[0], 1, *behind)
        return np.broadcast_to(array, (*shape, *behind)).copy(order="F")

    c, quarter_begins = at.counts, at.week - at.week % WEEKS_IN_QUARTER
    return BatchState(
        week=at.week,
        counts=Counts(
            full(c.qualified, 2), full(c.proposals, 2), full(c.conversations, 2), full(c.accounts, 1)
        ),
        stocks=Stocks(
            **{
                f.name: full(getattr(at.stocks, f.name), STOCK_TAIL_AXES.get(f.name, 0))
                for f in fields(Stocks)
            }
        ),
        cash=full(at.cash, 0),
        attainments=[full(a, 0) for a in at.attainments],
        booked=full(at.booked, 0),
        targeted=sum(firm.target(week) for week in range(quarter_begins, at.week)),
        fired=np.zeros(shape, order="F"),
        coming=coming,
    )
