"""The share of luck: where the variance of the bots' values comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.base.statistics import Estimate, bootstrap_interval
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.research.character.outcomes import estimate_to_json
from sim.research.claims.anova import FACTORS, VARIANCE_EFFECTS, variance_components
from sim.research.claims.luck_and_skill import play_crossed, resample_crossed

POLICY, WORLD, DICE = range(3)
BOOTSTRAP_SAMPLES = 200


@dataclass(frozen=True, slots=True)
class LuckShares:
    """Shares of the variance of a game's value; they sum to 100 % (none is cut off at 0)."""

    policy: Estimate
    """percent; due to the policy, its interactions with world and dice included."""
    world: Estimate
    """percent; due to the world, its interaction with the dice included."""
    dice: Estimate
    """percent; due to all other luck."""

    @property
    def luck(self) -> Estimate:
        """percent; due to world and dice together."""
        p = self.policy
        return Estimate(100 - p.value, 100 - p.high, 100 - p.low)

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        return {name: estimate_to_json(getattr(self, name)) for name in ("luck", *FACTORS)}


def measure_luck_shares(firm: Firm, size: int, stream: np.random.Generator) -> LuckShares:
    """Measure from `size` worlds and `size` dice, crossed with all bots. The stream draws bootstrap samples."""
    value = play_crossed(firm, size, size)
    samples = np.array([_variance_shares(resample_crossed(value, stream)) for _ in range(BOOTSTRAP_SAMPLES)])
    policy, world, dice = map(bootstrap_interval, _variance_shares(value).tolist(), samples.T)
    return LuckShares(policy, world, dice)


def _variance_shares(value: Array) -> Array:
    """percent, (3,): shares of policy, world and dice. An interaction counts for the first of its factors."""
    components = variance_components(value)
    total = components.sum()
    if total <= 0:
        return np.array([0.0, 0.0, 100.0])
    first = np.array([effect[0] for effect in VARIANCE_EFFECTS])  # factors are in this order in an effect
    return np.array([100 * components[first == factor].sum() / total for factor in (POLICY, WORLD, DICE)])
