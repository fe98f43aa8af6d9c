"""The review of a game that is over, as a stream of complete snapshots: how others do in the player's place, and what
mattered, move by move. It runs in its own process, next to the screen.
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
    """The result of a player in the same scenario, seat, world and dice."""

    title: str
    result: Result

    @property
    def rank(self) -> tuple[float, float]:
        """Sort key, the best first: by value if moves are evaluated by it, else by the ending and what was reached."""
        r = self.result
        if evaluation_unit(r.measure) == "k":
            return -r.value, 0.0
        return -final_worth(r), -r.reached


@dataclass(frozen=True, slots=True)
class GameReview:
    """A review as far as it is computed."""

    rivals: tuple[PlayerResult, ...]
    """Rivals who have played, the best first."""
    players: int
    """Number of rivals when the review is complete."""
    evaluated: int
    """Number of moves evaluated so far."""
    moves: int
    """Number of moves of the line."""
    moments: Moments
    advice: NextGameAdvice | None
    """Advice for the next game; None until all moves are evaluated."""

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
    """A request for the review of a line that was played to its end."""

    setup: GameSetup
    line: tuple[str, ...]
    """Moves of the line, in the notation of records."""

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
    """Yield ever more complete reviews: first the bots, which are quick, then the moves, then the slow masters. Raises
    StoppedError.
    """
    game = Game(setup)
    for words in line:
        game.play(game.parse_recorded_move(words))
    assert game.result is not None
    review = GameReview((), len(opponent_names()), 0, len(line), find_moments((), None), None)
    yield review
    for name in bot_names():
        result = PlayerResult(load_bot_rules(name).title, result_of_policy(setup, name, stop))
        yield (review := _add_result(review, result))
    moves: list[EvaluatedMove] = []
    for node in list(game.at.line())[-2::-1]:
        moves.append(evaluate_played_move(game, node, stop))
        complete = len(moves) == len(line)
        moments = find_moments(moves, end_worth(game.result) if complete else None)
        advice = give_advice(setup, game.result, moments) if complete else None
        yield (review := replace(review, evaluated=len(moves), moments=moments, advice=advice))
    for name, master in STRENGTHS.items():
        result = PlayerResult(master.title, result_of_policy(setup, name, stop))
        yield (review := _add_result(review, result))


def _add_result(review: GameReview, rival: PlayerResult) -> GameReview:
    return replace(review, rivals=tuple(sorted([*review.rivals, rival], key=lambda one: one.rank)))
