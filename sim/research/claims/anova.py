"""Where variance comes from: a crossed random-effects analysis of policies, worlds and dice, one game each.

`value[p, w, d] = mean + p + w + d + pw + pd + wd + pwd`. Components come from the mean squares by their expectations
(Searle, Casella & McCulloch 1992), are not cut off at 0, and sum to the variance of a game of a policy, a world and
dice that are drawn anew.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from sim.model.arrays import Array

FACTORS = ("policy", "world", "dice")
VARIANCE_EFFECTS: tuple[tuple[int, ...], ...] = tuple(
    c for size in (1, 2, 3) for c in combinations(range(3), size)
)
"""Main effects, interactions of two, and of all three (with what no factor explains)."""
EFFECT_NAMES = tuple(" x ".join(FACTORS[factor] for factor in effect) for effect in VARIANCE_EFFECTS)


def variance_components(value: Array) -> Array:
    """(7,): variance of each of `EFFECTS`, of values (policies, worlds, dice), at least two of each."""
    squares = {effect: _mean_square(value, effect) for effect in VARIANCE_EFFECTS}
    found: dict[tuple[int, ...], float] = {}
    for effect in reversed(VARIANCE_EFFECTS):  # from the interaction of all to the main effects
        above = sum(found[o] * _games_per_level(value, o) for o in found if set(effect) < set(o))
        found[effect] = (squares[effect] - above) / _games_per_level(value, effect)
    return np.array([found[effect] for effect in VARIANCE_EFFECTS])


def _games_per_level(value: Array, effect: tuple[int, ...]) -> int:
    """Games in which an effect has one level: those of all factors that are not in it."""
    return int(np.prod([n for factor, n in enumerate(value.shape) if factor not in effect]))


def _mean_square(value: Array, effect: tuple[int, ...]) -> float:
    """Sum of squares of an effect over its degrees of freedom."""
    deviation = np.zeros_like(value)
    for size in range(len(effect) + 1):
        for kept in combinations(effect, size):
            gone = tuple(factor for factor in range(3) if factor not in kept)
            part = value.mean(axis=gone, keepdims=True) if gone else value
            deviation = deviation + (-1) ** (len(effect) - size) * part
    freedom = np.prod([value.shape[factor] - 1 for factor in effect])
    return float((deviation**2).sum() / freedom)
