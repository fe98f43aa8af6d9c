"""Stocks: one law for all, a stock `Z` changes by `gain sat(y, half)(1 - Z) - age Z` a week and stays in
0..1; `y` is the effort.

What you know ages with the market (times rho); whom you know and how you work age with time; foresight is the most
perishable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sim.model.arrays import ScalarOrArray, clamp, saturate
from sim.model.firm import Firm
from sim.model.move import ACTIVITIES
from sim.model.state import Stocks


class StockParameters(Protocol):
    """The three numbers that every stock has."""

    @property
    def gain(self) -> float:
        """Per week; growth at full effort."""

    @property
    def half(self) -> float:
        """Share of time; effort at which half of the gain is had."""

    @property
    def age(self) -> float:
        """Per week; share that fades."""


def stock_next(
    stock: ScalarOrArray,
    effort: ScalarOrArray,
    p: StockParameters,
    ageing: ScalarOrArray = 1.0,
    lost: ScalarOrArray = 0.0,
) -> ScalarOrArray:
    """A stock a week later. `effort` is a share of time, `ageing` factors its age, `lost` is taken off besides."""
    return clamp(
        stock + p.gain * saturate(effort, p.half) * (1 - stock) - p.age * ageing * stock - lost, 0.0, 1.0
    )


@dataclass(frozen=True, slots=True)
class StrategicTime:
    """Strategic time by activity: share of a seat's hours times number of people, (...) each.
    Field names are `seat_activity` in the order of `ACTIVITIES`. What goes into answers is not in it.
    """

    seller_conversations: ScalarOrArray
    seller_relationships: ScalarOrArray
    seller_insight: ScalarOrArray
    manager_development: ScalarOrArray
    manager_insight: ScalarOrArray
    manager_foresight: ScalarOrArray
    leader_offering: ScalarOrArray
    leader_foresight: ScalarOrArray
    leader_culture: ScalarOrArray
    leader_capability: ScalarOrArray


ACTIVITY_FIELDS = tuple(
    f"{seat}_{activity}"
    for seat, activities in zip(("seller", "manager", "leader"), ACTIVITIES, strict=True)
    for activity in activities
)


def knowledge_next(
    firm: Firm, s: Stocks, time: StrategicTime, rho: ScalarOrArray, leavers: ScalarOrArray
) -> dict[str, ScalarOrArray]:
    """Relationships, insight and foresight a week later; `leavers` is how many sellers left."""
    p = firm.parameters
    e, i, f = p.relationships, p.insight, p.foresight
    whom = time.seller_relationships + e.leaders * time.leader_foresight
    what = time.seller_insight + i.managers * time.manager_insight
    when = time.leader_foresight + f.managers * time.manager_foresight + f.sellers * time.seller_insight
    gone = leavers * e.leaver * s.relationships / firm.seats
    return {
        "relationships": stock_next(s.relationships, whom, e, lost=gone),
        "insight": stock_next(s.insight, what, i, rho),
        "foresight": stock_next(s.foresight, when, f, rho),
    }


def organisation_next(
    firm: Firm, s: Stocks, time: StrategicTime, press: ScalarOrArray, leavers: ScalarOrArray
) -> dict[str, ScalarOrArray]:
    """Culture, capability and skill a week later."""
    p = firm.parameters
    worn = p.culture.pressure * press * s.culture
    return {
        "culture": stock_next(s.culture, time.leader_culture, p.culture, lost=worn),
        "capability": stock_next(s.capability, time.leader_capability, p.capability),
        "skill": stock_next(s.skill, time.manager_development, p.skill, lost=leavers * s.skill / firm.seats),
    }


def offering_next(firm: Firm, s: Stocks, time: StrategicTime, rho: ScalarOrArray) -> dict[str, ScalarOrArray]:
    """Offering work and its two delay stages a week later."""
    p = firm.parameters.offering
    effort = time.leader_offering * (p.blind + p.insight * s.insight + p.foresight * s.foresight)
    return {
        "offering": stock_next(s.offering, effort, p, rho),
        "offering_built": s.offering_built + (s.offering - s.offering_built) / p.delay_weeks,
        "offering_live": s.offering_live + (s.offering_built - s.offering_live) / p.delay_weeks,
    }
