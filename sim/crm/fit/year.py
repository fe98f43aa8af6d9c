"""A year of a firm in expectations: what comes out of it in the terms of a CRM, and what a steady firm holds."""

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
"""weeks; after which counts have settled at the latest."""
SETTLED_CHANGE = 1e-4
"""Relative change in a quarter of what has settled."""


@dataclass(frozen=True, slots=True)
class ExpectedYear:
    """Four quarters under the inherited split without disruptions."""

    arrivals: float
    """deals a week and seat, grown ones among them."""
    win_rate: float
    """of closed deals."""
    weeks_won: float
    """mean time from created to won."""
    weeks_lost: float
    shares: tuple[float, float, float]
    """wins by calendar month of the quarter."""
    value: float
    """k; mean of a win."""
    hours: float
    """ratio; hours that the pipeline wants over tactical hours."""
    bookings: float
    """k a week."""
    wins: float
    """a week."""


def settle_counts(firm: Firm) -> StartingPipeline:
    """What the segments hold once counts have settled, the stocks being as at the start. Accounts take years to settle,
    and nothing waits for them here.
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
    """The first four quarters of a firm."""
    counts, stocks = starting_state(firm)
    move, calm, books = (
        _inherited_allocation(firm),
        no_threats(len(firm.segments)),
        _YearTotals(firm, counts, stocks),
    )
    for week in range(WEEKS_IN_YEAR):
        r = weekly_rates(firm, week, counts, stocks, move, calm)
        acted = act(firm, counts, stocks, r, EXPECTED_DRAWS)
        books.enter(week, counts, r, acted)
        counts, stocks = acted.counts, settle_stocks(firm, week, stocks, r, acted.happened)
    return books.closed()


def _inherited_allocation(firm: Firm) -> Allocation:
    return make_allocation(firm, move_from_split(firm, inherited_split(firm)))


class _YearTotals:
    """Sums over the weeks, and how old what is open is: all items of a kind act at one rate whatever their age, so mean
    ages are enough.
    """

    def __init__(self, firm: Firm, counts: Counts, stocks: Stocks) -> None:
        r = weekly_rates(firm, 0, counts, stocks, _inherited_allocation(firm), no_threats(len(firm.segments)))
        self._firm = firm
        waits = 1 / float(r.qualified), float(np.mean(1 / r.proposal))
        self._age_q, self._age_p = waits[0], sum(waits)  # weeks; of what is there, at the start of a week
        self._sums = dict.fromkeys(
            ("come", "won", "lost", "won weeks", "lost weeks", "worth", "wanted", "given"), 0.0
        )
        self._months = np.zeros(3)

    def enter(self, week: int, c: Counts, r: Rates, acted: WeekOutcome) -> None:
        """A week."""
        f = acted.flows
        come, proposed, wins = (float(x.sum()) for x in (f.arrived, f.proposed, f.won))
        out, ended, grown = (float(x.sum()) for x in (f.dropped, f.refused, f.grown))
        moment_q, moment_p = (
            _mean_moment(r.qualified + r.neglect),
            _mean_moment(np.mean(r.proposal) + r.neglect),
        )
        sums, q, p = self._sums, float(c.qualified.sum()), float(c.proposals.sum())
        sums["come"] += come + grown
        sums["won"] += wins
        sums["lost"] += out + ended
        sums["won weeks"] += wins * (self._age_p + moment_p)
        sums["lost weeks"] += ended * (self._age_p + moment_p) + out * (self._age_q + moment_q)
        sums["worth"] += float(acted.happened.bookings)
        sums["wanted"] += float(r.given / np.maximum(r.coverage, 1e-9))
        sums["given"] += float(r.hours * (1 - r.lived.split[..., 0]))
        self._months += wins * _week_in_months(week)
        stay = q - proposed - out
        self._age_p = _pooled_mean((p - wins - ended, self._age_p + 1), (proposed, self._age_q + 1))
        self._age_q = _pooled_mean((stay, self._age_q + 1), (come + grown, 0.5))

    def closed(self) -> ExpectedYear:
        """The year."""
        s = self._sums
        shares = self._months / max(self._months.sum(), 1e-9)
        return ExpectedYear(
            arrivals=s["come"] / WEEKS_IN_YEAR / self._firm.seats,
            win_rate=s["won"] / max(s["won"] + s["lost"], 1e-9),
            weeks_won=s["won weeks"] / max(s["won"], 1e-9),
            weeks_lost=s["lost weeks"] / max(s["lost"], 1e-9),
            shares=(float(shares[0]), float(shares[1]), float(shares[2])),
            value=s["worth"] / max(s["won"], 1e-9),
            hours=s["wanted"] / max(s["given"], 1e-9),
            bookings=s["worth"] / WEEKS_IN_YEAR,
            wins=s["won"] / WEEKS_IN_YEAR,
        )


def _mean_moment(hazard: object) -> float:
    """Mean moment inside of the week of what acts at this rate (truncated exponential)."""
    rate = float(np.asarray(hazard))
    return 0.5 if rate < 1e-6 else 1 / rate - 1 / float(np.expm1(rate))


def _pooled_mean(*parts: tuple[float, float]) -> float:
    """Mean of (count, mean) together."""
    count = sum(n for n, _ in parts)
    return sum(n * mean for n, mean in parts) / count if count > 0 else 0.0


def _week_in_months(week: int) -> Array:
    """Shares of a week's seven days in the three calendar months of its quarter, a third of 13 weeks each."""
    inside = week % WEEKS_IN_QUARTER
    edges = np.arange(4) * sum(WEEKS_IN_MONTHS) / 3
    return np.asarray(np.clip(np.minimum(inside + 1, edges[1:]) - np.maximum(inside, edges[:-1]), 0, 1))
