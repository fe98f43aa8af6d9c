"""Disruptions as the laws see them: how much they open a window for talks, and how answers to them progress.

What a strike does to which quantity is in `effects`; when one strikes is in `world`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.model.arrays import Array, ScalarOrArray, add_last_axis, sum_last_axes
from sim.scenario.parameters import AnswerParameters, WindowParameters

BoolArray = NDArray[np.bool_]

MIN_FINISHED_PROGRESS = 1 - 1e-9
"""Progress from which an answer is finished: six weeks of a sixth are a whole, whatever their sum is rounded to."""


@dataclass(frozen=True, slots=True)
class Threats:
    """The disruptions that matter in a week, D of them, at its start (strikes of the week done)."""

    segment: Array
    """0 or 1, (..., D, S): the disruption's own segment."""
    weight: Array
    """severity times importance, (..., D)."""
    read: Array
    """severity as read times importance, (..., D)."""
    known: BoolArray
    """(..., D): noticed before this week, and neither struck nor known to be a false alarm."""
    open: BoolArray
    """(..., D): seen by now (this week counts), not yet struck, not fully answered."""
    recent: BoolArray
    """(..., D): struck in the last weeks, so that it is still talked about."""
    progress: Array
    """0..1, (..., D): answer a."""


def no_threats(segments: int) -> Threats:
    """A calm week."""
    none = np.zeros(0)
    off = np.zeros(0, dtype=bool)
    return Threats(np.zeros((0, segments)), none, none, off, off, off, none)


def window(threats: Threats, p: WindowParameters) -> Array:
    """What is at stake in each segment, (..., S): in full while it is seen and coming, in part after the strike."""
    talk = threats.weight * (threats.known + p.after * threats.recent)
    reach = p.elsewhere + (1 - p.elsewhere) * threats.segment
    return np.asarray(np.einsum("...d,...ds->...s", talk, reach))


def answer_effort(response: Array, sellers: ScalarOrArray, p: AnswerParameters) -> ScalarOrArray:
    """Effort (in weeks) that goes into answers in a week. `response` is (..., 3): strategic time spent on answers
    of each seat, `sellers` the filled share of seats.
    """
    weights = np.array([p.sellers, p.managers, p.leaders])
    return sum_last_axes(response * weights) * sellers


def progress_next(
    threats: Threats, effort_: ScalarOrArray, concentration: ScalarOrArray, p: AnswerParameters
) -> Array:
    """Progress of every answer after this week's effort, (..., D). Effort is shared among open ones by need to the
    power of the concentration; what one does not need to be finished is lost, as in any project.
    """
    need = np.where(threats.open, threats.read * (1 - threats.progress), 0.0)
    if np.any(np.not_equal(concentration, 1)):  # powers are slow
        need = np.where(threats.open, _raise_to_power(need, add_last_axis(concentration)), 0.0)
    total = np.add.reduce(need, axis=-1, keepdims=True)
    share = need / np.where(total > 0, total, 1.0)
    grown = threats.progress + add_last_axis(effort_) * share / p.effort
    return np.where(grown > MIN_FINISHED_PROGRESS, 1.0, grown)


def _raise_to_power(need: Array, power: Array) -> Array:
    """Needs to a power, against the greatest, as powers of very large or small ones leave the range of numbers."""
    most = need.max(axis=-1, keepdims=True, initial=0.0)
    return np.asarray((need / np.where(most > 0, most, 1.0)) ** power)


def answer_effect(progress: ScalarOrArray, p: AnswerParameters) -> ScalarOrArray:
    """How much of an answer counts: progress to a power, so that half an answer is an eighth."""
    return progress**p.power
