"""What looking ahead is worth: games on the event engine, the same world and dice for all."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.base.progress import Progress, tell
from sim.game.simulate import simulate
from sim.lookahead.policy import LookaheadPolicy
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.policy.policy import Constant
from sim.policy.registry import bot
from sim.research.character.depth import FIRST_GAME, Depth
from sim.research.character.players import Ended, Player, plain
from sim.research.claims.constant import move_of
from sim.research.claims.intervals import PairedEstimate, mean, percent_share

INHERITED, CONSTANT, LOOKAHEAD = range(3)


@dataclass(frozen=True, slots=True)
class LookaheadLead:
    """The lookahead against somebody, game by game."""

    share: PairedEstimate
    """percent; of games in which it ends ahead."""
    gain: PairedEstimate
    """k; that it ends ahead by, on average."""
    percent: PairedEstimate
    """percent; the same against the other's value."""

    def plain(self) -> dict[str, Any]:
        """The same as JSON knows it."""
        return {name: plain(getattr(self, name)) for name in ("share", "gain", "percent")}


@dataclass(frozen=True, slots=True)
class Looking:
    """Games of the lookahead, of the firm that goes on as before, and of the best constant move."""

    games: int
    thinking: int
    """futures; of each move."""
    players: tuple[Player, ...]
    inherited: LookaheadLead
    constant: LookaheadLead

    def plain(self) -> dict[str, Any]:
        """The same as JSON knows it."""
        return {
            "games": self.games,
            "futures": self.thinking,
            "players": [p.plain() for p in self.players],
            "inherited": self.inherited.plain(),
            "constant": self.constant.plain(),
        }


def play_lookahead_games(
    firm: Firm, best: Array, depth: Depth, threshold: float, progress: Progress | None = None
) -> Looking:
    """Play the games, as many as there is time for. Raises StoppedError."""
    cadence = firm.scenario.organisation.cadence
    policies = (
        bot("inherited", firm),
        Constant(move_of(best)),
        LookaheadPolicy(firm, cadence, depth.thinking),
    )
    results, end = [], time.monotonic() + depth.seconds
    for number in range(depth.games):
        if number >= depth.least_games and time.monotonic() > end:
            break
        tell(progress, number, depth.games)
        seeds = [FIRST_GAME + number]
        results.append([next(simulate(firm, p, seeds, cadence, threshold)).result for p in policies])
    value = np.array([[r.value for r in row] for row in results])
    ending = np.array([[r.ending for r in row] for row in results])
    games = Ended(value, ending == "goal", ending == "fired")
    players = tuple(
        games.player(name, i) for i, name in enumerate(("inherited", "best constant", depth.lookahead))
    )
    inherited, constant = (_ahead(value[:, LOOKAHEAD], value[:, other]) for other in (INHERITED, CONSTANT))
    return Looking(len(value), depth.thinking, players, inherited, constant)


def _ahead(ours: Array, theirs: Array) -> LookaheadLead:
    gain, size = mean(ours - theirs), abs(float(theirs.mean()))
    return LookaheadLead(percent_share(ours > theirs), gain, gain.times(100 / size if size > 0 else 0.0))
