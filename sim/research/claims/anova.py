"""Sources of variance: a crossed random-effects analysis of policies, worlds and dice, with one game per cell.

`value[p, w, d] = mean + p + w + d + pw + pd + wd + pwd`. Components are estimated from expected mean squares (Searle,
Casella & McCulloch 1992), are not cut off at 0, and sum to the variance of a game with a randomly drawn policy, world
and dice.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from sim.model.arrays import Array

FACTORS = ("policy", "world", "dice")
VARIANCE_EFFECTS: tuple[tuple[int, ...], ...] = tuple(
    c for size in (1, 2, 3) for c in combinations(range(3), size)
)
"""Main effects, interactions of two factors, and that of all three, which includes the residual."""
EFFECT_NAMES = tuple(" x ".join(FACTORS[factor] for factor in effect) for effect in VARIANCE_EFFECTS)


def variance_components(value: Array) -> Array:
    """(7,): variance of each of `VARIANCE_EFFECTS`, from values (policies, worlds, dice), at least two of each."""
    squares = {effect: _mean_square(value, effect) for effect in VARIANCE_EFFECTS}
    components: dict[tuple[int, ...], float] = {}
    for effect in reversed(VARIANCE_EFFECTS):  # from the interaction of all to the main effects
        above = sum(components[o] * _games_per_level(value, o) for o in components if set(effect) < set(o))
        components[effect] = (squares[effect] - above) / _games_per_level(value, effect)
    return np.array([components[effect] for effect in VARIANCE_EFFECTS])


def _games_per_level(value: Array, effect: tuple[int, ...]) -> int:
    """Number of games with the same level of an effect."""
    return int(np.prod([n for factor, n in enumerate(value.shape) if factor not in effect]))


def _mean_square(value: Array, effect: tuple[int, ...]) -> float:
    """Sum of squares of an effect over its degrees of freedom."""
    deviation = np.zeros_like(value)
    for size in range(len(effect) + 1):
        for factors in combinations(effect, size):
            others = tuple(factor for factor in range(3) if factor not in factors)
            mean = value.mean(axis=others, keepdims=True) if others else value
            deviation = deviation + (-1) ** (len(effect) - size) * mean
    freedom = np.prod([value.shape[factor] - 1 for factor in effect])
    return float((deviation**2).sum() / freedom)
