"""What a team believes about disruptions that a scenario fixes: it knows its industry, but not its calendar.

It knows how many of a type will come, how severe they are, their lead and how likely they really strike. When and where
they strike is part of the scenario's story. Each comes once. It is equally likely to become noticeable in any week of
the game for which it strikes within the game.
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
    """chance; probability that it really strikes."""
    shortest: int
    longest: int
    """Limits in weeks of the time before the strike in which it can be noticed."""

    @property
    def leads(self) -> IntArray:
        """Equally likely leads in weeks, (n,)."""
        return np.arange(self.shortest, self.longest + 1)


def pending_fixed_disruptions(firm: Firm, view: View) -> tuple[PendingFixedDisruption, ...]:
    """Return those that have not struck yet, in an order that reveals nothing about the calendar."""
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
    """Return whether a strike was this disruption. Random ones never have exactly the same severity."""
    return past.type == one.type and math.isclose(past.severity, one.severity)


def strike_week_chance(firm: Firm, strike: IntArray, lead: IntArray) -> Array:
    """Return the chance that a fixed disruption with this lead strikes in a week."""
    first, end = _first_strike_week(firm, lead), firm.scenario.weeks
    return np.where((first <= strike) & (strike < end), 1 / (end - first), 0.0)


def _first_strike_week(firm: Firm, lead: IntArray) -> IntArray:
    """Return the first week in which a fixed disruption is believed to strike."""
    return np.clip(lead, firm.parameters.shocks.calm_weeks, firm.scenario.weeks - 1)


@dataclass(frozen=True, slots=True)
class UnnoticedTimes:
    """When a fixed disruption that has not been noticed may strike."""

    strike: IntArray
    """Weeks of the strike, (n,)."""
    brews: IntArray
    """First weeks in which it can be noticed in these cases, (n,)."""
    passed: Array
    """Cumulative chances of these cases, (n,)."""
    over: float
    """chance; that its week is over because it was a false alarm."""

    @property
    def to_come(self) -> float:
        """Chance that it is still to come and was not noticed."""
        return float(self.passed[-1]) if len(self.passed) else 0.0

    @property
    def chance(self) -> float:
        """Chance of the observations: it has not struck, and is not the cause of a signal."""
        return self.to_come + self.over


def unnoticed_times(firm: Firm, view: View, one: PendingFixedDisruption) -> UnnoticedTimes:
    """Return what a view implies about a fixed disruption, if it is not the cause of a signal."""
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
    """Draw a disruption that no signal belongs to, in the futures in which it is `free` and still comes."""
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
