"""The look back at a game that is over, as a stream of complete snapshots: how others do in the player's place, then
move by move what mattered. For a process that thinks beside the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sim.analysis.moments.advice import Advice, advice
from sim.analysis.moments.moments import Moments, game_end, moments
from sim.analysis.moments.weights import Weighed, in_the_end, unit_of, weigh
from sim.game.game import Game
from sim.game.other_players import in_your_place
from sim.game.outcome import Result
from sim.game.setup import Setup
from sim.game.tree import Node
from sim.lookahead.forecaster import Stop
from sim.lookahead.strengths import MASTERS
from sim.policy.notation import write
from sim.policy.registry import bot_rules, characters


@dataclass(frozen=True, slots=True)
class OtherResult:
    """Another player of the same scenario, seat, world and dice."""

    title: str
    result: Result

    @property
    def rank(self) -> tuple[float, float]:
        """Sorts the best first: by value where the game is about that, else by how it ended and what was reached."""
        r = self.result
        if unit_of(r.measure) == "k":
            return -r.value, 0.0
        return -in_the_end(r), -r.reached


@dataclass(frozen=True, slots=True)
class Review:
    """As far as it is by now."""

    rivals: tuple[OtherResult, ...]
    """those who have played, the best first."""
    players: int
    """rivals that there will be."""
    weighed: int
    """moves that have been weighed,"""
    moves: int
    """of so many."""
    moments: Moments
    advice: Advice | None
    """when all moves are weighed."""

    def ranked(self, you: OtherResult) -> list[OtherResult]:
        """The rivals and the player, the best first."""
        return sorted([you, *self.rivals], key=lambda one: one.rank)

    def rank(self, result: Result) -> tuple[int, int] | None:
        """The place of a result among so many; None while not all rivals have played."""
        if len(self.rivals) < self.players:
            return None
        you = OtherResult("", result)
        return self.ranked(you).index(you) + 1, self.players + 1

    @property
    def done(self) -> bool:
        """Whether nothing more will come."""
        return self.advice is not None and len(self.rivals) == self.players


@dataclass(frozen=True, slots=True)
class LookBack:
    """The request: a setup and the line that was played in it to its end, as a record writes its moves."""

    setup: Setup
    line: tuple[str, ...]

    def answers(self, stop: Stop) -> Iterator[Review]:
        """Snapshots. Raises StoppedError."""
        return reviews(self.setup, self.line, stop)


def look_back(game: Game, end: Node) -> LookBack:
    """The request for the line that led to a node where a game is over."""
    nodes = list(end.line())[-2::-1]
    return LookBack(game.setup, tuple(write(n.own, game.held) for n in nodes if n.own is not None))


def reviews(setup: Setup, line: tuple[str, ...], stop: Stop = lambda: False) -> Iterator[Review]:
    """Better and better. First the bots, which are quick; then the moves; then the masters, which are slow. Raises
    StoppedError.
    """
    game = Game(setup)
    for words in line:
        game.play(game.recorded(words))
    assert game.result is not None
    at = Review((), len(characters()) + len(MASTERS), 0, len(line), moments((), None), None)
    yield at
    for name in characters():
        at = _add_result(at, OtherResult(bot_rules(name).title, in_your_place(setup, name, stop)))
        yield at
    weighed: list[Weighed] = []
    for node in list(game.at.line())[-2::-1]:
        weighed.append(weigh(game, node, stop))
        whole = len(weighed) == len(line)
        found = moments(weighed, game_end(game.result) if whole else None)
        at = replace(
            at,
            weighed=len(weighed),
            moments=found,
            advice=advice(setup, game.result, found) if whole else None,
        )
        yield at
    for name, master in MASTERS.items():
        at = _add_result(at, OtherResult(master.title, in_your_place(setup, name, stop)))
        yield at


def _add_result(at: Review, rival: OtherResult) -> Review:
    return replace(at, rivals=tuple(sorted([*at.rivals, rival], key=lambda one: one.rank)))
