"""What business that does not exist yet comes from: new opportunities and conversations of a quarter under a move, by
the laws of a week at today's stocks, the market as it is read. A pace, not a forecast: nothing moves while it is
counted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from sim.model import demand
from sim.model.conversations import AGES
from sim.model.firm import Firm
from sim.model.move import Move, make_allocation
from sim.model.state import Counts
from sim.model.threats import no_threats
from sim.model.week import Rates, weekly_rates
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.view.expected_wins import stocks_as_read
from sim.view.piece_outlook import passing_time_bounds
from sim.view.view import View


@dataclass(frozen=True, slots=True)
class BusinessSources:
    """A quarter's pace; numbers of opportunities and conversations."""

    arrivals: float
    """opportunities; that come by themselves or are prospected."""
    by_relationships: float
    """of them, those that would not come without relationships."""
    by_prospecting: float
    """of them, those that sellers find in hours which the pipeline leaves."""
    grown: float
    """opportunities; that grow of the conversations which are there now."""
    begun: float
    """conversations; begun by sellers."""
    by_insight: float
    """of them, those that would not begin without insight."""
    due: tuple[float, float]
    """weeks; bounds of the time until business that grows of them is decided, in eight of ten cases."""
    error: float
    """share; standard deviation of the arrivals, given how well the market is read."""


def estimate_sources(firm: Firm, view: View, move: Move) -> BusinessSources:
    """Under a move of the whole firm."""
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
    # demand is one number, read once in each segment; the fit of the offering errs in each
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
    counts, nothing = count_view_items(firm, view), no_threats(len(firm.segments))
    a = make_allocation(firm, move if view.signals else replace(move, response=(0, 0, 0)))
    return weekly_rates(firm, view.week, counts, stocks_as_read(view), a, nothing)


def _conversation_stages(view: View) -> tuple[float, ...]:
    """Mean weeks of each stage before a conversation that begins now."""
    decision = sum(view.pace.proposal_weeks) / len(view.pace.proposal_weeks)
    return *((view.pace.age_weeks,) * AGES), view.pace.qualified_weeks, decision


def count_view_items(firm: Firm, view: View) -> Counts:
    """The counts that the laws need, from what a team knows."""
    size = len(firm.segments)
    counts = Counts(
        np.zeros((size, 2)), np.zeros((size, 2)), np.zeros((size, 3)), np.array(view.accounts, dtype=float)
    )
    for deal in view.deals:
        stage = counts.qualified if deal.stage == "qualified" else counts.proposals
        stage[deal.segment, int(deal.grown)] += 1
    for talk in view.conversations:
        counts.conversations[talk.segment, talk.age] += 1
    return counts
