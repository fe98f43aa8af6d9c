"""The expected year of a firm in the terms of a CRM, and the steady pipeline of a firm."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.crm.fit.knobs import StartingPipeline
from sim.model.arrays import Array, sum_last_axes
from sim.model.calendar import WEEKS_IN_YEAR
from sim.model.firm import Firm
from sim.model.move import Allocation, make_allocation, move_from_split
from sim.model.start import starting_state
from sim.model.state import Counts, Stocks
from sim.model.step import EXPECTED_DRAWS, WeekOutcome, act
from sim.model.threats import no_threats
from sim.model.week import Rates, settle_stocks, weekly_rates
from sim.scenario.disruptions import WEEKS_IN_MONTHS, WEEKS_IN_QUARTER
from sim.view.observe import inherited_split

MAX_SETTLING_WEEKS = 520
"""Maximum number of weeks to wait until counts are steady."""
SETTLED_CHANGE = 1e-4
"""Relative change per quarter below which counts are steady."""


@dataclass(frozen=True, slots=True)
class ExpectedYear:
    """Expected values of four quarters under the inherited split, without disruptions."""

    arrivals: float
    """Deals per week and seat, including those grown from conversations."""
    win_rate: float
    """Share of closed deals that are won."""
    weeks_won: float
    """weeks; mean time from created to won."""
    weeks_lost: float
    """weeks; mean time from created to lost."""
    shares: tuple[float, float, float]
    """Shares of wins by calendar month of the quarter."""
    value: float
    """k; mean value of a win."""
    hours: float
    """Ratio of hours that the pipeline needs to tactical hours."""
    bookings: float
    """k a week; bookings."""
    wins: float
    """Wins per week."""


def settle_counts(firm: Firm) -> StartingPipeline:
    """The steady pipeline of each segment, with stocks as at the start.

    Accounts take years to become steady, so they are not waited for.
    """
    counts, stocks = starting_state(firm)
    move, calm = _inherited_allocation(firm), no_threats(len(firm.segments))
    for week in range(0, MAX_SETTLING_WEEKS, WEEKS_IN_QUARTER):
        before = counts
        for w in range(week, week + WEEKS_IN_QUARTER):
            counts = act(
                firm, counts, stocks, weekly_rates(firm, w, counts, stocks, move, calm), EXPECTED_DRAWS
            ).counts
        if all(
            np.allclose(a, b, rtol=SETTLED_CHANGE)
            for a, b in zip(_open_counts(counts), _open_counts(before), strict=True)
        ):
            break
    talks = [tuple(row) for row in counts.conversations.tolist()]
    return StartingPipeline(
        qualified=tuple(sum_last_axes(counts.qualified).tolist()),
        proposals=tuple(sum_last_axes(counts.proposals).tolist()),
        conversations=tuple((a, b, c) for a, b, c in talks),
        accounts=tuple(counts.accounts.tolist()),
    )


def _open_counts(c: Counts) -> tuple[Array, Array, Array]:
    return c.qualified, c.proposals, c.conversations


def expected_year(firm: Firm) -> ExpectedYear:
    """Expected values of the first four quarters of a firm."""
    counts, stocks = starting_state(firm)
    move, calm, totals = (
        _inherited_allocation(firm),
        no_threats(len(firm.segments)),
        _YearTotals(firm, counts, stocks),
    )
    for week in range(WEEKS_IN_YEAR):
        r = weekly_rates(firm, week, counts, stocks, move, calm)
        acted = act(firm, counts, stocks, r, EXPECTED_DRAWS)
        totals.add(week, counts, r, acted)
        counts, stocks = acted.counts, settle_stocks(firm, week, stocks, r, acted.happened)
    return totals.year()


def _inherited_allocation(firm: Firm) -> Allocation:
    return make_allocation(firm, move_from_split(firm, inherited_split(firm)))


class _YearTotals:
    """Totals over the weeks, and mean ages of open deals.

    All deals in a stage act at one rate regardless of their age, so mean ages are sufficient.
    """

    def __init__(self, firm: Firm, counts: Counts, stocks: Stocks) -> None:
        r = weekly_rates(firm, 0, counts, stocks, _inherited_allocation(firm), no_threats(len(firm.segments)))
        self._firm = firm
        waits = 1 / float(r.qualified), float(np.mean(1 / r.proposal))
        self._age_q, self._age_p = waits[0], sum(waits)  # weeks; mean ages at the start of a week
        self._sums = dict.fromkeys(
            ("created", "won", "lost", "won weeks", "lost weeks", "bookings", "needed", "given"), 0.0
        )
        self._months = np.zeros(3)

    def add(self, week: int, c: Counts, r: Rates, acted: WeekOutcome) -> None:
        """Add a week."""
        f = acted.flows
        created, proposed, wins = (float(x.sum()) for x in (f.arrived, f.proposed, f.won))
        dropped, refused, grown = (float(x.sum()) for x in (f.dropped, f.refused, f.grown))
        moment_q, moment_p = (
            _mean_moment(r.qualified + r.neglect),
            _mean_moment(np.mean(r.proposal) + r.neglect),
        )
        sums, q, p = self._sums, float(c.qualified.sum()), float(c.proposals.sum())
        sums["created"] += created + grown
        sums["won"] += wins
        sums["lost"] += dropped + refused
        sums["won weeks"] += wins * (self._age_p + moment_p)
        sums["lost weeks"] += refused * (self._age_p + moment_p) + dropped * (self._age_q + moment_q)
        sums["bookings"] += float(acted.happened.bookings)
        sums["needed"] += float(r.given / np.maximum(r.coverage, 1e-9))
        sums["given"] += float(r.hours * (1 - r.effective_time.split[..., 0]))
        self._months += wins * _week_in_months(week)
        stay = q - proposed - dropped
        self._age_p = _pooled_mean((p - wins - refused, self._age_p + 1), (proposed, self._age_q + 1))
        self._age_q = _pooled_mean((stay, self._age_q + 1), (created + grown, 0.5))

    def year(self) -> ExpectedYear:
        """The totals as a year."""
        s = self._sums
        shares = self._months / max(self._months.sum(), 1e-9)
        return ExpectedYear(
            arrivals=s["created"] / WEEKS_IN_YEAR / self._firm.seats,
            win_rate=s["won"] / max(s["won"] + s["lost"], 1e-9),
            weeks_won=s["won weeks"] / max(s["won"], 1e-9),
            weeks_lost=s["lost weeks"] / max(s["lost"], 1e-9),
            shares=(float(shares[0]), float(shares[1]), float(shares[2])),
            value=s["bookings"] / max(s["won"], 1e-9),
            hours=s["needed"] / max(s["given"], 1e-9),
            bookings=s["bookings"] / WEEKS_IN_YEAR,
            wins=s["won"] / WEEKS_IN_YEAR,
        )


def _mean_moment(hazard: object) -> float:
    """Mean moment within the week of what acts at this rate (truncated exponential)."""
    rate = float(np.asarray(hazard))
    return 0.5 if rate < 1e-6 else 1 / rate - 1 / float(np.expm1(rate))


def _pooled_mean(*parts: tuple[float, float]) -> float:
    """Pooled mean of groups given as (count, mean)."""
    count = sum(n for n, _ in parts)
    return sum(n * mean for n, mean in parts) / count if count > 0 else 0.0


def _week_in_months(week: int) -> Array:
    """Shares of a week in the three calendar months of its quarter, each a third of 13 weeks."""
    inside = week % WEEKS_IN_QUARTER
    edges = np.arange(4) * sum(WEEKS_IN_MONTHS) / 3
    return np.asarray(np.clip(np.minimum(inside + 1, edges[1:]) - np.maximum(inside, edges[:-1]), 0, 1))
