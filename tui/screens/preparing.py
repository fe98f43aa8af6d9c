"""Waiting until a game is ready to play."""

from __future__ import annotations

from sim.play.start import GameOpener
from tui.runtime.messages import GameOpened
from tui.screens.working import Working


class Preparing(Working[GameOpened]):
    """The answer is the game, or the error, or None if it was stopped."""

    WAITS = True

    def __init__(self, title: str, told: str, work_: GameOpener) -> None:
        super().__init__(title, told, lambda telling: GameOpened(*work_(telling(""))))

    def discard(self, done: GameOpened) -> None:
        """Release the record."""
        done.session.close()
