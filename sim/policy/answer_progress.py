"""Forecast how far an answer will be when its disruption strikes, from what a team knows and the laws of a week."""

from __future__ import annotations

import math

import numpy as np

from sim.model import threats
from sim.model.firm import Firm
from sim.model.move import Move
from sim.model.pressure import effective_split
from sim.view.view import Signal, View


def weekly_effort(firm: Firm, view: View, move: Move) -> float:
    """Weeks of effort that go into all answers in one week of this move, at the current pressure."""
    split = effective_split(np.array(move.split) / 100, view.pace.pressure, firm.parameters.pressure)
    filled = sum(seller.present for seller in view.sellers) / len(view.sellers)
    response = np.array(move.response) / 100
    return float(threats.answer_effort(split * response, filled, firm.parameters.answers))


def weeks_to_finish(firm: Firm, view: View, signal: Signal, move: Move) -> float:
    """Weeks until the answer to a signal is finished if its share of the effort stays the same. Infinite without
    effort.
    """
    effort = weekly_effort(firm, view, move) * effort_share(view, signal, move.concentration)
    wanted = (1 - signal.progress) * firm.parameters.answers.effort
    return wanted / effort if effort > 0 else math.inf


def progress_after(firm: Firm, view: View, signal: Signal, move: Move, weeks: float) -> float:
    """Progress (0..1) of the answer to a signal after some weeks of a move."""
    effort = weekly_effort(firm, view, move) * effort_share(view, signal, move.concentration)
    return min(1.0, signal.progress + effort * weeks / firm.parameters.answers.effort)


def effort_share(view: View, signal: Signal, concentration: float) -> float:
    """Share (0..1) of all effort that one signal gets: its need to the power of the concentration, normalised."""
    needs = {s.index: s.severity * s.importance * (1 - s.progress) for s in view.signals}
    largest = max(needs.values(), default=0.0)
    if largest <= 0 or needs[signal.index] <= 0:
        return 0.0
    weights = {index: (need / largest) ** concentration for index, need in needs.items() if need > 0}
    return float(weights[signal.index] / sum(weights.values()))


def worst_signal(view: View) -> Signal | None:
    """Return the unanswered signal with the most at stake. None if there is none."""
    open_ = [s for s in view.signals if s.progress < 1]
    return max(open_, key=lambda s: (s.severity * s.importance * (1 - s.progress), -s.index), default=None)
