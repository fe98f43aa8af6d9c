"""The law of stocks. A stock `Z` changes by `gain sat(y, half)(1 - Z) - age Z` per week for an effort `y`, and stays in
0..1.

Knowledge ages with the market, in proportion to its rate of change. Relationships and ways of working age with time.
Foresight fades fastest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sim.model.arrays import ScalarOrArray, clamp, saturate
from sim.model.firm import Firm
from sim.model.move import ACTIVITIES
from sim.model.state import Stocks


class StockParameters(Protocol):
    """The three parameters of every stock."""

    @property
    def gain(self) -> float:
        """Per week; growth at full effort."""

    @property
    def half(self) -> float:
        """Share of time; effort that gives half of the gain."""

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
    """A stock one week later. `effort` is a share of time, `ageing` multiplies its age, and `lost` is subtracted as
    well.
    """
    return clamp(
        stock + p.gain * saturate(effort, p.half) * (1 - stock) - p.age * ageing * stock - lost, 0.0, 1.0
    )


@dataclass(frozen=True, slots=True)
class StrategicTime:
    """Strategic time by activity: share of a seat's hours times number of people, (...) each.

    Field names are `seat_activity` in the order of `ACTIVITIES`. Time for answers is not included.
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
    """Relationships, insight and foresight one week later. `leavers` is the number of sellers who left."""
    p = firm.parameters
    e, i, f = p.relationships, p.insight, p.foresight
    relationship_effort = time.seller_relationships + e.leaders * time.leader_foresight
    insight_effort = time.seller_insight + i.managers * time.manager_insight
    foresight_effort = (
        time.leader_foresight + f.managers * time.manager_foresight + f.sellers * time.seller_insight
    )
    gone = leavers * e.leaver * s.relationships / firm.seats
    return {
        "relationships": stock_next(s.relationships, relationship_effort, e, lost=gone),
        "insight": stock_next(s.insight, insight_effort, i, rho),
        "foresight": stock_next(s.foresight, foresight_effort, f, rho),
    }


def organisation_next(
    firm: Firm, s: Stocks, time: StrategicTime, press: ScalarOrArray, leavers: ScalarOrArray
) -> dict[str, ScalarOrArray]:
    """Culture, capability and skill one week later."""
    p = firm.parameters
    worn = p.culture.pressure * press * s.culture
    return {
        "culture": stock_next(s.culture, time.leader_culture, p.culture, lost=worn),
        "capability": stock_next(s.capability, time.leader_capability, p.capability),
        "skill": stock_next(s.skill, time.manager_development, p.skill, lost=leavers * s.skill / firm.seats),
    }


def offering_next(firm: Firm, s: Stocks, time: StrategicTime, rho: ScalarOrArray) -> dict[str, ScalarOrArray]:
    """Offering work and its two delay stages one week later."""
    p = firm.parameters.offering
    effort = time.leader_offering * (p.blind + p.insight * s.insight + p.foresight * s.foresight)
    return {
        "offering": stock_next(s.offering, effort, p, rho),
        "offering_built": s.offering_built + (s.offering - s.offering_built) / p.delay_weeks,
        "offering_live": s.offering_live + (s.offering_built - s.offering_live) / p.delay_weeks,
    }
