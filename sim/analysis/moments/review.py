"""The look back at a game that is over, as a stream of complete snapshots: how others do in the player's place, then
move by move what mattered. Runs in a process of its own, next to the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sim.analysis.moments.advice import NextGameAdvice, give_advice
from sim.analysis.moments.evaluated_move import (
    EvaluatedMove,
    evaluate_played_move,
    evaluation_unit,
    final_worth,
)
from sim.analysis.moments.moments import Moments, end_worth, find_moments
from sim.base.progress import StopCallback
from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.game.outcome import Result
from sim.game.policy_games import result_of_policy
from sim.game.setup import GameSetup
from sim.lookahead.masters import opponent_names
from sim.lookahead.strengths import STRENGTHS
from sim.policy.notation import format_move
from sim.policy.registry import bot_names, load_bot_rules


@dataclass(frozen=True, slots=True)
class PlayerResult:
    """Another player of the same scenario, seat, world and dice."""

    title: str
    result: Result

    @property
    def rank(self) -> tuple[float, float]:
        """Sorts the best first: by value where the game is about that, else by how it ended and what was reached."""
        r = self.result
        if evaluation_unit(r.measure) == "k":
            return -r.value, 0.0
        return -final_worth(r), -r.reached


@dataclass(frozen=True, slots=True)
class GameReview:
    """As far as it is by now."""

    rivals: tuple[PlayerResult, ...]
    """those who have played, the best first."""
    players: int
    """rivals that there will be."""
    weighed: int
    """moves that have been weighed,"""
    moves: int
    """how many there are."""
    moments: Moments
    advice: NextGameAdvice | None
    """when all moves are weighed."""

    def ranked(self, you: PlayerResult) -> list[PlayerResult]:
        """The rivals and the player, the best first."""
        return sorted([you, *self.rivals], key=lambda one: one.rank)

    def rank(self, result: Result) -> tuple[int, int] | None:
        """The rank of a result among all; None until all rivals have played."""
        if len(self.rivals) < self.players:
            return None
        you = PlayerResult("", result)
        return self.ranked(you).index(you) + 1, self.players + 1

    @property
    def done(self) -> bool:
        """Whether nothing more will come."""
        return self.advice is not None and len(self.rivals) == self.players


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """The request: a setup and the line that was played in it to its end, as a record writes its moves."""

    setup: GameSetup
    line: tuple[str, ...]

    def answers(self, stop: StopCallback) -> Iterator[GameReview]:
        """Snapshots. Raises StoppedError."""
        return stream_reviews(self.setup, self.line, stop)


def make_review_request(game: Game, end: GameNode) -> ReviewRequest:
    """The request for the line that led to a node where a game is over."""
    nodes = list(end.line())[-2::-1]
    return ReviewRequest(game.setup, tuple(format_move(n.own, game.held) for n in nodes if n.own is not None))


def stream_reviews(
    setup: GameSetup, line: tuple[str, ...], stop: StopCallback = lambda: False
) -> Iterator[GameReview]:
    """Better and better. First the bots, which are quick; then the moves; then the masters, which are slow. Raises
    StoppedError.
    """
    game = Game(setup)
    for words in line:
        game.play(game.parse_recorded_move(words))
    assert game.result is not None
    at = GameReview((), len(opponent_names()), 0, len(line), find_moments((), None), None)
    yield at
    for name in bot_names():
        at = _add_result(at, PlayerResult(load_bot_rules(name).title, result_of_policy(setup, name, stop)))
        yield at
    weighed: list[EvaluatedMove] = []
    for node in list(game.at.line())[-2::-1]:
        weighed.append(evaluate_played_move(game, node, stop))
        whole = len(weighed) == len(line)
        found = find_moments(weighed, end_worth(game.result) if whole else None)
        at = replace(
            at,
            weighed=len(weighed),
            moments=found,
            advice=give_advice(setup, game.result, found) if whole else None,
        )
        yield at
    for name, master in STRENGTHS.items():
        at = _add_result(at, PlayerResult(master.title, result_of_policy(setup, name, stop)))
        yield at


def _add_result(at: GameReview, rival: PlayerResult) -> GameReview:
    return replace(at, rivals=tuple(sorted([*at.rivals, rival], key=lambda one: one.rank)))
