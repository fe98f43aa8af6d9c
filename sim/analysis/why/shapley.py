"""The Shapley value: a change is divided among players by their mean contribution over all orders of switching them
(Shapley, A value for n-person games, 1953). The shares sum to the change, a player that changes nothing gets nothing,
and exchanging then and now changes every sign.
"""

from __future__ import annotations

from functools import cache
from math import factorial

import numpy as np

from sim.model.arrays import Array


def shapley(values: Array) -> Array:
    """Shares of n players, (n,), from the value of every coalition, (2,) * n: index 1 if a player is as now, 0 if it is
    as then. They sum to the value of all players less that of none.
    """
    players = values.ndim
    weights = _coalition_weights(players)
    gains = [np.take(values, 1, axis=i) - np.take(values, 0, axis=i) for i in range(players)]
    return np.array([float(np.sum(weights * gain)) for gain in gains])


@cache
def _coalition_weights(players: int) -> Array:
    """Chance that exactly a coalition of the others precedes a player in a random order."""
    sizes = np.indices((2,) * (players - 1)).sum(axis=0)
    by_size = [
        factorial(size) * factorial(players - 1 - size) / factorial(players) for size in range(players)
    ]
    return np.asarray(np.array(by_size)[sizes])
