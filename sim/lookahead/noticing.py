"""How well a team has watched for what is coming: what not having seen something says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.batch.timeline import IntArray
from sim.model.arrays import Array
from sim.view.view import View


@dataclass(frozen=True, slots=True)
class NoticingHistory:
    """What was watched so far: the cumulative rate of noticing before each week, (week + 1,)."""

    passed: Array

    def between(self, first: IntArray | int, last: IntArray | int) -> Array:
        """Cumulative rate from week `first` (before the game: from its start) to week `last`, not counting that."""
        most = len(self.passed) - 1
        return np.asarray(self.passed[np.clip(last, 0, most)] - self.passed[np.clip(first, 0, most)])


def noticing_history(view: View) -> NoticingHistory:
    """From a team's books."""
    return NoticingHistory(np.concatenate([[0.0], np.cumsum([book.noticing for book in view.weeks])]))
