"""Waiting for a game to be made ready."""

from __future__ import annotations

from sim.play.start import GameOpener
from tui.runtime.messages import Opened
from tui.screens.working import Working


class Preparing(Working[Opened]):
    """The answer is the game, or why there is none, or nothing where it was stopped."""

    WAITS = True

    def __init__(self, title: str, told: str, work_: GameOpener) -> None:
        super().__init__(title, told, lambda telling: Opened(*work_(telling(""))))

    def discard(self, done: Opened) -> None:
        """Give the record free."""
        done.session.close()
