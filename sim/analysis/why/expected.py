"""What a period could be expected to bring: the flow through its weeks, for several states at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.analysis.why.period import Period
from sim.analysis.why.state import StateArrays, as_state, levels
from sim.model import effects
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.flow import flow_lived
from sim.model.levels import Counts, Stocks
from sim.model.move import Allocation
from sim.model.week import live
from sim.scenario.scenario import FRANCHISE_WEEKS


@dataclass(frozen=True, slots=True)
class Brought:
    """What some weeks are expected to bring, (M,) each, one for each state."""

    decided: Array
    """proposals that customers decide on."""
    wins: Array
    bookings: Array
    """k."""
    margin: Array
    """k."""

    def __add__(self, other: Brought) -> Brought:
        return Brought(
            self.decided + other.decided,
            self.wins + other.wins,
            self.bookings + other.bookings,
            self.margin + other.margin,
        )


Whose = Sequence[Period | None]
"""Whose strikes each of M states lives; None lives none."""


def expect_period(
    firm: Firm, base: Period, starts: StateArrays, struck: Whose, rivals: Whose
) -> tuple[Brought, StateArrays]:
    """What the weeks of a period bring from M states under its move and signals, and where they lead. `rivals` says
    whose strikes on the rival a state lives, `struck` whose other strikes, and the talk of those before.
    """
    counts, stocks = levels(starts)
    total = _none(len(struck))
    for place, week in enumerate(base.weeks):
        counts, stocks = _strikes(firm, base, place, (counts, stocks), (struck, rivals))
        window = base.signals[place] + _talk(base, place, struck)
        brought, counts, stocks = _week(firm, week, counts, stocks, base.move, (base.open[place], window))
        total = total + brought
    return total, as_state(counts, stocks)


def year_after(firm: Firm, base: Period, ends: StateArrays) -> Brought:
    """What the four quarters after a period bring from M states at its end, under the caretaker, where nothing new
    strikes and nothing is seen coming.
    """
    counts, stocks = levels(ends)
    total = _none(len(ends["felt"]))
    calm = np.zeros(len(firm.segments))
    for week in range(base.weeks.stop, base.weeks.stop + FRANCHISE_WEEKS):
        brought, counts, stocks = _week(firm, week, counts, stocks, base.caretaker, (0.0, calm))
        total = total + brought
    return total


def _none(members: int) -> Brought:
    return Brought(*(np.zeros(members) for _ in range(4)))


def _week(
    firm: Firm, week: int, c: Counts, s: Stocks, move: Allocation, signs: tuple[float, Array]
) -> tuple[Brought, Counts, Stocks]:
    is_open, window = signs
    flowed = flow_lived(firm, week, c, s, live(firm, s, move, is_open), window)
    brought = (flowed.decided, flowed.wins, flowed.bookings, flowed.margin)
    return Brought(*(np.asarray(b) for b in brought)), flowed.counts, flowed.stocks


def _strikes(
    firm: Firm, base: Period, place: int, state: tuple[Counts, Stocks], lived_by: tuple[Whose, Whose]
) -> tuple[Counts, Stocks]:
    """Counts and stocks after the strikes of a week, each in the states that live it."""
    c, s = state
    for rival, every in enumerate(lived_by):
        for whose in dict.fromkeys(p for p in every if p is not None):
            there = np.array([p is whose for p in every], dtype=float)
            for one in whose.strikes:
                if one.rival is bool(rival) and whose.place(one.week, base) == place:
                    severity = one.severity * there
                    s = effects.strike(s, one.kind, one.segment, severity, one.done)
                    gone = effects.accounts_lost(firm, one.kind, one.segment, severity, one.done)
                    c = replace(c, accounts=c.accounts * (1 - gone))
    return c, s


def _talk(base: Period, place: int, struck: Whose) -> Array:
    calm = np.zeros(base.signals.shape[1])
    return np.array([calm if p is None else p.talk[base.place(place, p)] for p in struck])
