"""Where things come to rest: stocks, gaps, burnout and the pipeline against their closed forms, in the flow."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model import stocks as laws
from sim.model.flow import flow_week
from sim.model.market import fade_shock, gap_next, rival_gap_next
from sim.model.move import Move, make_allocation
from sim.model.pressure import burnout_next, felt_next
from sim.model.start import starting_state
from sim.model.threats import no_threats
from sim.model.week import weekly_rates
from tests.model.firms import REFERENCE, STILL, still_firm, unit

P = REFERENCE.parameters


def rest(step: Callable[[Any], Any], x: Any, weeks: int = 4000) -> Any:
    """Where a law leads in the end."""
    for _ in range(weeks):
        x = step(x)
    return x


@settings(max_examples=30)
@given(
    st.sampled_from(["relationships", "insight", "foresight", "culture", "capability", "skill", "offering"]),
    unit,
    unit,
)
def test_a_stock_rests_where_gain_meets_age(name: str, effort: float, start_: float) -> None:
    p = getattr(P, name)
    growth = p.gain * effort / (effort + p.half)
    expected = growth / (growth + p.age)
    assert float(rest(lambda x: laws.stock_next(x, effort, p), start_)) == pytest.approx(expected, abs=1e-9)


@settings(max_examples=30)
@given(st.floats(-0.1, 0.1), unit)
def test_gaps_rest_where_drift_meets_work(drift: float, live: float) -> None:
    ours = rest(lambda g: gap_next(g, np.array([drift]), live, P.gaps), np.zeros(1), 1500)
    closed = (drift - 0.010 * live) / (0.012 + 0.012 * live)
    assert ours[0] == pytest.approx(max(-10, min(10, closed)), abs=1e-6)
    rival = REFERENCE.scenario.rival
    theirs = rest(lambda g: rival_gap_next(g, np.array([drift]), rival), np.zeros(1), 1500)
    assert theirs[0] == pytest.approx(max(-10, min(10, (drift - 0.0028) / 0.012)), abs=1e-6)


def test_shocks_fade_by_their_memory() -> None:
    for weeks in (20.0, 14.0, 8.0, 1.0):
        shock: Any = 1.0
        for _ in range(5):
            shock = fade_shock(shock, weeks)
        assert float(shock) == pytest.approx((1 - 1 / weeks) ** 5)


def test_burnout_and_felt_attainment() -> None:
    assert float(rest(lambda b: burnout_next(b, 0.4, P.burnout), 0.0)) == pytest.approx(0.09 * 0.4 / 0.05)
    assert float(rest(lambda b: burnout_next(b, 1.0, P.burnout), 0.0)) == 1.0  # would be 1.8
    felt: Any = 1.0
    for _ in range(30):
        felt = felt_next(felt, 50.0, 100.0, P.pressure)
    assert float(felt) == pytest.approx(0.5 + 0.5 * 0.95**30)


def test_a_calm_pipeline_rests_by_littles_law() -> None:
    """As many wait in a stage as come in a week over the chance to act in a week."""
    firm = still_firm(parameters={"accounts": {"leave": 0.05}})
    move, calm = make_allocation(firm, Move((20, 20, 20), (0, 0, 0))), no_threats(1)
    c, s = starting_state(firm)
    for week in range(700):
        c, s = (after := flow_week(firm, week, c, s, move, calm)).counts, after.stocks
    r = weekly_rates(firm, 700, c, s, move, calm)
    q, p, a = -math.expm1(-1 / 6), -math.expm1(-1 / 6.5), -math.expm1(-3 / 36)
    ripe = 0.55 * r.begun[0]
    assert c.conversations[0] == pytest.approx([r.begun[0] / a] * 3, rel=1e-6)
    assert c.qualified[0] == pytest.approx([r.arrivals[0] / q, ripe / q], rel=1e-6)
    assert c.proposals[0] == pytest.approx([0.60 * r.arrivals[0] / p, 0.60 * ripe / p], rel=1e-6)
    wins = 0.60 * np.array([r.arrivals[0], ripe]) * r.decisions[0, :, 0]
    assert float(after.wins) == pytest.approx(wins.sum(), rel=1e-6)
    assert float(after.bookings) == pytest.approx((wins * r.value[0]).sum(), rel=1e-6)
    assert c.accounts[0] == pytest.approx(wins.sum() / -math.expm1(-r.account_leaves[0]), rel=1e-4)


def test_seats_rest_where_leaving_meets_hiring() -> None:
    firm = still_firm(parameters={"people": {"leave": 0.05, "culture": 0.0}})
    c, s = starting_state(firm)
    for week in range(400):
        s = flow_week(
            firm, week, c, s, make_allocation(firm, Move((20, 20, 20), (0, 0, 0))), no_threats(1)
        ).stocks
    leave, hire = -math.expm1(-0.05), -math.expm1(-1 / 7)
    filled = hire / (hire + leave)
    assert s.filled == pytest.approx([filled] * 12, rel=1e-6)
    stay = 1 - leave  # ramp of all in a seat: k (1 - 1/22) + filled/22 stays, .35 of each hire comes
    ramp = (stay * filled / 22 + 0.35 * hire * (1 - filled)) / (1 - stay * 21 / 22)
    assert s.ramp == pytest.approx([ramp] * 12, rel=1e-6)


def test_neglect_takes_its_part_of_what_moves() -> None:
    """Without any hours and with stages that need none (exponent 0), .05 of .05 + 1/6 is dropped."""
    firm = still_firm(parameters={"coverage": {"exponent": 0.0}})
    c, s = starting_state(firm)
    after = flow_week(firm, 0, c, s, make_allocation(firm, Move((100, 0, 0), (0, 0, 0))), no_threats(1))
    moved = c.qualified[0, 0] * -math.expm1(-(0.05 + 1 / 6))
    gone = c.proposals[0, 0] * -math.expm1(-(0.05 + 1 / 6.5))
    came = 0.60 * (1 / 6) / (0.05 + 1 / 6) * moved
    assert after.counts.proposals[0, 0] == pytest.approx(c.proposals[0, 0] - gone + came)


def test_the_reference_starts_near_the_rest_of_a_firm_that_lives_in_the_month() -> None:
    """Split 6/18/30 in calm flow: stocks stay about where they start, and books are about the target."""
    firm = REFERENCE
    c, s = starting_state(firm)
    first, booked, targets = s, 0.0, 0.0
    move = make_allocation(firm, Move((6, 18, 30), (30, 30, 30)))
    for week in range(
        -520, 0
    ):  # targets of the past: what the firm books does not depend on them without pressure
        after = flow_week(firm, week, c, replace(s, felt=1.0), move, no_threats(3))
        c, s = after.counts, after.stocks
        if week >= -52:
            booked, targets = (
                booked + float(after.bookings),
                targets + firm.target(week) / 1.04 ** (week / 52),
            )
    for name in STILL:
        assert float(getattr(s, name)) == pytest.approx(float(getattr(first, name)), abs=0.03), name
    assert s.gap == pytest.approx(first.gap, abs=0.05)
    assert s.rival_gap == pytest.approx(first.rival_gap, abs=0.05)
    assert booked / targets == pytest.approx(1, abs=0.03)
