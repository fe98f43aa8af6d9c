"""How plans end in common futures: value, and goal, draw or fired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.claims.intervals import Estimate, mean, share
from sim.claims.luck import bots
from sim.claims.play import Movers, blocks, caretaking
from sim.model.arrays import Array
from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.policy.registry import BOTS


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
        return Player(name, mean(self.value[:, plan]), share(goal), share(~goal & ~fired), share(fired))


@dataclass(frozen=True, slots=True)
class Player:
    """How somebody does here."""

    name: str
    value: Estimate
    """k."""
    goal: Estimate
    """percent; of games, as the others."""
    draw: Estimate
    fired: Estimate

    def plain(self) -> dict[str, Any]:
        """The same as JSON knows it."""
        shares = {name: plain(getattr(self, name)) for name in ("value", "goal", "draw", "fired")}
        return {"name": self.name, **shares}


def plain(e: Estimate) -> dict[str, float]:
    """A figure and its interval as JSON knows them."""
    return {"figure": e.figure, "low": e.low, "high": e.high}


def ended(firm: Firm, movers: Movers, plans: int, dice: Dice, futures: int, threshold: float) -> Ended:
    """Play so many plans in so many futures."""
    after = caretaking(firm)
    found = [b.play(plans, movers(b), after) for b in blocks(firm, dice, futures, plans)]
    return Ended(
        np.concatenate([o.value for o in found]),
        np.concatenate([o.goal(threshold) for o in found]),
        np.concatenate([o.fired for o in found]),
    )


def all_bots(firm: Firm, dice: Dice, futures: int, threshold: float) -> tuple[Player, ...]:
    """Every bot in common futures, the best first."""
    games = ended(firm, bots(firm), len(BOTS), dice, futures, threshold)
    players = [games.player(name, plan) for plan, name in enumerate(BOTS)]
    return tuple(sorted(players, key=lambda p: -p.value.figure))
