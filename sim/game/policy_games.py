"""Games of a policy in the player's place, with the same scenario, seat, world and dice."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.progress import StopCallback, StoppedError
from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.game.outcome import Result
from sim.game.setup import GameSetup
from sim.policy.policy import Policy
from sim.policy.registry import make_policy


def play_with_policy(game: Game, name: str, stop: StopCallback = lambda: False) -> Iterator[GameNode]:
    """Play a game to its end, with a policy deciding for the player's seats, and yield the node after each move. The
    other seats play as in the player's game. Moves are rounded to what a record can express. Raises PolicyError and
    StoppedError.
    """
    decides: Policy = make_policy(name, game.setup.firm, game.setup.cadence)
    while game.result is None:
        if stop():
            raise StoppedError
        yield game.play(decides(game.view()))


def result_of_policy(setup: GameSetup, name: str, stop: StopCallback = lambda: False) -> Result:
    """Return the result of a game with this setup that a policy plays. Raises PolicyError and StoppedError."""
    game = Game(setup)
    for _ in play_with_policy(game, name, stop):
        pass
    assert game.result is not None
    return game.result
