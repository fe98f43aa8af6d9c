"""How well a team has watched for what is coming: what not having seen something says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.batch.timeline import Whole
from sim.model.arrays import Array
from sim.view.view import View


@dataclass(frozen=True, slots=True)
class Watched:
    """What was watched so far: the cumulative rate of noticing before each week, (week + 1,)."""

    passed: Array

    def between(self, first: Whole | int, last: Whole | int) -> Array:
        """Cumulative rate from week `first` (before the game: from its start) to week `last`, not counting that."""
        most = len(self.passed) - 1
        return np.asarray(self.passed[np.clip(last, 0, most)] - self.passed[np.clip(first, 0, most)])


def watch_books(view: View) -> Watched:
    """From a team's books."""
    return Watched(np.concatenate([[0.0], np.cumsum([book.noticing for book in view.weeks])]))
