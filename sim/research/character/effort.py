"""The effort of measuring a character, and its random streams."""

from __future__ import annotations

from dataclasses import dataclass

from sim.research.claims.claim_worlds import measuring_dice, tuning_dice
from sim.research.claims.policy_search import PolicySearchEffort

TUNING_DICE, MEASURING_DICE = tuning_dice(50), measuring_dice(50)
"""Random streams for tuning (seeds under 10,000), and for measuring in the batch engine."""
FIRST_GAME_SEED = MEASURING_DICE.seed + 900_000
"""Seed of the first game in the event engine; the others follow."""


@dataclass(frozen=True, slots=True)
class CharacterEffort:
    """The effort of measuring a character."""

    climb: int
    """Futures in which each move is tried in the search for the best constant one."""
    search: PolicySearchEffort
    """Effort of the search for a policy that adapts."""
    futures: int
    """Futures in which plans are compared."""
    crossed: int
    """Number of worlds, and of dice, that all bots play crossed."""
    games: int
    """Games of the lookahead at most."""
    min_games: int
    """Games of the lookahead at least (two or more), however long they take."""
    seconds: float
    """seconds; after which no further game of the lookahead begins."""
    thinking: int
    """Futures that the lookahead spends on each of its moves."""

    @property
    def lookahead(self) -> str:
        """Name of the policy that looks ahead."""
        return f"lookahead:{self.thinking}"


FULL_CHARACTER = CharacterEffort(300, PolicySearchEffort(16, 80, 120), 3000, 30, 20, 6, 330.0, 2000)
"""Takes some minutes on one core."""
QUICK_CHARACTER = CharacterEffort(60, PolicySearchEffort(8, 40, 50), 800, 15, 6, 2, 25.0, 500)
"""Takes about a minute."""
