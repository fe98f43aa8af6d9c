"""A bot that plays against the player: the same scenario, seat, world and dice; its results after each move."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sim.event.books import sum_books
from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.game.outcome import Result
from sim.game.policy_games import play_with_policy
from sim.game.setup import GameSetup


@dataclass(frozen=True, slots=True)
class GameStanding:
    """A player's result after a number of moves."""

    moves: int
    bookings: float
    """k; of the game so far."""
    reached: float
    """in the unit of what the goal is set on; without what comes after the end, until that is known."""
    result: Result | None
    """how the game ended, where it did."""


def measure_standing(game: Game, node: GameNode | None = None) -> GameStanding:
    """The standing of a game at a node, by default where its player is."""
    node = node or game.at
    bookings = sum_books(node.position.weeks).bookings
    reached = game.reached(node) if node.result is None else node.result.reached
    return GameStanding(node.number, bookings, reached, node.result)


def play_companion(setup: GameSetup, stop: Callable[[], bool] = lambda: False) -> Iterator[GameStanding]:
    """The standing of the setup's bot after each of its moves, to the end of its game. Raises StoppedError."""
    game = Game(setup)
    return (measure_standing(game) for _ in play_with_policy(game, setup.beside, stop))


def standing_after(moves: int, known: Iterable[GameStanding]) -> GameStanding | None:
    """The bot's standing when the player has made this many moves; if its game ended before, how that ended. None
    before the first move, and where it is not known yet.
    """
    here = [s for s in known if s.moves == moves or (s.result is not None and s.moves < moves)]
    return here[-1] if here else None
