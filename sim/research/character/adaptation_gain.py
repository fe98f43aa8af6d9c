"""What adapting is worth: a policy that reads the position, fitted on other worlds, against the best constant move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.base.statistics import Estimate, percent_change_interval
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.research.character.effort import TUNING_DICE, CharacterEffort
from sim.research.character.lever_profiles import LEVER_NAMES
from sim.research.character.outcomes import PlayerOutcome, estimate_to_json, play_to_end
from sim.research.character.policy_search import search_feedback_policy
from sim.research.claims.batch_play import combine_plans, constant_plans
from sim.research.claims.constant_moves import ClimbTask, find_best_point, move_at_point, steady_point
from sim.research.claims.feedback_policy import FeedbackPolicies


@dataclass(frozen=True, slots=True)
class AdaptationGain:
    """The best constant move, and the policy that adapts, in common futures."""

    constant: PlayerOutcome
    feedback: PlayerOutcome
    gain: Estimate
    """percent; of the best constant move's value."""

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        both = {name: getattr(self, name).to_json() for name in ("constant", "feedback")}
        return {**both, "gain": estimate_to_json(self.gain)}


def find_best_move(firm: Firm, depth: CharacterEffort) -> Array:
    """percent, (4,): three splits and the response that are best if they never change."""
    return find_best_point(firm, ClimbTask(steady_point(firm)), TUNING_DICE, depth.climb)


def measure_adaptation(
    firm: Firm, best: Array, depth: CharacterEffort, dice: RandomStreams, threshold: float
) -> AdaptationGain:
    """Fit a policy on tuning worlds and measure it beside the best constant move."""
    found = search_feedback_policy(firm, best, TUNING_DICE, depth.search)
    both = combine_plans(
        [constant_plans(firm, [move_at_point(best)]), FeedbackPolicies(firm, found[np.newaxis]).movers()]
    )
    games = play_to_end(firm, both, 2, dice, depth.futures, threshold)
    constant, feedback = games.player("best constant"), games.player("adapting", 1)
    return AdaptationGain(constant, feedback, percent_change_interval(games.value[:, 1], games.value[:, 0]))


def format_best_move(best: Array) -> str:
    """The best constant move in words."""
    return ", ".join(
        f"{name} {percent:.0f} %" for name, percent in zip(LEVER_NAMES, best.tolist(), strict=True)
    )
