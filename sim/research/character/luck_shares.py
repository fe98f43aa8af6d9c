"""Luck's share: where the variance of the bots' values comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.base.statistics import Estimate, bootstrap_interval
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.research.character.outcomes import estimate_to_json
from sim.research.claims.anova import FACTORS, VARIANCE_EFFECTS, variance_components
from sim.research.claims.luck_and_skill import play_crossed

POLICY, WORLD, DICE = range(3)
BOOTSTRAP_SAMPLES = 200


@dataclass(frozen=True, slots=True)
class LuckShares:
    """Shares of the variance of a game's value, percent; they sum to 100 (none is cut off at 0)."""

    policy: Estimate
    """of who plays, also in what they make of worlds and dice;"""
    world: Estimate
    """of the world, whoever plays;"""
    dice: Estimate
    """of all other luck."""

    @property
    def luck(self) -> Estimate:
        """percent; of world and dice together."""
        p = self.policy
        return Estimate(100 - p.value, 100 - p.high, 100 - p.low)

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        return {name: estimate_to_json(getattr(self, name)) for name in ("luck", *FACTORS)}


def measure_luck_shares(firm: Firm, size: int, stream: np.random.Generator) -> LuckShares:
    """From so many worlds and so many dice, all of them crossed with all bots."""
    value = play_crossed(firm, size, size)
    again = np.array([_variance_shares(_resample_crossed(value, stream)) for _ in range(BOOTSTRAP_SAMPLES)])
    policy, world, dice = (
        bootstrap_interval(float(share), samples)
        for share, samples in zip(_variance_shares(value), again.T, strict=True)
    )
    return LuckShares(policy, world, dice)


def bootstrap_stream(dice: RandomStreams) -> np.random.Generator:
    """Draws worlds and dice again."""
    return dice.stream("samples")


def _resample_crossed(value: Array, stream: np.random.Generator) -> Array:
    worlds, dice = (stream.integers(0, n, n) for n in value.shape[1:])
    return value[:, worlds][:, :, dice]


def _variance_shares(value: Array) -> Array:
    """(3,): percent of policy, world and dice. What is of several counts for the first of them."""
    found = variance_components(value)
    total = found.sum()
    if total <= 0:
        return np.array([0.0, 0.0, 100.0])
    whose = np.array([effect[0] for effect in VARIANCE_EFFECTS])  # effects name their factors in this order
    return np.array([100 * found[whose == factor].sum() / total for factor in (POLICY, WORLD, DICE)])
