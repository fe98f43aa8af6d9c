"""How attentively a team has watched for disruptions, which determines what an unnoticed one implies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.batch.timeline import IntArray
from sim.model.arrays import Array
from sim.view.view import View


@dataclass(frozen=True, slots=True)
class NoticingHistory:
    """Cumulative hazard of noticing before each week, (week + 1,)."""

    passed: Array

    def between(self, first: IntArray | int, last: IntArray | int) -> Array:
        """Return the cumulative hazard from week `first` (or from the start of the game) to week `last`, exclusive."""
        last_index = len(self.passed) - 1
        return np.asarray(
            self.passed[np.clip(last, 0, last_index)] - self.passed[np.clip(first, 0, last_index)]
        )


def noticing_history(view: View) -> NoticingHistory:
    """Return the history in a team's books."""
    return NoticingHistory(np.concatenate([[0.0], np.cumsum([book.noticing for book in view.weeks])]))
