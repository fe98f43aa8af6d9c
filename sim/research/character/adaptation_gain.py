"""What adapting is worth: a policy that reads the position, fitted in other worlds, against the best constant move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.base.statistics import Estimate, percent_change_interval
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.research.character.effort import TUNING_DICE, CharacterEffort
from sim.research.character.outcomes import PlayerOutcome, estimate_to_json, play_to_end
from sim.research.character.policy_search import search_feedback_policy
from sim.research.claims.batch_play import combine_plans, constant_plans
from sim.research.claims.constant_moves import ClimbTask, find_best_point, move_at_point, steady_point
from sim.research.claims.feedback_policy import FeedbackPolicies


@dataclass(frozen=True, slots=True)
class AdaptationGain:
    """The best constant move and a policy that adapts, in common futures."""

    constant: PlayerOutcome
    feedback: PlayerOutcome
    gain: Estimate
    """percent; gain of the policy over the best constant move's value."""

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        both = {name: getattr(self, name).to_json() for name in ("constant", "feedback")}
        return {**both, "gain": estimate_to_json(self.gain)}


def find_best_move(firm: Firm, effort: CharacterEffort) -> Array:
    """percent, (4,): three splits and the response of the best constant move."""
    return find_best_point(firm, ClimbTask(steady_point(firm)), TUNING_DICE, effort.climb)


def measure_adaptation(
    firm: Firm, best: Array, effort: CharacterEffort, dice: RandomStreams, threshold: float
) -> AdaptationGain:
    """Fit a policy in tuning worlds, and compare it with the best constant move."""
    coefficients = search_feedback_policy(firm, best, TUNING_DICE, effort.search)
    both = combine_plans(
        [
            constant_plans(firm, [move_at_point(best)]),
            FeedbackPolicies(firm, coefficients[np.newaxis]).movers(),
        ]
    )
    games = play_to_end(firm, both, 2, dice, effort.futures, threshold)
    constant, feedback = games.player("best constant"), games.player("adapting", 1)
    return AdaptationGain(constant, feedback, percent_change_interval(games.value[:, 1], games.value[:, 0]))
