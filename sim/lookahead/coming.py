"""What a team can believe of a disruption that it has seen: when it strikes and how hard, given how it is read.

Bayes' rule with the world's law as prior (rates, leads, severities, and that it was noticed when it was) and the error
of reading as likelihood.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.batch.timeline import Timeline, Whole
from sim.lookahead.base_rates import base_rates
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.signals import reading_error
from sim.scenario.disruptions import DisruptionType
from sim.view.view import Signal, View

MOST_WEEKS = 520
"""weeks; farthest that a strike can be believed off."""

FLOOR = 1e-9
"""chance; that the world's law is wrong about a week, as where a scenario fixes a disruption of its own."""

LEAST_ERROR = 1e-6
"""log units; of a reading that is as good as exact."""

GRID = np.linspace(-5.0, 3.0, 161)
"""log; severities against a type's mean on which beliefs are worked out."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What was watched so far: the cumulative rate of noticing before each week, (week + 1,)."""

    passed: Array

    def between(self, first: Whole | int, last: Whole | int) -> Array:
        """Cumulative rate from week `first` (before the game: from its start) to week `last`, not counting that."""
        most = len(self.passed) - 1
        return np.asarray(self.passed[np.clip(last, 0, most)] - self.passed[np.clip(first, 0, most)])


def watched(view: View) -> Watched:
    """From a team's books."""
    return Watched(np.concatenate([[0.0], np.cumsum([book.noticing for book in view.weeks])]))


def weeks_left(firm: Firm, view: View, signal: Signal) -> tuple[Array, Array]:
    """Weeks until a seen disruption strikes (0: in the week to come) and the chance of each."""
    if signal.weeks_left <= 0:
        return np.zeros(1), np.ones(1)
    left = np.arange(1, MOST_WEEKS + 1, dtype=np.int64)
    chance = (_prior(firm, view, signal, left) + FLOOR) * _likelihood(
        signal.weeks_left, left.astype(float), _error(firm, view, left.astype(float))
    )
    return left.astype(float), chance / chance.sum()


def _error(firm: Firm, view: View, left: Array) -> Array:
    error = reading_error(view.stocks.foresight, left, firm.parameters.signals)
    return np.maximum(error, LEAST_ERROR)


def _likelihood(read: float, truth: Array, error: Array) -> Array:
    """Density of a reading, up to what all truths share."""
    luck = (np.log(read) - np.log(truth)) / error
    logs = -0.5 * luck**2 - np.log(error)
    return np.asarray(np.exp(logs - logs.max()))


def _prior(firm: Firm, view: View, signal: Signal, left: Whole) -> Array:
    """Chance of a strike so many weeks from now that has been brewing, and was noticed first when it was; up to a
    factor.
    """
    kind = firm.scenario.disruptions.types[signal.type]
    strike = view.week + left
    leads = np.arange(kind.lead[0], kind.lead[1] + 1)
    brews = strike[:, np.newaxis] - leads
    unnoticed = np.exp(-watched(view).between(brews, signal.seen)) * (brews <= signal.seen)
    rates = base_rates(firm, kind)
    rate = rates[np.minimum(strike, len(rates) - 1)] if rates.any() else 1.0
    prior = unnoticed.mean(axis=-1) * rate
    return np.asarray(prior / prior.sum()) if prior.sum() > 0 else np.zeros(len(left))


def believed(firm: Firm, view: View, signal: Signal, stream: np.random.Generator, futures: int) -> Timeline:
    """A seen disruption in many futures: its week, severity and luck of reading as they may be."""
    kind = firm.scenario.disruptions.types[signal.type]
    weeks, chance = weeks_left(firm, view, signal)
    left = weeks[np.minimum(np.searchsorted(np.cumsum(chance), stream.random(futures)), len(weeks) - 1)]
    severity, luck = _severity(firm, view, signal, kind, left, stream.random(futures))
    strike = view.week + left.astype(np.int64)
    return Timeline(
        future=np.arange(futures),
        type=np.full(futures, list(firm.scenario.disruptions.types).index(signal.type)),
        segment=np.full(futures, signal.segment),
        severity=severity,
        strike=strike,
        brews=np.full(futures, signal.seen),
        comes=stream.random(futures) < signal.chance,
        threshold=np.zeros(futures),
        luck_severity=luck,
        seen=np.full(futures, signal.seen),
        progress=np.full(futures, signal.progress),
    )


def _severity(
    firm: Firm, view: View, signal: Signal, kind: DisruptionType, left: Array, uniform: Array
) -> tuple[Array, Array]:
    """Severities and lucks of reading that give the reading, for so many weeks left."""
    read = max(signal.severity, 1e-12)
    severity, luck = np.full(len(left), read), np.zeros(len(left))
    for weeks in np.unique(left[left > 0]):
        of = left == weeks
        error = float(_error(firm, view, np.array([weeks]))[0])
        severity[of] = _inverse(severities(kind, read, error), uniform[of])
        luck[of] = (np.log(read) - np.log(severity[of])) / error
    return severity, luck


def severities(kind: DisruptionType, read: float, error: float) -> tuple[Array, Array]:
    """Logs of severities and the chance of less than each, given a reading and its error. Around the reading the grid
    is as fine as its error.
    """
    mean = np.log(kind.severity)
    logs = np.unique(np.concatenate([GRID + mean, np.log(read) + error * np.linspace(-5, 5, 81)]))
    # the gamma density in logs: x^shape exp(-shape x / mean), times the density of the reading
    prior = kind.shape * (logs - np.exp(logs - mean))
    density = prior - 0.5 * ((np.log(read) - logs) / error) ** 2
    weight = np.exp(density - density.max())
    steps = np.diff(logs) * (weight[1:] + weight[:-1]) / 2
    passed = np.concatenate([[0.0], np.cumsum(steps)])
    return logs, passed / passed[-1]


def _inverse(law: tuple[Array, Array], uniform: Array) -> Array:
    logs, passed = law
    return np.asarray(np.exp(np.interp(uniform, passed, logs)))
