"""What a team can believe about an announced disruption: when it strikes and how severe it is, given its reading.

This is Bayes' rule. The prior is the world's law (rates, leads, severities, and the week in which it was noticed), and
the likelihood is the error of the reading. The disruption may be random, or one of those that the scenario fixes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.batch.timeline import BoolArray, IntArray, Timeline, search_rows
from sim.lookahead.fixed_disruptions import (
    PendingFixedDisruption,
    pending_fixed_disruptions,
    strike_week_chance,
    unnoticed_times,
)
from sim.lookahead.noticing import noticing_history
from sim.lookahead.pace_of_change import constant_pace
from sim.model.arrays import MIN_DIVISOR, Array
from sim.model.firm import Firm
from sim.model.signals import reading_error
from sim.model.world import strike_rates
from sim.scenario.disruptions import DisruptionType
from sim.view.view import Signal, View

MAX_WEEKS_LEFT = 520
"""Weeks until the farthest strike that is considered."""

CHANCE_FLOOR = 1e-9
"""Chance that the world's law is wrong about a week, for example because a scenario fixes a disruption with its own
lead."""

MIN_READING_ERROR = 1e-6
"""Log units; error of a reading that counts as exact."""

LOG_SEVERITY_GRID = np.linspace(-5.0, 3.0, 161)
"""Log severities relative to a type's mean, on which beliefs are computed."""

QUADRATURE_NODES, QUADRATURE_WEIGHTS = np.polynomial.hermite_e.hermegauss(24)
"""Nodes and weights of Gauss-Hermite quadrature for means over a standard normal."""


@dataclass(frozen=True, slots=True)
class SignalCauses:
    """Possible causes of a signal: first a random disruption, then each fixed one."""

    left: Array
    """weeks, (n,); possible times until the strike."""
    chance: Array
    """(causes, n); chance of that time and of the reading, by cause, up to a common factor."""
    weight: Array
    """(causes,); relative probability of each cause. They sum to 1."""

    @property
    def weeks(self) -> Array:
        """Chance of each number of weeks left, (n,), over all causes."""
        sums = self.chance.sum(axis=1)
        of_weeks = self.weight @ (self.chance / np.where(sums > 0, sums, 1.0)[:, np.newaxis])
        return np.asarray(of_weeks / of_weeks.sum())


def strike_week_chances(firm: Firm, view: View, signal: Signal) -> tuple[Array, Array]:
    """Return possible weeks until an announced disruption strikes (0: in the coming week), and the chance of each."""
    found = infer_causes(firm, view, signal, pending_fixed_disruptions(firm, view))
    return found.left, found.weeks


def infer_causes(
    firm: Firm, view: View, signal: Signal, fixed: Sequence[PendingFixedDisruption]
) -> SignalCauses:
    """Infer the possible causes of a signal."""
    kind, now = firm.scenario.disruptions.types[signal.type], signal.weeks_left <= 0
    left = np.zeros(1) if now else np.arange(1.0, MAX_WEEKS_LEFT + 1)
    strike = view.week + left.astype(np.int64)
    error = _reading_error(firm, view, left)
    week = (
        np.zeros(1) if now else _log_normal_density((np.log(signal.weeks_left) - np.log(left)) / error, error)
    )
    read = math.log(max(signal.severity, 1e-12))
    rates = strike_rates(firm, kind, constant_pace(firm, view.week))
    rate = rates[np.minimum(strike, len(rates) - 1)] + CHANCE_FLOOR
    table = np.full((1 + len(fixed), len(left)), -np.inf)
    brewed = _chance_unnoticed(view, signal, strike, np.arange(kind.lead[0], kind.lead[1] + 1)).mean(axis=-1)
    table[0] = np.log((brewed + CHANCE_FLOOR) * rate) + week + _log_reading_density(kind, read, error)
    for place, one in enumerate(fixed):
        unseen = unnoticed_times(firm, view, one).chance
        if one.type == signal.type and unseen > 0:
            coming = strike_week_chance(firm, strike[:, np.newaxis], one.leads) * _chance_unnoticed(
                view, signal, strike, one.leads
            )
            # relative to its being unnoticed, as it would be if another one caused this signal
            odds = np.log(coming.mean(axis=-1) / unseen + MIN_DIVISOR)
            table[place + 1] = (
                odds + week + _log_normal_density((read - math.log(one.severity)) / error, error)
            )
    chance = np.exp(table - table.max())
    weight = chance.sum(axis=1)
    return SignalCauses(left, chance, weight / weight.sum())


def _reading_error(firm: Firm, view: View, left: Array) -> Array:
    error = reading_error(view.stocks.foresight, left, firm.parameters.signals)
    return np.maximum(error, MIN_READING_ERROR)


def _log_normal_density(luck: Array, error: Array) -> Array:
    """Log density of a reading, up to a common constant."""
    return np.asarray(-0.5 * luck**2 - np.log(error))


def _log_reading_density(kind: DisruptionType, read: float, error: Array) -> Array:
    """Log density of the reading (a log) of a random disruption's severity for each error, up to the constant that
    `_log_normal_density` omits too.
    """
    off = read - error[:, np.newaxis] * QUADRATURE_NODES - math.log(kind.severity)
    density = kind.shape * (off - np.exp(np.minimum(off, 50.0)))
    largest = density.max(axis=1)
    mean = (
        np.exp(density - largest[:, np.newaxis]) @ QUADRATURE_WEIGHTS
    )  # the weights sum to the root of 2 pi, which is a common constant
    return np.asarray(largest + np.log(mean) + kind.shape * math.log(kind.shape) - math.lgamma(kind.shape))


def _chance_unnoticed(view: View, signal: Signal, strike: IntArray, leads: IntArray) -> Array:
    """Chance, (weeks, leads), that a disruption with this strike and lead was not noticed before it was. 0 if it could
    not be noticed then.
    """
    brews = strike[:, np.newaxis] - leads
    return np.asarray(np.exp(-noticing_history(view).between(brews, signal.seen)) * (brews <= signal.seen))


def draw_seen_disruption(
    firm: Firm,
    view: View,
    signal: Signal,
    found: SignalCauses,
    fixed: Sequence[PendingFixedDisruption],
    free: BoolArray,
    stream: np.random.Generator,
) -> Timeline:
    """Draw the week, severity and luck of reading of an announced disruption in many futures. `free` (futures, fixed)
    are the fixed ones that no other signal belongs to. Those that cause this one are removed from it.
    """
    futures, kinds = len(free), firm.scenario.disruptions.types
    cause = _draw_columns(found.weight * np.c_[np.ones(futures), free], np.arange(futures), stream)
    left = found.left[_draw_columns(found.chance, cause, stream)]
    severity, luck = _draw_severity(firm, view, signal, kinds[signal.type], left, stream.random(futures))
    chance = np.full(futures, signal.chance)
    for place, one in enumerate(fixed):
        mine = cause == place + 1
        severity[mine], chance[mine], free[mine, place] = one.severity, one.chance, False
        off = math.log(max(signal.severity, 1e-12)) - math.log(one.severity)
        luck[mine] = off / _reading_error(firm, view, left[mine])
    return Timeline(
        future=np.arange(futures),
        type=np.full(futures, list(kinds).index(signal.type)),
        segment=np.full(futures, signal.segment),
        severity=severity,
        strike=view.week + left.astype(np.int64),
        brews=np.full(futures, signal.seen),
        comes=stream.random(futures) < chance,
        threshold=np.zeros(futures),
        luck_severity=luck,
        seen=np.full(futures, signal.seen),
        progress=np.full(futures, signal.progress),
    )


def _draw_columns(weights: Array, row: IntArray, stream: np.random.Generator) -> IntArray:
    """Draw a column for each given row, by the weights of that row."""
    passed = np.cumsum(weights, axis=1)
    return search_rows(passed, row, stream.random(len(row)) * passed[row, -1])


def _draw_severity(
    firm: Firm, view: View, signal: Signal, kind: DisruptionType, left: Array, uniform: Array
) -> tuple[Array, Array]:
    """Draw severities and lucks that result in the reading, given the weeks left."""
    read = max(signal.severity, 1e-12)
    severity, luck = np.full(len(left), read), np.zeros(len(left))
    for weeks in np.unique(left[left > 0]):
        rows = left == weeks
        error = float(_reading_error(firm, view, np.array([weeks]))[0])
        severity[rows] = _invert_cdf(severity_posterior(kind, read, error), uniform[rows])
        luck[rows] = (np.log(read) - np.log(severity[rows])) / error
    return severity, luck


def severity_posterior(kind: DisruptionType, read: float, error: float) -> tuple[Array, Array]:
    """Return logs of severities with their cumulative chances, given a reading and its error. Around the reading the
    grid is as fine as the error.
    """
    mean = np.log(kind.severity)
    logs = np.unique(
        np.concatenate([LOG_SEVERITY_GRID + mean, np.log(read) + error * np.linspace(-5, 5, 81)])
    )
    # gamma density of the log: x^shape exp(-shape x / mean), times the density of the reading
    prior = kind.shape * (logs - np.exp(logs - mean))
    density = prior - 0.5 * ((np.log(read) - logs) / error) ** 2
    weight = np.exp(density - density.max())
    steps = np.diff(logs) * (weight[1:] + weight[:-1]) / 2
    passed = np.concatenate([[0.0], np.cumsum(steps)])
    return logs, passed / passed[-1]


def _invert_cdf(law: tuple[Array, Array], uniform: Array) -> Array:
    logs, passed = law
    return np.asarray(np.exp(np.interp(uniform, passed, logs)))
