"""Search for the coefficients of a feedback policy with the cross-entropy method."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.research.claims.batch_play import caretaker_policy, make_blocks
from sim.research.claims.feedback_policy import FeedbackPolicies

ELITE_SHARE, INERTIA = 0.25, 0.4
"""Share of the plans whose mean the search moves to, and share of the old spread that is kept."""


@dataclass(frozen=True, slots=True)
class PolicySearchEffort:
    """The effort of a policy search."""

    rounds: int
    """Rounds of the search."""
    plans: int
    """Plans tried in each round."""
    futures: int
    """Futures in which each plan is played."""


def search_coefficients(
    firm: Firm,
    centre: Array,
    spread: Array,
    dice: RandomStreams,
    effort: PolicySearchEffort,
    averaged_rounds: int,
) -> Array:
    """(OUTPUTS, 1 + features): coefficients of a feedback policy, from a first mean and spread of the same shape.

    The result is the mean over the last rounds, which averages out their luck.
    """
    stream, after, centres = dice.stream("search"), caretaker_policy(firm), []
    for step in range(effort.rounds):
        tried = centre + spread * stream.standard_normal((effort.plans, *centre.shape))
        tried[0] = centre
        movers = FeedbackPolicies(firm, tried).movers()
        # each round has its own futures, so that the search does not fit the luck of one set
        round_dice = RandomStreams(dice.seed + 100 * (step + 1))
        blocks = make_blocks(firm, round_dice, effort.futures, effort.plans)
        values = np.concatenate([b.play(effort.plans, movers(b), after).value for b in blocks]).mean(axis=0)
        elite = np.argsort(-values, kind="stable")[: max(2, round(ELITE_SHARE * effort.plans))]
        centre = tried[elite].mean(axis=0)
        spread = INERTIA * spread + (1 - INERTIA) * tried[elite].std(axis=0)
        centres.append(centre)
    return np.asarray(np.mean(centres[-averaged_rounds:], axis=0))
