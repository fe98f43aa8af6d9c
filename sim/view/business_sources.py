"""Sources of business that does not exist yet: the new opportunities and conversations of a quarter under a move.

They follow from the laws of a week at today's stocks, with the market as the team reads it. They are a pace rather than
a forecast, because nothing changes during the quarter.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from sim.model import demand
from sim.model.conversations import AGES
from sim.model.firm import Firm
from sim.model.move import Move, make_allocation
from sim.model.threats import no_threats
from sim.model.week import Rates, weekly_rates
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.view.expected_wins import stocks_as_read
from sim.view.item_counts import count_view_items
from sim.view.piece_outlook import passing_time_bounds
from sim.view.view import View


@dataclass(frozen=True, slots=True)
class BusinessSources:
    """Pace of a quarter, in numbers of opportunities and conversations."""

    arrivals: float
    """opportunities; inbound or from prospecting."""
    by_relationships: float
    """opportunities; arrivals that would not come without relationships."""
    by_prospecting: float
    """opportunities; arrivals that sellers find in hours that the pipeline leaves free."""
    grown: float
    """opportunities; grown from the conversations that exist now."""
    begun: float
    """conversations; begun by sellers."""
    by_insight: float
    """conversations; those that would not begin without insight."""
    due: tuple[float, float]
    """weeks; bounds of the time until business that grows from them is decided, in eight of ten cases."""
    error: float
    """share; standard deviation of the arrivals, given the error of reading the market."""


def estimate_sources(firm: Firm, view: View, move: Move) -> BusinessSources:
    """Estimate the sources under a move of the whole firm."""
    found, stocks = _move_rates(firm, view, move), stocks_as_read(view)
    p = firm.parameters

    def arriving(relationships: float, prospecting: float) -> float:
        came = demand.arrival_rate(firm, stocks.gap, relationships, stocks.demand, prospecting)
        return float(np.sum(came)) * WEEKS_IN_QUARTER

    prospecting = float(found.prospecting)
    arrivals = arriving(view.stocks.relationships, prospecting)
    begun = float(found.begun.sum()) * WEEKS_IN_QUARTER
    c = p.conversations
    with_insight = c.insight_floor + c.insight_gain * view.stocks.insight
    ripe = sum(talk.age == 2 for talk in view.conversations)
    due = ripe * -math.expm1(-found.age * WEEKS_IN_QUARTER)
    # Demand is one number that is read once in each segment. The fit of the offering has an error in each.
    segments = len(view.segments)
    error = view.market.error * math.hypot(1.0, p.arrivals.inbound_fit) / math.sqrt(segments)
    return BusinessSources(
        arrivals=arrivals,
        by_relationships=arrivals - arriving(0.0, prospecting),
        by_prospecting=arrivals - arriving(view.stocks.relationships, 0.0),
        grown=due * c.grow,
        begun=begun,
        by_insight=begun * (1 - c.insight_floor / with_insight) if with_insight > 0 else 0.0,
        due=passing_time_bounds(_conversation_stages(view)),
        error=error,
    )


def _move_rates(firm: Firm, view: View, move: Move) -> Rates:
    counts, nothing = count_view_items(view), no_threats(len(firm.segments))
    a = make_allocation(firm, move if view.signals else replace(move, response=(0, 0, 0)))
    return weekly_rates(firm, view.week, counts, stocks_as_read(view), a, nothing)


def _conversation_stages(view: View) -> tuple[float, ...]:
    """Mean weeks of each stage of a conversation that begins now."""
    decision = sum(view.pace.proposal_weeks) / len(view.pace.proposal_weeks)
    return *((view.pace.age_weeks,) * AGES), view.pace.qualified_weeks, decision
