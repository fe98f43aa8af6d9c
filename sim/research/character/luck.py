"""Luck's share: where the variance of the bots' values comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.model.arrays import Array
from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.research.character.players import plain
from sim.research.claims.anova import EFFECTS, FACTORS, components
from sim.research.claims.intervals import PairedEstimate, percentiles
from sim.research.claims.luck import crossed_values

POLICY, WORLD, DICE = range(3)
SAMPLES = 200


@dataclass(frozen=True, slots=True)
class Luck:
    """Shares of the variance of a game's value, percent; they sum to 100 (none is cut off at 0)."""

    policy: PairedEstimate
    """of who plays, also in what they make of worlds and dice;"""
    world: PairedEstimate
    """of the world, whoever plays;"""
    dice: PairedEstimate
    """of all other luck."""

    @property
    def luck(self) -> PairedEstimate:
        """percent; of world and dice together."""
        p = self.policy
        return PairedEstimate(100 - p.figure, 100 - p.high, 100 - p.low)

    def plain(self) -> dict[str, Any]:
        """The same as JSON knows it."""
        return {name: plain(getattr(self, name)) for name in ("luck", *FACTORS)}


def measure_luck(firm: Firm, size: int, stream: np.random.Generator) -> Luck:
    """From so many worlds and so many dice, all of them crossed with all bots."""
    value = crossed_values(firm, size, size)
    again = np.array([_shares(_resample(value, stream)) for _ in range(SAMPLES)])
    policy, world, dice = (
        percentiles(float(share), samples) for share, samples in zip(_shares(value), again.T, strict=True)
    )
    return Luck(policy, world, dice)


def resampler(dice: Dice) -> np.random.Generator:
    """Draws worlds and dice again."""
    return dice.stream("samples")


def _resample(value: Array, stream: np.random.Generator) -> Array:
    worlds, dice = (stream.integers(0, n, n) for n in value.shape[1:])
    return value[:, worlds][:, :, dice]


def _shares(value: Array) -> Array:
    """(3,): percent of policy, world and dice. What is of several counts for the first of them."""
    found = components(value)
    total = found.sum()
    if total <= 0:
        return np.array([0.0, 0.0, 100.0])
    whose = np.array([effect[0] for effect in EFFECTS])  # effects name their factors in this order
    return np.array([100 * found[whose == factor].sum() / total for factor in (POLICY, WORLD, DICE)])
