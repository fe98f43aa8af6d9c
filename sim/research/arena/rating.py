"""Ratings of policies from who ends ahead in the same worlds: Bradley-Terry strengths on the Elo scale.

The chance that i ends ahead of j in a world is `1 / (1 + 10^((R_j - R_i) / 400))` (Bradley & Terry 1952; Elo 1978). The
ratings maximise the likelihood of all pairs in all worlds, and of one additional world in which all tie: that keeps the
rating of a policy that wins or loses every game finite, and counts less the more worlds there are. Their mean is 1500.

Within a world, reaching the goal beats surviving, which beats being fired; with the same ending the higher value is
ahead. Equal values (as of two policies that moved alike) are a tie: half a win for each.

Intervals are from the Bayesian bootstrap over worlds (Rubin 1981): each sample gives exponential weights to the worlds
of every scenario and to the tied one, and is fitted again. Worlds are resampled because pairs within one world are not
independent. The weight of the tied world varies too, which gives an interval to a policy that wins or loses every game.
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
"""Endings, the worst first."""

MEAN_RATING, RATING_SCALE = 1500.0, 400 / math.log(10)
"""points; mean rating, and points per unit of log odds."""

STEP_TOLERANCE, MAX_NEWTON_STEPS, MAX_STEP_LENGTH = 1e-10, 500, 1.0
"""Newton's method: log odds at which it has converged, number of steps at most, and log odds of a step at most."""


def rank_in_worlds(values: Array, endings: NDArray[np.int_]) -> NDArray[np.int_]:
    """(worlds, policies): rank in each world, higher is better, equal is a tie. Values are in k, endings are indices in
    `RANKED_ENDINGS`.
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
    """(..., policies): log odds with mean 0, from wins of each against each, (..., policies, policies).

    Newton's method; the likelihood is concave, and has one maximum if each pair has wins both ways.
    """
    size = wins.shape[-1]
    games = wins + np.swapaxes(wins, -1, -2)
    scored, theta = wins.sum(axis=-1), np.zeros(wins.shape[:-1])
    level = np.full((size, size), 1.0 / size)  # fixes the mean, which the likelihood does not determine
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
    """(policies, policies): wins in a world in which all tie."""
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
    """(samples,): weight of the world in which all tie."""

    def means(self, values: Array) -> Array:
        """(samples,): means of values by world, (worlds,)."""
        return np.asarray(self.worlds @ values / len(values))

    def shares(self, wins: Array) -> Array:
        """(samples,): shares of worlds won, the tied one included, from wins by world, (worlds,)."""
        return np.asarray((self.worlds @ wins + 0.5 * self.tied) / (len(wins) + self.tied))


def bootstrap_worlds(scenarios: Sequence[int], stream: np.random.Generator, samples: int) -> WorldBootstrap:
    """Draw samples of worlds within scenarios, from the scenario (by number) of each world."""
    by_world, weights = np.asarray(scenarios), stream.standard_exponential((samples, len(scenarios)))
    for scenario in np.unique(by_world):
        same = by_world == scenario
        weights[:, same] /= weights[:, same].mean(axis=1, keepdims=True)
    return WorldBootstrap(weights, stream.standard_exponential(samples))


def bootstrap_ratings(wins: Array, sample: WorldBootstrap) -> Array:
    """points, (samples, policies): ratings in bootstrap samples, from wins by world, (worlds, policies, policies)."""
    size = wins.shape[-1]
    played = (sample.worlds @ wins.reshape(len(wins), size * size)).reshape(-1, size, size)
    tied = sample.tied[:, np.newaxis, np.newaxis] * tied_world_wins(size)
    return MEAN_RATING + RATING_SCALE * fit_strengths(played + tied)
