"""Others in the player's place: the same scenario, seat, world and dice, another policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.base.progress import StoppedError
from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.game.outcome import Result
from sim.game.setup import GameSetup
from sim.policy.policy import Policy
from sim.policy.registry import make_policy


def play_with_policy(game: Game, name: str, stop: Callable[[], bool] = lambda: False) -> Iterator[GameNode]:
    """Play a game on to its end, a policy deciding for the seats that the player holds: the node after each move. The
    other seats are played as in the player's game, and what is played is what a record can say. Raises PolicyError and
    StoppedError.
    """
    decides: Policy = make_policy(name, game.setup.firm, game.setup.cadence)
    while game.result is None:
        if stop():
            raise StoppedError
        yield game.play(decides(game.view()))


def result_of_policy(setup: GameSetup, name: str, stop: Callable[[], bool] = lambda: False) -> Result:
    """How a game of this setup ends where a policy decides. Raises PolicyError and StoppedError."""
    game = Game(setup)
    for _ in play_with_policy(game, name, stop):
        pass
    assert game.result is not None
    return game.result
