"""Others in the player's place: the same scenario, seat, world and dice, another policy."""

from __future__ import annotations

from collections.abc import Callable

from sim.game.game import Game
from sim.game.outcome import Result
from sim.game.progress import StoppedError
from sim.game.setup import Setup
from sim.policy.policy import Policy
from sim.policy.registry import policy


def in_your_place(setup: Setup, name: str, stop: Callable[[], bool] = lambda: False) -> Result:
    """How a game of this setup ends where a policy decides for the seats that the player holds; the others are played
    as in the player's game, and what is played is what a record can say. Raises PolicyError and StoppedError.
    """
    game = Game(setup)
    decides: Policy = policy(name, setup.firm, setup.cadence)
    while game.result is None:
        if stop():
            raise StoppedError
        game.play(decides(game.view()))
    return game.result
