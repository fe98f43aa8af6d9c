"""How much work is put into a character, and on which dice."""

from __future__ import annotations

from dataclasses import dataclass

from sim.research.claims.claim_worlds import measuring_dice, tuning_dice

TUNING_DICE, MEASURING_DICE = tuning_dice(50), measuring_dice(50)
"""Dice of what is tuned (seeds under 10,000), and of what is measured in the batch engine."""
FIRST_GAME_SEED = MEASURING_DICE.seed + 900_000
"""Seed of the first game that is played to its end in the event engine; the others follow."""


@dataclass(frozen=True, slots=True)
class PolicySearchEffort:
    """Of a policy that adapts."""

    rounds: int
    plans: int
    """of a round;"""
    futures: int
    """that each of them is played in."""


@dataclass(frozen=True, slots=True)
class CharacterEffort:
    """How much work."""

    climb: int
    """futures; of each move that is tried for the best constant one."""
    search: PolicySearchEffort
    """of the search for a policy that adapts."""
    futures: int
    """in which plans are measured side by side."""
    crossed: int
    """worlds, and dice, that all bots play crossed."""
    games: int
    """games of the lookahead at most,"""
    least_games: int
    """and at least (two or more), however long they take."""
    seconds: float
    """seconds; after which no further game of the lookahead begins."""
    thinking: int
    """futures; that the lookahead gives each of its moves."""

    @property
    def lookahead(self) -> str:
        """As the policy is called."""
        return f"lookahead:{self.thinking}"


FULL_CHARACTER = CharacterEffort(300, PolicySearchEffort(16, 80, 120), 3000, 30, 20, 6, 330.0, 2000)
"""Some minutes of one core."""
QUICK_CHARACTER = CharacterEffort(60, PolicySearchEffort(8, 40, 50), 800, 15, 6, 2, 25.0, 500)
"""About a minute."""
