"""A bot that plays beside the screen, as a request to a process that thinks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.game.beside import stands
from sim.game.setup import Setup
from sim.lookahead.imagine import Stop
from sim.lookahead.worker import Told


@dataclass(frozen=True, slots=True)
class PlayBeside:
    """Play the game of the setup's bot to its end."""

    setup: Setup

    def answers(self, generation: int, stop: Stop) -> Iterator[Told]:
        """A `sim.game.beside.Stand` after each move. Raises StoppedError."""
        return (Told(generation, told) for told in stands(self.setup, stop))
