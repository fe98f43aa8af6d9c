"""Outcomes of plans in common futures: value, and how often they end in goal, draw or firing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.base.statistics import Estimate, mean_interval, percent_interval
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.policy.registry import SEAT_BOTS
from sim.research.claims.batch_play import BatchPolicyMaker, caretaker_policy, make_blocks
from sim.research.claims.luck_and_skill import all_bots_policy


@dataclass(frozen=True, slots=True)
class PlanEndings:
    """The ends of plans in common futures, (futures, plans) each."""

    value: Array
    """k; margin and franchise value."""
    goal: NDArray[np.bool_]
    fired: NDArray[np.bool_]

    def player(self, name: str, plan: int = 0) -> PlayerOutcome:
        """The outcome of one plan."""
        goal, fired = self.goal[:, plan], self.fired[:, plan]
        return PlayerOutcome(
            name,
            mean_interval(self.value[:, plan]),
            percent_interval(goal),
            percent_interval(~goal & ~fired),
            percent_interval(fired),
        )


@dataclass(frozen=True, slots=True)
class PlayerOutcome:
    """The mean outcome of a player."""

    name: str
    value: Estimate
    """k."""
    goal: Estimate
    """percent; games in which the goal is reached."""
    draw: Estimate
    """percent; games that end without firing and below the goal."""
    fired: Estimate
    """percent; games that end with a firing."""

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        shares = {name: estimate_to_json(getattr(self, name)) for name in ("value", "goal", "draw", "fired")}
        return {"name": self.name, **shares}


def estimate_to_json(e: Estimate) -> dict[str, float]:
    """A figure and its interval, as JSON-ready data."""
    return {"figure": e.value, "low": e.low, "high": e.high}


def play_to_end(
    firm: Firm, movers: BatchPolicyMaker, plans: int, dice: RandomStreams, futures: int, threshold: float
) -> PlanEndings:
    """Play some plans to their end in a number of futures."""
    after = caretaker_policy(firm)
    outcomes = [b.play(plans, movers(b), after) for b in make_blocks(firm, dice, futures, plans)]
    return PlanEndings(
        np.concatenate([o.value for o in outcomes]),
        np.concatenate([o.goal(threshold) for o in outcomes]),
        np.concatenate([o.fired for o in outcomes]),
    )


def measure_bots(
    firm: Firm, dice: RandomStreams, futures: int, threshold: float
) -> tuple[PlayerOutcome, ...]:
    """Outcomes of all bots in common futures, the best first."""
    games = play_to_end(firm, all_bots_policy(firm), len(SEAT_BOTS), dice, futures, threshold)
    players = [games.player(name, plan) for plan, name in enumerate(SEAT_BOTS)]
    return tuple(sorted(players, key=lambda p: -p.value.value))
