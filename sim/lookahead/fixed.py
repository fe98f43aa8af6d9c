"""Disruptions that a scenario fixes, as a team believes in them: it knows its industry, not its calendar.

How many of a type come, how hard they are and how likely they really strike is known; when, where and since when they
brew is the scenario's story. Each comes once, in any week of the game alike, and is used up when it has struck.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from sim.batch.timeline import Mask, Timeline, Whole, attributed
from sim.lookahead.watched import watched
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.scenario.disruptions import DisruptionType, FixedDisruption
from sim.view.view import Past, View


@dataclass(frozen=True, slots=True, order=True)
class Certain:
    """A fixed disruption that has not struck yet."""

    type: str
    severity: float
    chance: float
    """chance; that it really strikes."""


def certain(firm: Firm, view: View) -> tuple[Certain, ...]:
    """Those that have not struck yet, in an order that tells nothing of the calendar."""
    left = sorted((_certain(firm, fixed) for fixed in firm.scenario.disruptions.fixed), reverse=True)
    for past in view.struck:
        same = next((one for one in left if _is(past, one)), None)
        if same is not None:
            left.remove(same)
    return tuple(left)


def _certain(firm: Firm, fixed: FixedDisruption) -> Certain:
    chance = firm.scenario.disruptions.types[fixed.type].chance if fixed.chance is None else fixed.chance
    return Certain(fixed.type, fixed.severity, chance)


def _is(past: Past, one: Certain) -> bool:
    """Whether a strike was that one: what comes by chance is never exactly as hard."""
    return past.type == one.type and math.isclose(past.severity, one.severity)


def span(firm: Firm) -> tuple[int, int]:
    """Weeks in which fixed disruptions are believed to strike: from the first to before the second."""
    weeks = firm.scenario.weeks
    return min(firm.parameters.shocks.calm_weeks, weeks - 1), weeks


def chance_a_week(firm: Firm, strike: Whole) -> Array:
    """Chance that a fixed disruption strikes in a week."""
    first, end = span(firm)
    return np.where((first <= strike) & (strike < end), 1 / (end - first), 0.0)


@dataclass(frozen=True, slots=True)
class Unnoticed:
    """When a fixed disruption of a type may strike that has not been noticed yet."""

    strike: Whole
    """week, (n,)."""
    brews: Whole
    """week, (n,): since when it brews then."""
    passed: Array
    """chance, (n,): of that case or one before it."""
    over: float
    """chance; that its week is over, so that it can only have been a false alarm."""

    @property
    def to_come(self) -> float:
        """Chance that it is yet to come, and was not noticed."""
        return float(self.passed[-1]) if len(self.passed) else 0.0

    def chance(self, one: Certain) -> float:
        """Chance of what is known of it: it has not struck, and no signal is of it."""
        return self.to_come + (1 - one.chance) * self.over


def unnoticed(firm: Firm, view: View, kind: DisruptionType) -> Unnoticed:
    """What a view says of a fixed disruption of a type, if it is not one of its signals."""
    first, end = span(firm)
    weeks, leads = np.arange(max(first, view.week), end), np.arange(kind.lead[0], kind.lead[1] + 1)
    strike = np.repeat(weeks, len(leads))
    brews = strike - np.tile(leads, len(weeks))
    missed = np.exp(-watched(view).between(brews, view.week))
    chance = missed * chance_a_week(firm, strike) / len(leads)
    over = min(max(0, view.week - first), end - first) / (end - first)
    return Unnoticed(strike, brews, np.cumsum(chance), over)


def unseen(firm: Firm, law: Unnoticed, one: Certain, stream: np.random.Generator, free: Mask) -> Timeline:
    """One that no signal is of, in the futures in which it is `free` and still comes."""
    types = firm.scenario.disruptions.types
    future = np.flatnonzero(free & (stream.random(len(free)) * law.chance(one) < law.to_come))
    due = stream.random(len(future)) * law.to_come
    case = np.minimum(np.searchsorted(law.passed, due, side="right"), len(law.passed) - 1)
    index = list(types).index(one.type)
    drawn = attributed(firm, stream, future, law.strike[case], index, types[one.type])
    return replace(
        drawn,
        brews=law.brews[case],
        severity=np.full(len(future), one.severity),
        comes=stream.random(len(future)) < one.chance,
    )
