"""How far an answer can be when its disruption strikes, under a move: by the laws of a week, from what a team knows."""

from __future__ import annotations

import math

import numpy as np

from sim.model import threats
from sim.model.firm import Firm
from sim.model.move import Move
from sim.model.pressure import effective_split
from sim.view.view import Signal, View


def weekly_effort(firm: Firm, view: View, move: Move) -> float:
    """Weeks of effort; that go into all answers in a week of this move, under today's pressure."""
    split = effective_split(np.array(move.split) / 100, view.pace.pressure, firm.parameters.pressure)
    filled = sum(seller.present for seller in view.sellers) / len(view.sellers)
    response = np.array(move.response) / 100
    return float(threats.answer_effort(split * response, filled, firm.parameters.answers))


def weeks_to_finish(firm: Firm, view: View, signal: Signal, move: Move) -> float:
    """weeks; until the answer to a signal is finished, its share of the effort staying as it is now; infinite where
    there is none.
    """
    effort = weekly_effort(firm, view, move) * effort_share(view, signal, move.concentration)
    wanted = (1 - signal.progress) * firm.parameters.answers.effort
    return wanted / effort if effort > 0 else math.inf


def progress_after(firm: Firm, view: View, signal: Signal, move: Move, weeks: float) -> float:
    """0..1; how far the answer to a signal is after some weeks of a move."""
    effort = weekly_effort(firm, view, move) * effort_share(view, signal, move.concentration)
    return min(1.0, signal.progress + effort * weeks / firm.parameters.answers.effort)


def effort_share(view: View, signal: Signal, concentration: float) -> float:
    """0..1; the part of all effort that one signal gets: its need to the power of the concentration."""
    needs = {s.index: s.severity * s.importance * (1 - s.progress) for s in view.signals}
    most = max(needs.values(), default=0.0)
    if most <= 0 or needs[signal.index] <= 0:
        return 0.0
    weights = {index: (need / most) ** concentration for index, need in needs.items() if need > 0}
    return float(weights[signal.index] / sum(weights.values()))


def worst_signal(view: View) -> Signal | None:
    """The signal with most at stake that is not answered yet; None where all are, or none is in sight."""
    open_ = [s for s in view.signals if s.progress < 1]
    return max(open_, key=lambda s: (s.severity * s.importance * (1 - s.progress), -s.index), default=None)
