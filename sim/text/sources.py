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
from sim.model.levels import Counts
from sim.model.move import Move, allocation
from sim.model.threats import no_threats
from sim.model.week import Rates, rates
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.text.figures import count_noun, time_off, whole_percent
from sim.text.piece import bounds
from sim.view.expected import stocks_as_read
from sim.view.view import View


@dataclass(frozen=True, slots=True)
class Sources:
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
    """share; standard deviation of the arrivals, as far as the market is read."""


def sources(firm: Firm, view: View, move: Move) -> Sources:
    """Under a move of the whole firm."""
    found, stocks = _rates(firm, view, move), stocks_as_read(view)
    p = firm.parameters

    def arriving(relationships: float, prospecting: float) -> float:
        came = demand.arrivals(firm, stocks.gap, relationships, stocks.demand, prospecting)
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
    return Sources(
        arrivals=arrivals,
        by_relationships=arrivals - arriving(0.0, prospecting),
        by_prospecting=arrivals - arriving(view.stocks.relationships, 0.0),
        grown=due * c.grow,
        begun=begun,
        by_insight=begun * (1 - c.insight_floor / with_insight) if with_insight > 0 else 0.0,
        due=bounds(_stages(view)),
        error=error,
    )


def _rates(firm: Firm, view: View, move: Move) -> Rates:
    counts, nothing = counts_of(firm, view), no_threats(len(firm.segments))
    a = allocation(firm, move if view.signals else replace(move, response=(0, 0, 0)))
    return rates(firm, view.week, counts, stocks_as_read(view), a, nothing)


def _stages(view: View) -> tuple[float, ...]:
    """Mean weeks of each stage before a conversation that begins now."""
    decision = sum(view.pace.proposal_weeks) / len(view.pace.proposal_weeks)
    return *((view.pace.age_weeks,) * AGES), view.pace.qualified_weeks, decision


def counts_of(firm: Firm, view: View) -> Counts:
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


def source_sentences(of: Sources) -> list[str]:
    """The sources as sentences."""
    low, high = (round(of.arrivals * math.exp(side * of.error)) for side in (-1, 1))
    range_ = f" ({low} to {high}, as far as the market is read)" if low < high else ""
    new = count_noun(round(of.arrivals), "new opportunity", "new opportunities")
    return [
        f"At today's pace a quarter brings {new}{range_}: {_part(of.by_relationships, of.arrivals)} of them by your "
        f"relationships, {_part(of.by_prospecting, of.arrivals)} by prospecting in hours that the pipeline leaves.",
        f"{count_noun(round(of.grown), 'opportunity', 'opportunities').capitalize()} will grow within a quarter of the "
        "conversations that are ripening now.",
        f"Under this move sellers begin {count_noun(round(of.begun), 'conversation')} a quarter, "
        f"{_part(of.by_insight, of.begun)} of them by your insight; what grows of them is due "
        f"{time_off(*of.due)}.",
    ]


def _part(part: float, whole: float) -> str:
    return whole_percent(part / whole) if whole > 0 else whole_percent(0)
