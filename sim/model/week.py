"""The week: all rates from the values at its start, and the stocks at its end.

The order of a week (docs/reference/model.md) is: strikes; signals; answers; `weekly_rates`; deals, conversations,
accounts and people act; `settle_stocks`; books close. The engines differ only in how they draw the actions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model import accounts, conversations, deals, demand, hours, market, money, people, stocks, threats
from sim.model.arrays import Array, ScalarOrArray, add_last_axis, outer_product, sum_last_axes
from sim.model.calendar import month_of_quarter
from sim.model.firm import Firm
from sim.model.move import Allocation
from sim.model.pressure import burnout_next, compute_pressure, effective_split, felt_next
from sim.model.state import Counts, Stocks
from sim.model.stocks import ACTIVITY_FIELDS, StrategicTime
from sim.model.threats import Threats


@dataclass(frozen=True, slots=True)
class EffectiveTime:
    """How time is really spent in a week, under pressure."""

    press: ScalarOrArray
    """0..1; pressure."""
    split: Array
    """share, (..., 3); strategic share of each seat after pressure."""
    response: Array
    """share, (..., 3); share of strategic time that goes into answers now."""
    time: StrategicTime
    """Share of time by activity."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates of everything that can happen in a week. Hazards are per week; arrivals are means of Poisson counts."""

    effective_time: EffectiveTime
    hours: ScalarOrArray
    """hours; productive hours of all sellers."""
    given: ScalarOrArray
    """hours; given to the pipeline."""
    coverage: ScalarOrArray
    """0..1; hours given over hours wanted."""
    prospecting: ScalarOrArray
    """share; prospecting hours of all seats' hours."""
    arrivals: Array
    """(..., S); mean number of new opportunities."""
    qualified: ScalarOrArray
    """Hazard that a qualified opportunity moves on."""
    proposal: Array
    """(..., S); hazard that a proposal is decided."""
    neglect: ScalarOrArray
    """Hazard that an opportunity is dropped."""
    decisions: Array
    """chance, (..., S, 2, 3); won, lost to the rival, no decision, by origin."""
    value: Array
    """k, (..., S, 2); mean value of a win by origin."""
    begun: Array
    """(..., S); mean number of conversations begun."""
    age: float
    """Hazard that a conversation leaves its age."""
    account_leaves: Array
    """(..., S); hazard that an account leaves."""
    seller_leaves: ScalarOrArray
    """Hazard that a seller leaves."""
    hire: float
    """Hazard that an empty seat is filled."""


@dataclass(frozen=True, slots=True)
class WeekEvents:
    """Events of a week that move the stocks, drawn or (in the flow) expected."""

    bookings: ScalarOrArray
    """k; bookings of the week."""
    left: Array
    """0 or 1 (or a chance), (..., N) or (..., 1); the seat's seller left."""
    hired: Array
    """0 or 1 (or an expectation), (..., N); the empty seat was filled."""


def effective_time(firm: Firm, s: Stocks, a: Allocation, signal_open: ScalarOrArray) -> EffectiveTime:
    """Return how time is spent under a move. `signal_open` is 1 where there is a signal to answer, else 0."""
    press = compute_pressure(s.felt, s.culture, firm.parameters.pressure)
    split = effective_split(a.split, press, firm.parameters.pressure)
    response = np.multiply(a.response, add_last_axis(signal_open), order="F")
    people_ = (sum_last_axes(s.ramp) / firm.seats, firm.managers, firm.leaders)
    rest = split * (1 - response)
    columns = [
        time * focus[..., activity]
        for seat, (focus, number) in enumerate(zip((a.sellers, a.managers, a.leaders), people_, strict=True))
        for time in [rest[..., seat] * number]
        for activity in range(focus.shape[-1])
    ]
    return EffectiveTime(
        press, split, response, StrategicTime(**dict(zip(ACTIVITY_FIELDS, columns, strict=True)))
    )


def team_answer_effort(firm: Firm, s: Stocks, effective: EffectiveTime) -> ScalarOrArray:
    """Weeks of effort that go into all answers this week."""
    filled = sum_last_axes(s.filled) / firm.seats
    return threats.answer_effort(effective.split * effective.response, filled, firm.parameters.answers)


def answer_progress_next(firm: Firm, s: Stocks, a: Allocation, t: Threats) -> Array:
    """Progress of all answers after this week's work, (..., D)."""
    effort = team_answer_effort(firm, s, effective_time(firm, s, a, np.any(t.open, axis=-1)))
    return threats.progress_next(t, effort, a.concentration, firm.parameters.answers)


def weekly_rates(firm: Firm, week: int, c: Counts, s: Stocks, a: Allocation, t: Threats) -> Rates:
    """Return all rates of a week from the values at its start, after its strikes and signals."""
    effective = effective_time(firm, s, a, np.any(t.open, axis=-1))
    return rates_from_time(firm, week, c, s, effective, threats.window(t, firm.parameters.window))


def rates_from_time(
    firm: Firm, week: int, c: Counts, s: Stocks, effective: EffectiveTime, window: Array
) -> Rates:
    """Return all rates of a week from the effective time and what is at stake in each segment (`window`, (..., S))."""
    p = firm.parameters
    productive, given, cover, prospecting = _hours(firm, c, s, effective)
    tempo = deals.tempo(cover, s.slowness, p.coverage)
    season = firm.season[month_of_quarter(week)]
    tactical = 1 - effective.split
    help_ = deals.help_on_deals(tactical[..., 1] * firm.managers, tactical[..., 2] * firm.leaders, p.choice)
    return Rates(
        effective_time=effective,
        hours=productive,
        given=given,
        coverage=cover,
        prospecting=prospecting,
        arrivals=demand.arrival_rate(firm, s.gap, s.relationships, s.demand, prospecting),
        qualified=deals.qualified_hazard(tempo, p.stages),
        proposal=deals.proposal_hazard(tempo, season, p.stages),
        neglect=deals.neglect_hazard(cover, p.stages),
        decisions=deals.decision_chances(s, help_, firm.scenario.rival.presence, p.choice),
        value=deals.mean_value(firm.value, s.insight, p.value),
        begun=conversations.begin_rate(firm, effective.time.seller_conversations, s.insight, window),
        age=conversations.age_hazard(p.conversations),
        account_leaves=accounts.leave_hazard(s.gap, s.relationships, p.accounts),
        seller_leaves=people.leave_hazard(s, firm.seats, p.people),
        hire=people.hire_hazard(p.people),
    )


def _hours(
    firm: Firm, c: Counts, s: Stocks, effective: EffectiveTime
) -> tuple[ScalarOrArray, ScalarOrArray, ScalarOrArray, ScalarOrArray]:
    """Return productive hours, hours given to the pipeline, coverage, and the share of hours for prospecting."""
    p = firm.parameters
    week = firm.scenario.organisation.hours
    productive = hours.productive_hours(
        week,
        sum_last_axes(s.ramp),
        effective.press,
        s.burnout,
        s.capability,
        s.skill,
        (p.pressure, p.burnout, p.productivity),
    )
    tactical = productive * (1 - effective.split[..., 0])
    wanted = hours.wanted_hours(sum_last_axes(c.qualified, 2), sum_last_axes(c.proposals, 2), p.coverage)
    given = hours.given_hours(wanted, tactical, p.coverage)
    return productive, given, hours.coverage(wanted, given), (tactical - given) / (week * firm.seats)


def settle_stocks(
    firm: Firm, week: int, s: Stocks, r: Rates, happened: WeekEvents, rho: ScalarOrArray | None = None
) -> Stocks:
    """Return the stocks at the end of the week. All of them move from the values at its start. `rho` is the week's rate
    of change if it is not the scenario's.
    """
    p = firm.parameters
    rho = firm.rho(week) if rho is None else rho
    drift = outer_product(rho, firm.drift)
    leavers = sum_last_axes(s.filled * happened.left)
    filled, ramp = people.seats_next(s, happened.left, happened.hired, p.people)
    time, press = r.effective_time.time, r.effective_time.press
    return Stocks(
        **stocks.knowledge_next(firm, s, time, rho, leavers),
        **stocks.organisation_next(firm, s, time, press, leavers),
        **stocks.offering_next(firm, s, time, rho),
        gap=market.gap_next(s.gap, drift, s.offering_live, p.gaps),
        rival_gap=market.rival_gap_next(s.rival_gap, drift, firm.scenario.rival),
        filled=filled,
        ramp=ramp,
        burnout=burnout_next(s.burnout, press, p.burnout),
        felt=felt_next(s.felt, happened.bookings, firm.target(week), p.pressure),
        demand=market.fade_shock(s.demand, p.shocks.demand_weeks),
        slowness=market.fade_shock(s.slowness, p.shocks.slowness_weeks),
        exodus=market.fade_shock(s.exodus, p.shocks.exodus_weeks),
    )


def week_margin(firm: Firm, c: Counts, s: Stocks, happened: WeekEvents) -> ScalarOrArray:
    """k; margin of a week, from accounts and sellers at its start."""
    accounts_, sellers = sum_last_axes(c.accounts), sum_last_axes(s.filled)
    return money.contribution_margin(
        firm, happened.bookings, accounts_, sellers, sum_last_axes(happened.hired)
    )
