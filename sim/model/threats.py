"""Disruptions as the laws see them: how they open a window for conversations, and how answers progress.

The effects of a strike are in `effects`, and the times of strikes in `world`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.model.arrays import Array, ScalarOrArray, add_last_axis, sum_last_axes
from sim.scenario.parameters import AnswerParameters, WindowParameters

BoolArray = NDArray[np.bool_]

MIN_FINISHED_PROGRESS = 1 - 1e-9
"""Progress from which an answer counts as finished, so that rounding does not matter: six weeks of a sixth are a
whole."""


@dataclass(frozen=True, slots=True)
class Threats:
    """The D disruptions that matter in a week, at its start and after its strikes."""

    segment: Array
    """0 or 1, (..., D, S); the disruption's own segment."""
    weight: Array
    """(..., D); severity times importance."""
    read: Array
    """(..., D); severity as read times importance."""
    known: BoolArray
    """(..., D); noticed before this week, and not known to have struck or been a false alarm."""
    open: BoolArray
    """(..., D); noticed by now (including this week), not yet struck, not fully answered."""
    recent: BoolArray
    """(..., D); struck in the last weeks, so that it is still talked about."""
    progress: Array
    """0..1, (..., D); progress of the answer."""


def no_threats(segments: int) -> Threats:
    """Return the threats of a week without disruptions."""
    none = np.zeros(0)
    off = np.zeros(0, dtype=bool)
    return Threats(np.zeros((0, segments)), none, none, off, off, off, none)


def window(threats: Threats, p: WindowParameters) -> Array:
    """What is at stake in each segment, (..., S): fully while a disruption is known and coming, partly after its
    strike.
    """
    talk = threats.weight * (threats.known + p.after * threats.recent)
    reach = p.elsewhere + (1 - p.elsewhere) * threats.segment
    return np.asarray(np.einsum("...d,...ds->...s", talk, reach))


def answer_effort(response: Array, sellers: ScalarOrArray, p: AnswerParameters) -> ScalarOrArray:
    """Weeks of effort that go into answers in one week. `response` (..., 3) is the strategic time each seat spends on
    answers, and `sellers` the filled share of seats.
    """
    weights = np.array([p.sellers, p.managers, p.leaders])
    return sum_last_axes(response * weights) * sellers


def progress_next(
    threats: Threats, effort: ScalarOrArray, concentration: ScalarOrArray, p: AnswerParameters
) -> Array:
    """Progress of every answer after this week's effort, (..., D). Effort is shared among open answers by need to the
    power of the concentration. Effort beyond what an answer needs is lost, as in any project.
    """
    need = np.where(threats.open, threats.read * (1 - threats.progress), 0.0)
    if np.any(np.not_equal(concentration, 1)):  # powers are slow
        need = np.where(threats.open, _raise_to_power(need, add_last_axis(concentration)), 0.0)
    total = np.add.reduce(need, axis=-1, keepdims=True)
    share = need / np.where(total > 0, total, 1.0)
    grown = threats.progress + add_last_axis(effort) * share / p.effort
    return np.where(grown > MIN_FINISHED_PROGRESS, 1.0, grown)


def _raise_to_power(need: Array, power: Array) -> Array:
    """Raise needs to a power, relative to the largest, because powers of very large or small needs would overflow."""
    largest = need.max(axis=-1, keepdims=True, initial=0.0)
    return np.asarray((need / np.where(largest > 0, largest, 1.0)) ** power)


def answer_effect(progress: ScalarOrArray, p: AnswerParameters) -> ScalarOrArray:
    """Effect of an answer: progress to a power, so that half an answer counts an eighth."""
    return progress**p.power
