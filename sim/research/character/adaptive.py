"""What adapting is worth: a policy that reads the position, fitted on other worlds, against the best constant move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.model.arrays import Array
from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.research.character.depth import TUNING, Depth
from sim.research.character.levers import NAMES
from sim.research.character.players import Player, plain, play_to_end
from sim.research.character.search import search
from sim.research.claims.constant import Climb, climb_constants, move_of, steady_point
from sim.research.claims.feedback import Feedback
from sim.research.claims.intervals import PairedEstimate, percent_change
from sim.research.claims.play import constant_plans, play_side_by_side


@dataclass(frozen=True, slots=True)
class Adapting:
    """The best constant move, and the policy that adapts, in common futures."""

    constant: Player
    feedback: Player
    gain: PairedEstimate
    """percent; of the best constant move's value."""

    def plain(self) -> dict[str, Any]:
        """The same as JSON knows it."""
        both = {name: getattr(self, name).plain() for name in ("constant", "feedback")}
        return {**both, "gain": plain(self.gain)}


def best_move(firm: Firm, depth: Depth) -> Array:
    """percent, (4,): three splits and the response that are best if they never change."""
    return climb_constants(firm, Climb(steady_point(firm)), TUNING, depth.climb)


def fit_adaptive(firm: Firm, best: Array, depth: Depth, dice: Dice, threshold: float) -> Adapting:
    """Fit a policy on tuning worlds and measure it beside the best constant move."""
    found = search(firm, best, TUNING, depth.search)
    both = play_side_by_side(
        [constant_plans(firm, [move_of(best)]), Feedback(firm, found[np.newaxis]).movers()]
    )
    games = play_to_end(firm, both, 2, dice, depth.futures, threshold)
    constant, feedback = games.player("best constant"), games.player("adapting", 1)
    return Adapting(constant, feedback, percent_change(games.value[:, 1], games.value[:, 0]))


def describe_move(best: Array) -> str:
    """The best constant move in words."""
    return ", ".join(f"{name} {percent:.0f} %" for name, percent in zip(NAMES, best.tolist(), strict=True))
