"""The split of a change: what moved between two periods, cause by cause, by the Shapley value (docs/reference/why.md).

The players are three *channels* (volume, win rate, deal size) and three *forces* (disruption, rival, people). A force
is switched by putting its part of the state, and its strikes, from the one period into the other. What is left of the
state, the move and the calendar works through the channels: expected bookings are decisions x win rate x deal size,
and a channel is switched by taking its factor from the one period or the other. Luck is what came out less what was
expected, now less then. So the seven sum to the change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args

import numpy as np

from sim.analysis.why.expected import Brought, expect_period, year_after
from sim.analysis.why.period import RIVAL, Period
from sim.analysis.why.shapley import shapley
from sim.analysis.why.state import StateArrays, plus, stack_states
from sim.model.arrays import LEAST, Array
from sim.model.firm import Firm

Cause = Literal["volume", "win rate", "deal size", "disruption", "rival", "people", "luck"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
LUCK: Cause = "luck"

PEOPLE = ("filled", "ramp", "burnout", "felt", "culture", "capability", "skill")
"""Stocks that are people: who is there and how far along, how tired, how pressed, how able."""
FORCES = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two periods."""

    period: Period
    struck: StateArrays
    """what all strikes before it have done to the state at its start."""

    def calm(self, name: str) -> Array:
        """A part of its state at the start, without what strikes have done."""
        return self.period.start[name] - self.struck[name]


@dataclass(frozen=True, slots=True)
class Factors:
    """What was expected, by the forces (0 as then, 1 as now, in the order disruption, rival, people) and by all else
    (last axis), (2, 2, 2, 2) each. Bookings are the product of the first three.
    """

    decided: Array
    """decisions of customers."""
    win_rate: Array
    """0..1."""
    size: Array
    """k; mean worth of a win."""
    besides: Array
    """k; margin that does not hang on bookings: of customers on recurring revenue, less what people cost."""


@dataclass(frozen=True, slots=True)
class ChangeSplit:
    """A change and its causes, in k."""

    then: float
    """as it came out in the period before."""
    now: float
    """as it came out in this one."""
    expected_then: float
    expected_now: float
    by_cause: Mapping[Cause, float]
    """in the order of `CAUSES`; they sum to the change."""
    factors: Factors

    @property
    def change(self) -> float:
        """Now less then."""
        return self.now - self.then

    @property
    def largest(self) -> Cause:
        """The cause that moved most, either way."""
        return max(CAUSES, key=lambda cause: abs(self.by_cause[cause]))


def split(firm: Firm, then: Side, now: Side) -> tuple[ChangeSplit, ChangeSplit]:
    """The change of bookings, and of value."""
    periods, years = zip(*(_expect_side(firm, base, then, now) for base in (then, now)), strict=True)
    p = firm.parameters.money.bookings
    bookings = _factors(periods, p)
    value = _factors([a + b for a, b in zip(periods, years, strict=True)], p)
    sides = (then.period, now.period)
    worths = [_worth(firm, one) for one in sides]
    return (
        _split(_coalitions(bookings), bookings, [one.bookings for one in sides]),
        _split(_coalitions(value) * p + _besides(value), value, worths),
    )


def _worth(firm: Firm, one: Period) -> float:
    """k; margin of a period as it came out, and that of the year after it as expected where it led."""
    return one.margin + float(year_after(firm, one, stack_states([one.end])).margin[0])


def _expect_side(firm: Firm, base: Side, then: Side, now: Side) -> tuple[Brought, Brought]:
    """What the weeks of one side, and the year after, bring with each force as then or as now."""
    sides = (then, now)
    coalitions = list(product((0, 1), repeat=FORCES))
    starts = [_start(base, sides[d], sides[r], sides[p]) for d, r, p in coalitions]
    struck = [sides[d].period for d, _, _ in coalitions]
    rivals = [sides[r].period for _, r, _ in coalitions]
    brought, ends = expect_period(firm, base.period, stack_states(starts), struck, rivals)
    return brought, year_after(firm, base.period, ends)


def _start(base: Side, disruption: Side, rival: Side, people: Side) -> StateArrays:
    """A start put together of parts of both periods."""
    calm = {name: base.calm(name) for name in base.struck}
    calm |= {name: people.calm(name) for name in PEOPLE}
    return plus(calm, disruption.struck) | {name: rival.period.start[name] for name in RIVAL}


def _factors(by_base: list[Brought] | tuple[Brought, ...], share: float) -> Factors:
    def grid(name: str) -> Array:
        return np.stack([getattr(b, name).reshape((2,) * FORCES) for b in by_base], axis=-1)

    decided, wins, bookings = grid("decided"), grid("wins"), grid("bookings")
    return Factors(decided, _ratio(wins, decided), _ratio(bookings, wins), grid("margin") - share * bookings)


def _ratio(part: Array, whole: Array) -> Array:
    """Part / whole. Where the whole is nothing the ratio is that of the other period, so that it does not move."""
    known = whole > 0
    found = part / np.maximum(whole, LEAST)
    other = np.flip(np.where(known, found, 0.0), axis=-1)
    return np.where(known, found, other)


def _coalitions(f: Factors) -> Array:
    """k; expected bookings of every coalition, (2,) * 6: volume, win rate, deal size, then the forces."""
    volume, rate, size = (np.moveaxis(x, -1, 0) for x in (f.decided, f.win_rate, f.size))
    return np.asarray(volume[:, None, None] * rate[None, :, None] * size[None, None, :])


def _besides(f: Factors) -> Array:
    """k; the rest of the margin, which goes with the volume."""
    return np.moveaxis(f.besides, -1, 0)[:, None, None]


def _split(coalitions: Array, factors: Factors, came: list[float]) -> ChangeSplit:
    then, now = came
    expected_then, expected_now = float(coalitions.flat[0]), float(coalitions.flat[-1])
    shares = [*shapley(coalitions).tolist(), (now - expected_now) - (then - expected_then)]
    return ChangeSplit(
        then, now, expected_then, expected_now, dict(zip(CAUSES, shares, strict=True)), factors
    )
