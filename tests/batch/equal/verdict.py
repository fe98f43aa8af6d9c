"""The verdict: how far the engines' scores are apart, and how far chance alone puts games of one law.

Every score's difference of means is measured in standard errors, then made as rare as it looks by Wilson and Hilferty's
root for skewed sums (1931). The farthest of all scores of all designs is the one figure that is judged. If the engines
are equal in law, which games are whose is arbitrary: the farthest under random relabellings is distributed as the one
that was found (a permutation test with the maximum over scores: Westfall and Young 1993). That holds for every sample
size, every distribution and every dependence among scores.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from sim.model.arrays import Array
from tests.batch.equal.scores import Scored

ALARM = 0.01
"""chance; that engines of equal law are found to differ, over all scores of all designs of a run."""
RELABELLINGS = 999


@dataclass(frozen=True)
class Apart:
    """How far the engines are apart in a design's scores."""

    design: str
    names: list[str]
    found: Array
    """(scores,): standard errors, made as rare as they look; positive where the event engine has more."""
    chance: Array
    """(relabellings,): the farthest score, either way, of games of one law."""

    @property
    def farthest(self) -> float:
        """How far the farthest score is, either way."""
        return float(np.abs(self.found).max())

    @property
    def where(self) -> str:
        """Which one that is, and how far."""
        at = int(np.abs(self.found).argmax())
        return f"{self.design}: {self.names[at]} {self.found[at]:+.1f}"


class Scale:
    """Standard errors of sums of scores over `games` of the games of both engines, under random labels."""

    def __init__(self, columns: Array, games: int) -> None:
        part = games / len(columns)
        self._error = np.sqrt(games * (1 - part))
        skew = (
            np.einsum("gs,gs,gs->s", columns, columns, columns) / len(columns) * (1 - 2 * part) / self._error
        )
        self._skew = np.where(np.abs(skew) < MIN_SKEW, MIN_SKEW, skew)
        tails = np.einsum("gs,gs->s", columns**2, columns**2) / len(columns) / games
        self.telling = (np.abs(skew) < MAX_SKEW) & (tails < MAX_TAILS)

    def __call__(self, sums: Array) -> Array:
        """Standard errors, as rare as they look."""
        root = np.cbrt(1 + self._skew * (sums / self._error) / 2)
        return np.where(self.telling, 6 / self._skew * (root - 1) + self._skew / 6, 0.0)


MAX_SKEW, MAX_TAILS = 0.5, 1.0
"""skewness of a sum, and how often a score is of the order of the sum of all: scores beyond (of the rarest strikes) are
left out, as so few games tell nothing of them.
"""
MIN_SKEW = 1e-3
"""skewness; that is counted with where there is less, so that the root's formula holds everywhere."""


def apart(design: str, scores: Scored, event: int, luck: Generator, relabellings: int) -> Apart:
    """How far they are apart; the first `event` games are the event engine's."""
    scale = Scale(scores.columns, event)
    found = scale(scores.columns[:event].sum(axis=0, dtype=float))
    chance = np.zeros(relabellings)
    for i in range(relabellings):
        some = luck.choice(len(scores.columns), event, replace=False, shuffle=False)
        chance[i] = np.abs(scale(scores.columns[some].sum(axis=0, dtype=float))).max()
    return Apart(design, scores.names, found, chance)


def bound(designs: Iterable[Apart]) -> float:
    """How far apart is too far: as few as `ALARM` of the relabellings, the labels found among them, are so far."""
    chance = np.sort(np.max([d.chance for d in designs], axis=0))
    return float(chance[-int(ALARM * (len(chance) + 1))])


def between(scores: Scored, first: int) -> float:
    """The largest difference of means of the first games and the others, in standard deviations."""
    here, there = (
        part.mean(axis=0, dtype=float) for part in (scores.columns[:first], scores.columns[first:])
    )
    return float(np.abs(here - there).max())
