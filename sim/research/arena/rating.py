"""Who is stronger, from who ended ahead in the same worlds: Bradley-Terry strengths on Elo's scale.

The chance that i ends ahead of j in a world is `1 / (1 + 10^((R_j - R_i) / 400))` (Bradley & Terry 1952; Elo 1978). The
ratings are the maximum of the likelihood of all pairs in all worlds and of one more world in which all tie: that keeps
the rating of who wins or loses every game finite, and counts less the more worlds there are. Their mean is 1500.

In a world who reached the goal is ahead of who only survived, and those of who was fired; of those who ended alike the
higher value is ahead. Equal values (as of two that moved alike) are a tie: half a win for each.

Intervals are from the Bayesian bootstrap over worlds (Rubin 1981): each sample weighs the worlds of every scenario, and
the tied one, with exponential weights, and is fitted again. Pairs of one world are not independent of each other, so
worlds are what is drawn. The weight of the tied world gives width also to who wins or loses every game.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.game.outcome import Ending
from sim.model.arrays import Array

RANKED_ENDINGS: tuple[Ending, ...] = ("fired", "draw", "goal")
"""The worst first."""

MEAN_RATING, RATING_SCALE = 1500.0, 400 / math.log(10)
"""points; mean rating, and points of a unit of log odds."""

STEP_TOLERANCE, MAX_NEWTON_STEPS, MAX_STEP_LENGTH = 1e-10, 500, 1.0
"""Of Newton's method: log odds by which the last step changes nothing, and by which a step changes one at most."""


def rank_in_worlds(values: Array, endings: NDArray[np.int_]) -> NDArray[np.int_]:
    """(worlds, policies): place in each world, higher is better, equal is a tie; from values in k, and endings as
    places in `ENDINGS`.
    """
    ranks = np.empty(values.shape, dtype=np.int_)
    for world, (value, ending) in enumerate(zip(values, endings, strict=True)):
        order = sorted(set(zip(ending.tolist(), value.tolist(), strict=True)))
        ranks[world] = [order.index(pair) for pair in zip(ending.tolist(), value.tolist(), strict=True)]
    return ranks


def pairwise_wins(ranks: NDArray[np.int_]) -> Array:
    """(worlds, policies, policies): 1 where the first ended ahead of the second, 1/2 for a tie; 0 against itself."""
    first, second = ranks[:, :, np.newaxis], ranks[:, np.newaxis, :]
    wins = (first > second) + 0.5 * (first == second)
    wins[:, np.arange(ranks.shape[1]), np.arange(ranks.shape[1])] = 0.0
    return np.asarray(wins)


def fit_strengths(wins: Array) -> Array:
    """(..., policies): log odds whose mean is 0, from wins of each against each (..., policies, policies), by Newton's
    method. The likelihood is concave; with wins both ways between all it has one maximum.
    """
    size = wins.shape[-1]
    games = wins + np.swapaxes(wins, -1, -2)
    scored, theta = wins.sum(axis=-1), np.zeros(wins.shape[:-1])
    level = np.full((size, size), 1.0 / size)  # holds the mean, which games say nothing of
    for _ in range(MAX_NEWTON_STEPS):
        chance = 1 / (1 + np.exp(theta[..., np.newaxis, :] - theta[..., np.newaxis]))
        gradient = scored - (games * chance).sum(axis=-1)
        weight = games * chance * (1 - chance)
        curve = weight.sum(axis=-1)[..., np.newaxis] * np.eye(size) - weight + level
        step = np.linalg.solve(curve, gradient[..., np.newaxis])[..., 0]
        longest = np.abs(step).max(axis=-1, keepdims=True)
        theta = theta + step * np.minimum(1.0, MAX_STEP_LENGTH / np.maximum(longest, STEP_TOLERANCE))
        if longest.max() < STEP_TOLERANCE:
            break
    return np.asarray(theta - theta.mean(axis=-1, keepdims=True))


def tied_world_wins(size: int) -> Array:
    """(policies, policies): wins of a world in which all tie."""
    return 0.5 * (1 - np.eye(size))


def rate_policies(wins: Array) -> Array:
    """points, (policies,): from wins by world, (worlds, policies, policies)."""
    return MEAN_RATING + RATING_SCALE * fit_strengths(wins.sum(axis=0) + tied_world_wins(wins.shape[-1]))


@dataclass(frozen=True, slots=True)
class WorldBootstrap:
    """Bootstrap samples of worlds, as weights whose mean over worlds is 1."""

    worlds: Array
    """(samples, worlds)."""
    tied: Array
    """(samples,): of the world in which all tie."""

    def means(self, values: Array) -> Array:
        """(samples,): means of a value by world, (worlds,)."""
        return np.asarray(self.worlds @ values / len(values))

    def shares(self, wins: Array) -> Array:
        """(samples,): shares of worlds that were won, with the tied one among them; from wins by world, (worlds,)."""
        return np.asarray((self.worlds @ wins + 0.5 * self.tied) / (len(wins) + self.tied))


def bootstrap_worlds(scenarios: Sequence[int], stream: np.random.Generator, samples: int) -> WorldBootstrap:
    """Samples of worlds, each of a scenario (by number) whose share in all stays as it is."""
    of, weights = np.asarray(scenarios), stream.standard_exponential((samples, len(scenarios)))
    for one in np.unique(of):
        weights[:, of == one] /= weights[:, of == one].mean(axis=1, keepdims=True)
    return WorldBootstrap(weights, stream.standard_exponential(samples))


def bootstrap_ratings(wins: Array, sample: WorldBootstrap) -> Array:
    """points, (samples, policies): ratings in bootstrap samples; from wins by world, (worlds, policies, policies)."""
    size = wins.shape[-1]
    drawn = (sample.worlds @ wins.reshape(len(wins), size * size)).reshape(-1, size, size)
    return MEAN_RATING + RATING_SCALE * fit_strengths(
        drawn + sample.tied[:, np.newaxis, np.newaxis] * tied_world_wins(size)
    )
