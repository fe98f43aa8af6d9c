"""A bot that plays beside the screen, as a request to a process that thinks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.game.setup import GameSetup
from sim.lookahead.forecaster import StopCallback
from sim.play.companion_bot import GameStanding, play_companion


@dataclass(frozen=True, slots=True)
class CompanionRequest:
    """Play the game of the setup's bot to its end."""

    setup: GameSetup

    def answers(self, stop: StopCallback) -> Iterator[GameStanding]:
        """How the bot stands after each move. Raises StoppedError."""
        return play_companion(self.setup, stop)
