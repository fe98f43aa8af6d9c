"""Making a game ready to be played, new or saved.

That can take a while (a goal may have to be measured), so it is meant for a worker; it can be stopped.
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
from sim.play.session import Session, own_thread
from sim.scenario.guide import Guide
from sim.scenario.load import load_scenario
from sim.scenario.organisation import Cadence, HeldSeat
from sim.scenario.scenario import Scenario

Ready = tuple[Session, ReplayReport | None]
"""A game that can be played; for a saved one also how it came out when it was played again."""

Work = Callable[[ProgressCallback], Ready]
"""Makes a game ready. Raises StoppedError, or the error that prevents it."""

Telling = Callable[[str], ProgressCallback]
"""From the next task, in words, to a progress callback for it; no words: the same task as before."""

DRAWN_SEEDS = 1_000_000
"""Seeds that are drawn are below this: short enough to be read out to somebody, and apart from those that goals use."""


@dataclass(frozen=True, slots=True)
class NewGame:
    """What a new game is to be; what is None is drawn or the scenario's."""

    scenario: Scenario
    seat: HeldSeat | None = None
    cadence: Cadence | None = None
    seed: int | None = None
    dice: int | None = None
    guide: Guide | None = None
    """leads through it."""
    bot: str = ""
    """name of the bot that plays against the player, or that is watched; empty for none."""
    watched: bool = False
    """whether the bot plays it, in the place of the player."""

    @property
    def measures(self) -> bool:
        """Whether the goal may have to be measured first."""
        return self.scenario.goal.threshold is None

    def open(self, progress: ProgressCallback) -> Ready:
        """Make it ready and its record too; where that cannot be written the session says so."""
        scenario = self.scenario
        goal = goal_threshold(scenario, progress)
        seed = secrets.randbelow(DRAWN_SEEDS) if self.seed is None else self.seed
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


def open_saved(path: Path, progress: ProgressCallback, from_start: bool = False) -> Ready:
    """Go on with a record, looking at where the game is or at its start."""
    thread = own_thread()
    try:
        saved, replayed = thread.submit(resume_saved_game, path, progress).result()
    except BaseException:
        thread.shutdown()
        raise
    session = Session(replayed.game, saved, thread)
    if from_start:
        session.look_at(replayed.game.root)
    return session, replayed


def open_tutorial(guide: Guide, progress: ProgressCallback) -> Ready:
    """A new game with the guide through it."""
    return NewGame(load_scenario(guide.scenario).scenario, seed=guide.seed, guide=guide).open(progress)
