"""Start a new game or resume a saved one.

It can take a while, because a goal may have to be measured, so call it in a worker. It can be stopped.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sim.base.progress import ProgressCallback, report_progress
from sim.game.game import Game
from sim.game.policy_games import play_with_policy
from sim.game.replay import ReplayReport
from sim.game.setup import UNKNOWN_PLAYER, GameSetup
from sim.game.store import resume_saved_game
from sim.game.threshold import goal_threshold
from sim.lookahead.masters import opponent_title
from sim.play.session import Session, make_session_thread
from sim.scenario.guide import Guide
from sim.scenario.load import load_scenario
from sim.scenario.organisation import Cadence, HeldSeat
from sim.scenario.scenario import Scenario

OpenedGame = tuple[Session, ReplayReport | None]
"""A session ready to play. For a saved game also the report of its replay."""

GameOpener = Callable[[ProgressCallback], OpenedGame]
"""Opens a game. Raises StoppedError, or an error that prevents it."""

RANDOM_SEED_LIMIT = 1_000_000
"""Limit of random seeds, short enough to pass on, and apart from the seeds that measure goals."""


@dataclass(frozen=True, slots=True)
class NewGame:
    """Choices for a new game. None means random, or the scenario's default."""

    scenario: Scenario
    seat: HeldSeat | None = None
    cadence: Cadence | None = None
    seed: int | None = None
    dice: int | None = None
    guide: Guide | None = None
    """The guide through the game."""
    bot: str = ""
    """Name of the companion bot, or of the bot to watch. Empty for none."""
    watched: bool = False
    """Whether the bot plays instead of the player."""

    @property
    def needs_measuring(self) -> bool:
        """Whether the goal may have to be measured first."""
        return self.scenario.goal.threshold is None

    def open(self, progress: ProgressCallback) -> OpenedGame:
        """Start the game and create its record. If the record cannot be written, the session has the reason."""
        scenario = self.scenario
        goal = goal_threshold(scenario, progress)
        seed = secrets.randbelow(RANDOM_SEED_LIMIT) if self.seed is None else self.seed
        game = Game(
            GameSetup(
                scenario=scenario,
                seed=seed,
                dice=seed if self.dice is None else self.dice,
                seat=self.seat or scenario.seats[0],
                cadence=self.cadence or scenario.organisation.cadence,
                threshold=goal,
                player=opponent_title(self.bot) if self.watched else UNKNOWN_PLAYER,
                beside="" if self.watched else self.bot,
            )
        )
        if self.watched:
            for node in play_with_policy(game, self.bot):
                report_progress(progress, node.number, game.setup.moves)
        session = Session(game)
        session.guide = self.guide
        session.save()
        session.look_at(game.root)
        return session, None


def open_saved(path: Path, progress: ProgressCallback, from_start: bool = False) -> OpenedGame:
    """Resume a recorded game at its current position or at its start."""
    thread = make_session_thread()
    try:
        saved, replayed = thread.submit(resume_saved_game, path, progress).result()
    except BaseException:
        thread.shutdown()
        raise
    session = Session(replayed.game, saved, thread)
    if from_start:
        session.look_at(replayed.game.root)
    return session, replayed


def open_tutorial(guide: Guide, progress: ProgressCallback) -> OpenedGame:
    """Start a new game with a guide."""
    return NewGame(load_scenario(guide.scenario).scenario, seed=guide.seed, guide=guide).open(progress)
