"""A bot that plays beside the screen, as a request to a process that thinks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.game.setup import Setup
from sim.lookahead.forecaster import Stop
from sim.play.rival import Stand, stands


@dataclass(frozen=True, slots=True)
class PlayBeside:
    """Play the game of the setup's bot to its end."""

    setup: Setup

    def answers(self, stop: Stop) -> Iterator[Stand]:
        """How the bot stands after each move. Raises StoppedError."""
        return stands(self.setup, stop)
