"""The flow: the laws with expectations in place of draws. Fast and without noise, but biased upwards by a few per cent,
since coverage and pressure are concave in noise. For starts, previews and warming up a search; never for a figure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.arrays import Level, acts, last
from sim.model.firm import Firm
from sim.model.levels import Counts, Stocks
from sim.model.move import Allocation
from sim.model.threats import Threats
from sim.model.week import Happened, Rates, rates, settle, week_margin


@dataclass(frozen=True, slots=True)
class Flowed:
    """A week in expectations: where it led and what it brought."""

    counts: Counts
    stocks: Stocks
    bookings: Level
    """k."""
    wins: Level
    margin: Level
    """k."""


def flow_week(firm: Firm, week: int, c: Counts, s: Stocks, a: Allocation, t: Threats) -> Flowed:
    """One week in expectations, strikes and answers of the week done by the caller."""
    r = rates(firm, week, c, s, a, t)
    counts, wins = _counts_next(firm, c, r)
    left, hired = last(acts(r.seller_leaves)), np.asarray((1 - s.filled) * acts(r.hire))
    happened = Happened(np.sum(wins * r.value, axis=(-1, -2)), left, hired)
    return Flowed(
        counts=counts,
        stocks=settle(firm, week, s, r, happened),
        bookings=happened.bookings,
        wins=np.sum(wins, axis=(-1, -2)),
        margin=week_margin(firm, c, s, happened),
    )


def _counts_next(firm: Firm, c: Counts, r: Rates) -> tuple[Counts, np.ndarray]:
    """Expected counts a week later and expected wins, (..., S, 2)."""
    p = firm.parameters
    moving = last(last(r.qualified + r.neglect))
    moved = c.qualified * acts(moving)
    deciding = last(r.proposal + last(r.neglect))
    resolved = c.proposals * acts(deciding)
    wins = resolved * _share(last(r.proposal), deciding) * r.decisions[..., 0]
    left = c.conversations * acts(r.age)
    new = np.broadcast_arrays(r.arrivals, p.conversations.grow * left[..., -1])
    ages = np.broadcast_arrays(r.begun, left[..., 0], left[..., 1])
    return (
        Counts(
            qualified=c.qualified - moved + np.stack(new, axis=-1),
            proposals=c.proposals
            - resolved
            + p.stages.proposal_share * _share(last(last(r.qualified)), moving) * moved,
            conversations=c.conversations - left + np.stack(ages, axis=-1),
            accounts=c.accounts * (1 - acts(r.account_leaves)) + wins.sum(axis=-1),
        ),
        wins,
    )


def _share(part: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Part / total, 0 where nothing moves."""
    return np.asarray(part / np.where(total > 0, total, 1.0))
