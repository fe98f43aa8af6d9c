"""The expected result of a period: the flow through its weeks, for several states at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.analysis.why.played_period import PlayedPeriod
from sim.analysis.why.state_arrays import StateArrays, arrays_to_state, state_to_arrays
from sim.model import effects
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.flow import flow_from_time
from sim.model.move import Allocation
from sim.model.state import Counts, Stocks
from sim.model.week import effective_time
from sim.scenario.scenario import FRANCHISE_WEEKS


@dataclass(frozen=True, slots=True)
class ExpectedTotals:
    """Expected totals of some weeks, (M,) each, one for each state."""

    decided: Array
    """Proposals that customers decide on."""
    wins: Array
    bookings: Array
    """k."""
    margin: Array
    """k."""

    def __add__(self, other: ExpectedTotals) -> ExpectedTotals:
        return ExpectedTotals(
            self.decided + other.decided,
            self.wins + other.wins,
            self.bookings + other.bookings,
            self.margin + other.margin,
        )


StrikePeriods = Sequence[PlayedPeriod | None]
"""The period whose strikes hit each of M states; None for no strikes."""


def expect_period(
    firm: Firm, base: PlayedPeriod, starts: StateArrays, struck: StrikePeriods, rivals: StrikePeriods
) -> tuple[ExpectedTotals, StateArrays]:
    """Expected totals of a period from M states, under its move and signals, and the states at its end. `rivals` are
    the periods whose strikes on the rival hit each state, `struck` those of all other strikes and of the talk about
    earlier ones.
    """
    counts, stocks = arrays_to_state(starts)
    total = _zero_totals(len(struck))
    for place, week in enumerate(base.weeks):
        counts, stocks = _apply_strikes(firm, base, place, (counts, stocks), (struck, rivals))
        window = base.signals[place] + _talk_windows(base, place, struck)
        expected, counts, stocks = _expect_week(
            firm, week, counts, stocks, base.move, (base.open[place], window)
        )
        total = total + expected
    return total, state_to_arrays(counts, stocks)


def expect_year_after(firm: Firm, base: PlayedPeriod, ends: StateArrays) -> ExpectedTotals:
    """Expected totals of the four quarters after a period, from M states at its end, under the caretaker, without new
    strikes or signals.
    """
    counts, stocks = arrays_to_state(ends)
    total = _zero_totals(len(ends["felt"]))
    calm = np.zeros(len(firm.segments))
    for week in range(base.weeks.stop, base.weeks.stop + FRANCHISE_WEEKS):
        expected, counts, stocks = _expect_week(firm, week, counts, stocks, base.caretaker, (0.0, calm))
        total = total + expected
    return total


def _zero_totals(members: int) -> ExpectedTotals:
    return ExpectedTotals(*(np.zeros(members) for _ in range(4)))


def _expect_week(
    firm: Firm, week: int, c: Counts, s: Stocks, move: Allocation, signs: tuple[float, Array]
) -> tuple[ExpectedTotals, Counts, Stocks]:
    is_open, window = signs
    flowed = flow_from_time(firm, week, c, s, effective_time(firm, s, move, is_open), window)
    totals = map(np.asarray, (flowed.decided, flowed.wins, flowed.bookings, flowed.margin))
    return ExpectedTotals(*totals), flowed.counts, flowed.stocks


def _apply_strikes(
    firm: Firm,
    base: PlayedPeriod,
    place: int,
    state: tuple[Counts, Stocks],
    struck_and_rivals: tuple[StrikePeriods, StrikePeriods],
) -> tuple[Counts, Stocks]:
    """Counts and stocks after the strikes of a week, each applied to the states that it hits."""
    c, s = state
    for rival, by_state in enumerate(struck_and_rivals):
        for period in dict.fromkeys(p for p in by_state if p is not None):
            hit = np.array([p is period for p in by_state], dtype=float)
            for strike in period.strikes:
                if strike.rival is bool(rival) and period.place(strike.week, base) == place:
                    severity = strike.severity * hit
                    s = effects.apply_strike(s, strike.kind, strike.segment, severity, strike.answered)
                    lost = effects.account_loss_chance(
                        firm, strike.kind, strike.segment, severity, strike.answered
                    )
                    c = replace(c, accounts=c.accounts * (1 - lost))
    return c, s


def _talk_windows(base: PlayedPeriod, place: int, struck: StrikePeriods) -> Array:
    calm = np.zeros(base.signals.shape[1])
    return np.array([calm if p is None else p.talk[base.place(place, p)] for p in struck])
