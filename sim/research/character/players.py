"""How plans end in common futures: value, and goal, draw or fired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.arrays import Array
from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.policy.registry import BOTS
from sim.research.claims.intervals import PairedEstimate, mean, percent_share
from sim.research.claims.luck import bots
from sim.research.claims.play import Movers, blocks, caretaker_mover


@dataclass(frozen=True, slots=True)
class Ended:
    """Plans at the end of common futures, (futures, plans) each."""

    value: Array
    """k; margin and franchise value."""
    goal: NDArray[np.bool_]
    fired: NDArray[np.bool_]

    def player(self, name: str, plan: int = 0) -> Player:
        """How one of the plans did."""
        goal, fired = self.goal[:, plan], self.fired[:, plan]
        return Player(
            name,
            mean(self.value[:, plan]),
            percent_share(goal),
            percent_share(~goal & ~fired),
            percent_share(fired),
        )


@dataclass(frozen=True, slots=True)
class Player:
    """How somebody does here."""

    name: str
    value: PairedEstimate
    """k."""
    goal: PairedEstimate
    """percent; of games, as the others."""
    draw: PairedEstimate
    fired: PairedEstimate

    def plain(self) -> dict[str, Any]:
        """The same as JSON knows it."""
        shares = {name: plain(getattr(self, name)) for name in ("value", "goal", "draw", "fired")}
        return {"name": self.name, **shares}


def plain(e: PairedEstimate) -> dict[str, float]:
    """A figure and its interval as JSON knows them."""
    return {"figure": e.figure, "low": e.low, "high": e.high}


def play_to_end(firm: Firm, movers: Movers, plans: int, dice: Dice, futures: int, threshold: float) -> Ended:
    """Play so many plans in so many futures."""
    after = caretaker_mover(firm)
    found = [b.play(plans, movers(b), after) for b in blocks(firm, dice, futures, plans)]
    return Ended(
        np.concatenate([o.value for o in found]),
        np.concatenate([o.goal(threshold) for o in found]),
        np.concatenate([o.fired for o in found]),
    )


def all_bots(firm: Firm, dice: Dice, futures: int, threshold: float) -> tuple[Player, ...]:
    """Every bot in common futures, the best first."""
    games = play_to_end(firm, bots(firm), len(BOTS), dice, futures, threshold)
    players = [games.player(name, plan) for plan, name in enumerate(BOTS)]
    return tuple(sorted(players, key=lambda p: -p.value.figure))
