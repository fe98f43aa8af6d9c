"""The change between two periods, split into causes by the Shapley value (docs/reference/why.md).

The players are three *channels* (volume, win rate, deal size) and three *forces* (disruption, rival, people). A force
is switched by moving its part of the state, and its strikes, from one period into the other. The rest of the state, the
move and the calendar act through the channels: expected bookings are decisions x win rate x deal size, and a channel is
switched by taking its factor from one period or the other. Luck is the result less the expected result, now less then.
So the seven causes sum to the change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args

import numpy as np

from sim.analysis.why.expected_period import ExpectedTotals, expect_period, expect_year_after
from sim.analysis.why.played_period import RIVAL_STOCKS, PlayedPeriod
from sim.analysis.why.shapley import shapley
from sim.analysis.why.state_arrays import StateArrays, add_arrays, stack_states
from sim.model.arrays import MIN_DIVISOR, Array
from sim.model.firm import Firm

Cause = Literal["volume", "win rate", "deal size", "disruption", "rival", "people", "luck"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
LUCK_CAUSE: Cause = "luck"

PEOPLE_STOCKS = ("filled", "ramp", "burnout", "felt", "culture", "capability", "skill")
"""Stocks that belong to the people: presence, ramp, burnout, pressure and abilities."""
FORCE_COUNT = 3


@dataclass(frozen=True, slots=True)
class ComparedPeriod:
    """One of the two periods that are compared."""

    period: PlayedPeriod
    struck: StateArrays
    """Effect of all earlier strikes on the state at the start."""

    def calm(self, name: str) -> Array:
        """A part of the state at the start, without the effect of strikes."""
        return self.period.start[name] - self.struck[name]


@dataclass(frozen=True, slots=True)
class ExpectedFactors:
    """Expected factors, (2, 2, 2, 2) each: by the forces (0 as then, 1 as now, in the order disruption, rival, people),
    and by everything else on the last axis. Bookings are the product of the first three.
    """

    decided: Array
    """Decisions of customers."""
    win_rate: Array
    """0..1."""
    size: Array
    """k; mean value of a win."""
    other_margin: Array
    """k; margin that does not depend on bookings: recurring revenue less the cost of people."""


@dataclass(frozen=True, slots=True)
class ChangeSplit:
    """A change and its causes, in k."""

    then: float
    """k; result of the period before."""
    now: float
    """k; result of this period."""
    expected_then: float
    expected_now: float
    by_cause: Mapping[Cause, float]
    """k; share of each cause, in the order of `CAUSES`. The shares sum to the change."""
    factors: ExpectedFactors

    @property
    def change(self) -> float:
        """Now less then."""
        return self.now - self.then

    @property
    def largest(self) -> Cause:
        """The cause with the largest share in either direction."""
        return max(CAUSES, key=lambda cause: abs(self.by_cause[cause]))


def split_change(firm: Firm, then: ComparedPeriod, now: ComparedPeriod) -> tuple[ChangeSplit, ChangeSplit]:
    """Split the change of bookings, and that of value."""
    periods, years = zip(*(_expected_by_forces(firm, base, then, now) for base in (then, now)), strict=True)
    share = firm.parameters.money.bookings
    bookings = _factors(periods, share)
    value = _factors([a + b for a, b in zip(periods, years, strict=True)], share)
    sides = (then.period, now.period)
    values = [_period_value(firm, period) for period in sides]
    return (
        _make_split(_coalition_bookings(bookings), bookings, [period.bookings for period in sides]),
        _make_split(_coalition_bookings(value) * share + _other_margin(value), value, values),
    )


def _period_value(firm: Firm, period: PlayedPeriod) -> float:
    """k; margin of a period, and the expected margin of the year after it."""
    return period.margin + float(expect_year_after(firm, period, stack_states([period.end])).margin[0])


def _expected_by_forces(
    firm: Firm, base: ComparedPeriod, then: ComparedPeriod, now: ComparedPeriod
) -> tuple[ExpectedTotals, ExpectedTotals]:
    """Expected totals of the weeks of one side, and of the year after, with each force as then or as now."""
    sides = (then, now)
    coalitions = list(product((0, 1), repeat=FORCE_COUNT))
    starts = [_combined_start(base, sides[d], sides[r], sides[p]) for d, r, p in coalitions]
    struck = [sides[d].period for d, _, _ in coalitions]
    rivals = [sides[r].period for _, r, _ in coalitions]
    totals, ends = expect_period(firm, base.period, stack_states(starts), struck, rivals)
    return totals, expect_year_after(firm, base.period, ends)


def _combined_start(
    base: ComparedPeriod, disruption: ComparedPeriod, rival: ComparedPeriod, people: ComparedPeriod
) -> StateArrays:
    """A start combined from parts of both periods."""
    calm = {name: base.calm(name) for name in base.struck}
    calm |= {name: people.calm(name) for name in PEOPLE_STOCKS}
    return add_arrays(calm, disruption.struck) | {name: rival.period.start[name] for name in RIVAL_STOCKS}


def _factors(by_base: list[ExpectedTotals] | tuple[ExpectedTotals, ...], share: float) -> ExpectedFactors:
    def grid(name: str) -> Array:
        return np.stack([getattr(b, name).reshape((2,) * FORCE_COUNT) for b in by_base], axis=-1)

    decided, wins, bookings = grid("decided"), grid("wins"), grid("bookings")
    return ExpectedFactors(
        decided, _ratio(wins, decided), _ratio(bookings, wins), grid("margin") - share * bookings
    )


def _ratio(part: Array, whole: Array) -> Array:
    """Part / whole. If the whole is 0, the ratio of the other period counts, so that it does not change."""
    known = whole > 0
    ratio = part / np.maximum(whole, MIN_DIVISOR)
    other = np.flip(np.where(known, ratio, 0.0), axis=-1)
    return np.where(known, ratio, other)


def _coalition_bookings(f: ExpectedFactors) -> Array:
    """k; expected bookings of every coalition, (2,) * 6: volume, win rate, deal size, then the forces."""
    volume, rate, size = (np.moveaxis(x, -1, 0) for x in (f.decided, f.win_rate, f.size))
    return np.asarray(volume[:, None, None] * rate[None, :, None] * size[None, None, :])


def _other_margin(f: ExpectedFactors) -> Array:
    """k; the rest of the margin, which counts as volume."""
    return np.moveaxis(f.other_margin, -1, 0)[:, None, None]


def _make_split(coalitions: Array, factors: ExpectedFactors, results: list[float]) -> ChangeSplit:
    then, now = results
    expected_then, expected_now = float(coalitions.flat[0]), float(coalitions.flat[-1])
    shares = [*shapley(coalitions).tolist(), (now - expected_now) - (then - expected_then)]
    return ChangeSplit(
        then, now, expected_then, expected_now, dict(zip(CAUSES, shares, strict=True)), factors
    )
