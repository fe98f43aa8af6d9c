"""The start of a game: counts and stocks in week 0, as the scenario states them or as its history results in them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.flow import flow_week
from sim.model.move import make_allocation, move_from_split
from sim.model.state import Counts, Stocks
from sim.model.threats import no_threats
from sim.scenario.market import SegmentStart


def starting_state(firm: Firm) -> tuple[Counts, Stocks]:
    """Return counts (integers) and stocks in week 0."""
    counts, stocks = _stated_start(firm)
    history = firm.scenario.organisation.history
    if history is None:
        return counts, stocks
    move = make_allocation(firm, move_from_split(firm, history.split))
    calm = no_threats(len(firm.segments))
    for week in range(-history.weeks, 0):
        expected = flow_week(firm, week, counts, stocks, move, calm)
        counts, stocks = expected.counts, expected.stocks
    return _round_counts(counts), _fill_seats(stocks)


def starting_cash(firm: Firm) -> float:
    """k; cash in week 0, scaled by the size of the firm."""
    return firm.scenario.organisation.start.cash * _scale(firm)


def _scale(firm: Firm) -> float:
    return firm.seats / firm.scenario.organisation.start.sellers


def _stated_start(firm: Firm) -> tuple[Counts, Stocks]:
    starts = [segment.start for segment in firm.scenario.market.segments.values()]
    s = firm.scenario.organisation.start
    ones = np.ones(firm.seats)
    stocks = Stocks(
        relationships=s.relationships,
        insight=s.insight,
        foresight=s.foresight,
        culture=s.culture,
        capability=s.capability,
        skill=s.skill,
        offering=s.offering,
        offering_built=s.offering,
        offering_live=s.offering,
        gap=np.array([x.gap for x in starts]),
        rival_gap=np.array([x.rival_gap for x in starts]),
        filled=ones,
        ramp=ones * s.ramp,
        burnout=s.burnout,
        felt=s.felt,
        demand=0.0,
        slowness=0.0,
        exodus=0.0,
    )
    return _round_counts(_stated_counts(starts, _scale(firm))), stocks


def _stated_counts(starts: list[SegmentStart], scale: float) -> Counts:
    def ordinary(counts: list[int]) -> Array:
        return np.array([[count, 0.0] for count in counts]) * scale

    return Counts(
        qualified=ordinary([x.qualified for x in starts]),
        proposals=ordinary([x.proposals for x in starts]),
        conversations=np.array([x.conversations for x in starts]) * scale,
        accounts=np.array([x.accounts for x in starts]) * scale,
    )


def _round_counts(c: Counts) -> Counts:
    """Round counts to integers (half to even)."""
    return Counts(
        np.round(c.qualified), np.round(c.proposals), np.round(c.conversations), np.round(c.accounts)
    )


def _fill_seats(s: Stocks) -> Stocks:
    """Fill every seat, as in week 0. The flow's expected vacancies remain as slower ramp."""
    return replace(s, filled=np.ones_like(s.filled), ramp=s.ramp.copy())
