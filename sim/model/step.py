"""The law of a week's counts, in one function for all ways to draw.

`Draw` separates the law from the random numbers. The batch engine samples (`sim.batch.draws`), and the flow uses
expectations (`EXPECTED_DRAWS`). The event engine simulates the same law item by item (docs/engines.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from sim.model.arrays import (
    MIN_DIVISOR,
    Array,
    ScalarOrArray,
    add_last_axis,
    chance_to_act,
    stack_columns,
    sum_last_axes,
)
from sim.model.conversations import AGES
from sim.model.firm import Firm
from sim.model.state import Counts, Stocks
from sim.model.week import Rates, WeekEvents

Trials = tuple[Array, Array]
"""A count, and the chance of each item in it."""


class Draw(Protocol):
    """Source of the random counts of a week."""

    def counts(
        self, purpose: str, means: Mapping[str, Array], trials: Mapping[str, Trials]
    ) -> dict[str, Array]:
        """Return independent Poisson counts with these means, and binomial counts of these trials, by name. `purpose`
        names the random stream.
        """
        ...

    def each(self, purpose: str, count: Array, chance: Array) -> Array:
        """Return binomial counts, with one chance per count, in which every item has random numbers of its own."""
        ...

    def sizes(self, wins: Array, mean: Array, shape: float) -> ScalarOrArray:
        """k; sum of gamma-distributed sizes of wins. Wins and means are (..., S, 2)."""
        ...

    def seats(self, filled: Array, leaves: ScalarOrArray, hire: float) -> tuple[Array, Array]:
        """Return which seats become empty and which are filled this week, (..., N) each or shapes that broadcast to it,
        from the hazard that a seller leaves and the hazard that an empty seat is filled.
        """
        ...


@dataclass(frozen=True, slots=True)
class Flows:
    """How many items moved in a week, by segment. Deals are also by origin."""

    arrived: Array
    """(..., S); new opportunities from the market."""
    begun: Array
    """(..., S); conversations begun."""
    proposed: Array
    """(..., S, 2); qualified opportunities that became proposals."""
    won: Array
    """(..., S, 2); proposals won."""
    aged: Array
    """(..., S, AGES); conversations that left an age. Those that left the last one ended."""
    gone: Array
    """(..., S); accounts that left."""
    dropped: Array
    """(..., S, 2); qualified opportunities that ended without a proposal."""
    refused: Array
    """(..., S, 2); proposals that ended without a win."""
    grown: Array
    """(..., S); conversations that ended as a new opportunity."""


@dataclass(frozen=True, slots=True)
class WeekOutcome:
    """The result of a week's actions."""

    counts: Counts
    happened: WeekEvents
    flows: Flows
    lost: Array | None
    """(..., S, 2); proposals lost to the rival. None unless requested."""


def act(firm: Firm, c: Counts, s: Stocks, r: Rates, draw: Draw, rival: bool = False) -> WeekOutcome:
    """Return the result of all actions in a week, from the values at its start. `rival` requests the proposals lost to
    the rival, on which nothing else in the law depends.
    """
    p = firm.parameters
    moving, deciding = (
        add_last_axis(add_last_axis(r.qualified + r.neglect)),
        add_last_axis(r.proposal + add_last_axis(r.neglect)),
    )
    moves, resolves = chance_to_act(moving), chance_to_act(deciding)
    proposes = p.stages.proposal_share * _ratio(add_last_axis(add_last_axis(r.qualified)), moving) * moves
    decided = _ratio(add_last_axis(r.proposal), deciding) * resolves
    won = decided * r.decisions[..., 0]
    progress = draw.counts(
        "first",
        {"arrived": r.arrivals, "begun": r.begun},
        {
            "proposed": (c.qualified, proposes),
            "won": (c.proposals, won),
            "aged": (c.conversations, chance_to_act(r.age)),
            "gone": (c.accounts, chance_to_act(r.account_leaves)),
        },
    )
    rest = draw.counts(
        "second",
        {},
        {
            "dropped": (c.qualified - progress["proposed"], _remaining_chance(moves, proposes)),
            "refused": (c.proposals - progress["won"], _remaining_chance(resolves, won)),
            "grown": (progress["aged"][..., -1], np.asarray(p.conversations.grow)),
        },
    )
    flows, lost = Flows(**progress, **rest), None
    if rival:
        share = _ratio(decided * r.decisions[..., 1], resolves - won)
        lost = draw.counts("rival", {}, {"lost": (flows.refused, share)})["lost"]
    left, hired = draw.seats(s.filled, r.seller_leaves, r.hire)
    bookings = draw.sizes(flows.won, r.value, p.value.shape)
    return WeekOutcome(_counts_after(c, flows), WeekEvents(bookings, left, hired), flows, lost)


def _counts_after(c: Counts, f: Flows) -> Counts:
    """Return the counts at the end of a week."""
    entered = stack_columns(f.begun, *(f.aged[..., age] for age in range(AGES - 1)))
    return Counts(
        qualified=c.qualified - f.proposed - f.dropped + stack_columns(f.arrived, f.grown),
        proposals=c.proposals - f.won - f.refused + f.proposed,
        conversations=c.conversations - f.aged + entered,
        accounts=c.accounts - f.gone + sum_last_axes(f.won),
    )


def _ratio(part: Array, whole: Array) -> Array:
    """Part / whole, or 0 where nothing moves."""
    return np.asarray(part / np.maximum(whole, MIN_DIVISOR))


def _remaining_chance(whole: Array, part: Array) -> Array:
    """Chance of the remaining outcomes among items without the first outcome."""
    return _ratio(whole - part, 1 - part)


class ExpectedDraws:
    """Expectations in place of draws."""

    def counts(
        self,
        purpose: str,  # noqa: ARG002
        means: Mapping[str, Array],
        trials: Mapping[str, Trials],
    ) -> dict[str, Array]:
        """Return the means."""
        return {**means, **{name: count * chance for name, (count, chance) in trials.items()}}

    def each(self, purpose: str, count: Array, chance: Array) -> Array:  # noqa: ARG002
        """Return the means."""
        return count * chance

    def sizes(self, wins: Array, mean: Array, shape: float) -> ScalarOrArray:  # noqa: ARG002
        """k; mean value of all wins."""
        return np.asarray(sum_last_axes(wins * mean, 2))

    def seats(self, filled: Array, leaves: ScalarOrArray, hire: float) -> tuple[Array, Array]:
        """Return the chances."""
        return add_last_axis(chance_to_act(leaves)), np.asarray((1 - filled) * chance_to_act(hire))


EXPECTED_DRAWS: Draw = ExpectedDraws()
