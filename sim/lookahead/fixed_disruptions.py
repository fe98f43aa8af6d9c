"""Disruptions that a scenario fixes, as a team believes in them: it knows its industry, not its calendar.

How many of a type come, how hard they are, how long they brew and how likely they really strike is known; when and
where is the scenario's story. Each comes once and is used up when it has struck. As every story can be seen coming, it
begins to brew in any week of the game alike, so that it strikes within it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from sim.batch.timeline import BoolArray, IntArray, Timeline, draw_attributes
from sim.lookahead.noticing import noticing_history
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.scenario.disruptions import FixedDisruption
from sim.view.view import PastStrike, View


@dataclass(frozen=True, slots=True, order=True)
class PendingFixedDisruption:
    """A fixed disruption that has not struck yet."""

    type: str
    severity: float
    chance: float
    """chance; that it really strikes."""
    shortest: int
    longest: int
    """weeks; that it brews."""

    @property
    def leads(self) -> IntArray:
        """Weeks that it may brew, each alike, (n,)."""
        return np.arange(self.shortest, self.longest + 1)


def pending_fixed_disruptions(firm: Firm, view: View) -> tuple[PendingFixedDisruption, ...]:
    """Those that have not struck yet, in an order that reveals nothing of the calendar."""
    left = sorted(
        (_pending_disruption(firm, fixed) for fixed in firm.scenario.disruptions.fixed), reverse=True
    )
    for past in view.struck:
        same = next((one for one in left if _matches(past, one)), None)
        if same is not None:
            left.remove(same)
    return tuple(left)


def _pending_disruption(firm: Firm, fixed: FixedDisruption) -> PendingFixedDisruption:
    kind = firm.scenario.disruptions.types[fixed.type]
    chance = kind.chance if fixed.chance is None else fixed.chance
    shortest, longest = kind.lead if fixed.lead is None else (fixed.lead, fixed.lead)
    return PendingFixedDisruption(fixed.type, fixed.severity, chance, shortest, longest)


def _matches(past: PastStrike, one: PendingFixedDisruption) -> bool:
    """Whether a strike was that one: what comes by chance is never exactly as hard."""
    return past.type == one.type and math.isclose(past.severity, one.severity)


def strike_week_chance(firm: Firm, strike: IntArray, lead: IntArray) -> Array:
    """Chance that what is fixed and brews so long strikes in a week."""
    first, end = _first_strike_week(firm, lead), firm.scenario.weeks
    return np.where((first <= strike) & (strike < end), 1 / (end - first), 0.0)


def _first_strike_week(firm: Firm, lead: IntArray) -> IntArray:
    """First week in which what is fixed is believed to strike."""
    return np.clip(lead, firm.parameters.shocks.calm_weeks, firm.scenario.weeks - 1)


@dataclass(frozen=True, slots=True)
class UnnoticedTimes:
    """When a fixed disruption may strike that has not been noticed yet."""

    strike: IntArray
    """week, (n,)."""
    brews: IntArray
    """week, (n,): since when it brews then."""
    passed: Array
    """chance, (n,): of that case or one before it."""
    over: float
    """chance; that its week is over, as it was a false alarm."""

    @property
    def to_come(self) -> float:
        """Chance that it is yet to come, and was not noticed."""
        return float(self.passed[-1]) if len(self.passed) else 0.0

    @property
    def chance(self) -> float:
        """Chance of what is known of it: it has not struck, and no signal is of it."""
        return self.to_come + self.over


def unnoticed_times(firm: Firm, view: View, one: PendingFixedDisruption) -> UnnoticedTimes:
    """What a view says of a fixed disruption, if it is not one of its signals."""
    leads, end = one.leads, firm.scenario.weeks
    weeks = np.arange(view.week, max(view.week, end))
    strike, lead = np.repeat(weeks, len(leads)), np.tile(leads, len(weeks))
    missed = np.exp(-noticing_history(view).between(strike - lead, view.week))
    chance = missed * strike_week_chance(firm, strike, lead) / len(leads)
    first = _first_strike_week(firm, leads)
    gone = float(np.mean(np.clip((view.week - first) / (end - first), 0, 1)))
    return UnnoticedTimes(strike, strike - lead, np.cumsum(chance), (1 - one.chance) * gone)


def draw_unseen_disruption(
    firm: Firm, law: UnnoticedTimes, one: PendingFixedDisruption, stream: np.random.Generator, free: BoolArray
) -> Timeline:
    """One that no signal is of, in the futures in which it is `free` and still comes."""
    types = firm.scenario.disruptions.types
    future = np.flatnonzero(free & (stream.random(len(free)) * law.chance < law.to_come))
    due = stream.random(len(future)) * law.to_come
    case = np.minimum(np.searchsorted(law.passed, due, side="right"), len(law.passed) - 1)
    index = list(types).index(one.type)
    drawn = draw_attributes(firm, stream, future, law.strike[case], index, types[one.type])
    return replace(
        drawn,
        brews=law.brews[case],
        severity=np.full(len(future), one.severity),
        comes=stream.random(len(future)) < one.chance,
    )
