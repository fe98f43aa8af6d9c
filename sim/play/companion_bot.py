"""A bot that plays the same scenario, seat, world and dice as the player, for comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sim.base.progress import StopCallback
from sim.event.books import sum_books
from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.game.outcome import Result
from sim.game.policy_games import play_with_policy
from sim.game.setup import GameSetup


@dataclass(frozen=True, slots=True)
class GameStanding:
    """How well a game is going after some moves."""

    moves: int
    bookings: float
    """k; bookings of the game so far."""
    reached: float
    """In the unit of the goal's measure; value reached so far. The franchise value is included once the game has
    ended."""
    result: Result | None
    """How the game ended, if it did."""


def measure_standing(game: Game, node: GameNode | None = None) -> GameStanding:
    """Measure the standing at a node, by default the player's current one."""
    node = node or game.at
    bookings = sum_books(node.position.weeks).bookings
    reached = game.value_reached(node) if node.result is None else node.result.reached
    return GameStanding(node.number, bookings, reached, node.result)


def play_companion(setup: GameSetup, stop: StopCallback = lambda: False) -> Iterator[GameStanding]:
    """Yield the standing of the setup's bot after each of its moves. Raises StoppedError."""
    game = Game(setup)
    return (measure_standing(game) for _ in play_with_policy(game, setup.beside, stop))


def standing_after(moves: int, known: Iterable[GameStanding]) -> GameStanding | None:
    """Return the bot's standing after a number of moves, or its last one if its game ended earlier. None before the
    first move, or if it is not known yet.
    """
    here = [s for s in known if s.moves == moves or (s.result is not None and s.moves < moves)]
    return here[-1] if here else None
