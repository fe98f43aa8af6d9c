"""Request to a worker process to play the companion bot's game."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.base.progress import StopCallback
from sim.game.setup import GameSetup
from sim.play.companion_bot import GameStanding, play_companion


@dataclass(frozen=True, slots=True)
class CompanionRequest:
    """Play the game of the setup's bot to its end."""

    setup: GameSetup

    def answers(self, stop: StopCallback) -> Iterator[GameStanding]:
        """Yield the bot's standing after each move. Raises StoppedError."""
        return play_companion(self.setup, stop)
