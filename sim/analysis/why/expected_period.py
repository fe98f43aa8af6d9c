"""What a period could be expected to bring: the flow through its weeks, for several states at once."""

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
    """What some weeks are expected to bring, (M,) each, one for each state."""

    decided: Array
    """proposals that customers decide on."""
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
"""Whose strikes each of M states goes through; None: no strikes."""


def expect_period(
    firm: Firm, base: PlayedPeriod, starts: StateArrays, struck: StrikePeriods, rivals: StrikePeriods
) -> tuple[ExpectedTotals, StateArrays]:
    """What the weeks of a period bring from M states under its move and signals, and where they lead. `rivals` says
    whose strikes on the rival a state goes through, `struck` whose other strikes, and the talk about those before.
    """
    counts, stocks = arrays_to_state(starts)
    total = _zero_totals(len(struck))
    for place, week in enumerate(base.weeks):
        counts, stocks = _apply_strikes(firm, base, place, (counts, stocks), (struck, rivals))
        window = base.signals[place] + _talk_windows(base, place, struck)
        brought, counts, stocks = _expect_week(
            firm, week, counts, stocks, base.move, (base.open[place], window)
        )
        total = total + brought
    return total, state_to_arrays(counts, stocks)


def expect_year_after(firm: Firm, base: PlayedPeriod, ends: StateArrays) -> ExpectedTotals:
    """What the four quarters after a period bring from M states at its end, under the caretaker, where nothing new
    strikes and nothing is seen coming.
    """
    counts, stocks = arrays_to_state(ends)
    total = _zero_totals(len(ends["felt"]))
    calm = np.zeros(len(firm.segments))
    for week in range(base.weeks.stop, base.weeks.stop + FRANCHISE_WEEKS):
        brought, counts, stocks = _expect_week(firm, week, counts, stocks, base.caretaker, (0.0, calm))
        total = total + brought
    return total


def _zero_totals(members: int) -> ExpectedTotals:
    return ExpectedTotals(*(np.zeros(members) for _ in range(4)))


def _expect_week(
    firm: Firm, week: int, c: Counts, s: Stocks, move: Allocation, signs: tuple[float, Array]
) -> tuple[ExpectedTotals, Counts, Stocks]:
    is_open, window = signs
    flowed = flow_from_time(firm, week, c, s, effective_time(firm, s, move, is_open), window)
    brought = (flowed.decided, flowed.wins, flowed.bookings, flowed.margin)
    return ExpectedTotals(*(np.asarray(b) for b in brought)), flowed.counts, flowed.stocks


def _apply_strikes(
    firm: Firm,
    base: PlayedPeriod,
    place: int,
    state: tuple[Counts, Stocks],
    lived_by: tuple[StrikePeriods, StrikePeriods],
) -> tuple[Counts, Stocks]:
    """Counts and stocks after the strikes of a week, each in the states that go through it."""
    c, s = state
    for rival, every in enumerate(lived_by):
        for whose in dict.fromkeys(p for p in every if p is not None):
            there = np.array([p is whose for p in every], dtype=float)
            for one in whose.strikes:
                if one.rival is bool(rival) and whose.place(one.week, base) == place:
                    severity = one.severity * there
                    s = effects.apply_strike(s, one.kind, one.segment, severity, one.done)
                    gone = effects.account_loss_chance(firm, one.kind, one.segment, severity, one.done)
                    c = replace(c, accounts=c.accounts * (1 - gone))
    return c, s


def _talk_windows(base: PlayedPeriod, place: int, struck: StrikePeriods) -> Array:
    calm = np.zeros(base.signals.shape[1])
    return np.array([calm if p is None else p.talk[base.place(place, p)] for p in struck])
