"""What looking ahead is worth: games in the event engine, with the same worlds and dice for all policies."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.base.progress import ProgressCallback, report_progress
from sim.base.statistics import Estimate, mean_interval, percent_interval
from sim.game.simulation import simulate_worlds
from sim.lookahead.policy import LookaheadPolicy
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.policy.policy import ConstantPolicy
from sim.policy.registry import make_bot
from sim.research.character.effort import FIRST_GAME_SEED, CharacterEffort
from sim.research.character.outcomes import PlanEndings, PlayerOutcome, estimate_to_json
from sim.research.claims.constant_moves import move_at_point

INHERITED, CONSTANT, LOOKAHEAD = range(3)


@dataclass(frozen=True, slots=True)
class LookaheadLead:
    """The lookahead compared with another policy, game by game."""

    share: Estimate
    """percent; games in which the lookahead ends ahead."""
    gain: Estimate
    """k; mean difference of value."""
    percent: Estimate
    """percent; mean difference relative to the other policy's value."""

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        return {name: estimate_to_json(getattr(self, name)) for name in ("share", "gain", "percent")}


@dataclass(frozen=True, slots=True)
class LookaheadGain:
    """Games of the lookahead, of the firm that goes on as before, and of the best constant move."""

    games: int
    thinking: int
    """Futures that the lookahead spends on each move."""
    players: tuple[PlayerOutcome, ...]
    inherited: LookaheadLead
    constant: LookaheadLead

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        return {
            "games": self.games,
            "futures": self.thinking,
            "players": [p.to_json() for p in self.players],
            "inherited": self.inherited.to_json(),
            "constant": self.constant.to_json(),
        }


def measure_lookahead(
    firm: Firm,
    best: Array,
    effort: CharacterEffort,
    threshold: float,
    progress: ProgressCallback | None = None,
) -> LookaheadGain:
    """Play as many games as there is time for. Raises StoppedError."""
    cadence = firm.scenario.organisation.cadence
    policies = (
        make_bot("inherited", firm),
        ConstantPolicy(move_at_point(best)),
        LookaheadPolicy(firm, cadence, effort.thinking),
    )
    results, end = [], time.monotonic() + effort.seconds
    for number in range(effort.games):
        if number >= effort.min_games and time.monotonic() > end:
            break
        report_progress(progress, number, effort.games)
        seeds = [FIRST_GAME_SEED + number]
        results.append([next(simulate_worlds(firm, p, seeds, cadence, threshold)).result for p in policies])
    value = np.array([[r.value for r in row] for row in results])
    ending = np.array([[r.ending for r in row] for row in results])
    games = PlanEndings(value, ending == "goal", ending == "fired")
    players = tuple(
        games.player(name, i) for i, name in enumerate(("inherited", "best constant", effort.lookahead))
    )
    inherited, constant = (
        _lookahead_lead(value[:, LOOKAHEAD], value[:, other]) for other in (INHERITED, CONSTANT)
    )
    return LookaheadGain(len(value), effort.thinking, players, inherited, constant)


def _lookahead_lead(ours: Array, theirs: Array) -> LookaheadLead:
    gain, size = mean_interval(ours - theirs), abs(float(theirs.mean()))
    return LookaheadLead(percent_interval(ours > theirs), gain, gain.scale(100 / size if size > 0 else 0.0))
