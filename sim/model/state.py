"""The state that the laws act on: counts and stocks, as plain arrays without names or hidden luck."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.arrays import Array, ScalarOrArray


@dataclass(frozen=True, slots=True)
class Counts:
    """Countable items: integers in the engines, expectations in the flow."""

    qualified: Array
    """opportunities, (..., S, 2); qualified, by origin (ordinary, grown)."""
    proposals: Array
    """opportunities, (..., S, 2); with a proposal, by origin."""
    conversations: Array
    """conversations, (..., S, 3); by age."""
    accounts: Array
    """accounts, (..., S); on recurring revenue."""


@dataclass(frozen=True, slots=True)
class Stocks:
    """Levels of the firm and its market."""

    relationships: ScalarOrArray
    """0..1; executive relationships E."""
    insight: ScalarOrArray
    """0..1; insight I."""
    foresight: ScalarOrArray
    """0..1; foresight F."""
    culture: ScalarOrArray
    """0..1; culture C."""
    capability: ScalarOrArray
    """0..1; capability T."""
    skill: ScalarOrArray
    """0..1; skill K."""
    offering: ScalarOrArray
    """0..1; offering work O."""
    offering_built: ScalarOrArray
    """0..1; first delay stage O1."""
    offering_live: ScalarOrArray
    """0..1; second delay stage O2: what reaches the market."""
    gap: Array
    """log units, (..., S); our gap g."""
    rival_gap: Array
    """log units, (..., S); the rival's gap gR."""
    filled: Array
    """0 or 1, (..., N); whether a seller's seat is filled (a chance in the flow)."""
    ramp: Array
    """ratio, (..., N); productivity of the seller in a seat, 0 in an empty one."""
    burnout: ScalarOrArray
    """0..1; burnout b of the team."""
    felt: ScalarOrArray
    """ratio; attainment A as felt."""
    demand: ScalarOrArray
    """log units; demand shock lD."""
    slowness: ScalarOrArray
    """log units; slowness of buying sl."""
    exodus: ScalarOrArray
    """log rate; exodus shock ex."""


UNIT_STOCKS = (
    "relationships", "insight", "foresight", "culture", "capability", "skill",
    "offering", "offering_built", "offering_live", "burnout",
)  # fmt: skip
"""Stocks that stay in 0..1."""

LOG_STOCKS = ("gap", "rival_gap", "demand", "slowness", "exodus")
"""Logarithmic stocks, which stay within `MAX_LOG` of 0."""


def count_items(c: Counts) -> float:
    """Total number of items, over all kinds and futures."""
    return float(c.qualified.sum() + c.proposals.sum() + c.conversations.sum() + c.accounts.sum())
