"""Making a game ready to be played, new or saved.

That can take a while (a goal may have to be measured), so it is meant for a worker; it can be stopped.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sim.base.progress import Progress, tell
from sim.game.game import Game
from sim.game.other_players import moves_of
from sim.game.replay import Replayed
from sim.game.setup import UNNAMED, Setup
from sim.game.store import resume
from sim.game.threshold import threshold
from sim.lookahead.masters import title_of
from sim.play.session import Session, own_thread
from sim.scenario.guide import Guide
from sim.scenario.load import load
from sim.scenario.organisation import Cadence, HeldSeat
from sim.scenario.scenario import Scenario

Ready = tuple[Session, Replayed | None]
"""A game that can be played; for a saved one also how it came out when it was played again."""

Work = Callable[[Progress], Ready]
"""Makes a game ready. Raises StoppedError, or what stands in its way."""

Telling = Callable[[str], Progress]
"""From what is done next, in words, to what is told how far that is; no words: as before."""

DRAWN_SEEDS = 1_000_000
"""Seeds that are drawn are below this: short enough to be told to somebody, and apart from those that goals use."""


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
    """name of the bot that plays beside the player, or that is watched; empty for nobody."""
    watched: bool = False
    """whether the bot plays it, in the place of the player."""

    @property
    def measures(self) -> bool:
        """Whether the goal may have to be measured first."""
        return self.scenario.goal.threshold is None

    def open(self, progress: Progress) -> Ready:
        """Make it ready and its record too; where that cannot be written the session says so."""
        scenario = self.scenario
        goal = threshold(scenario, progress)
        seed = secrets.randbelow(DRAWN_SEEDS) if self.seed is None else self.seed
        game = Game(
            Setup(
                scenario=scenario,
                seed=seed,
                dice=seed if self.dice is None else self.dice,
                seat=self.seat or scenario.seats[0],
                cadence=self.cadence or scenario.organisation.cadence,
                threshold=goal,
                player=title_of(self.bot) if self.watched else UNNAMED,
                beside="" if self.watched else self.bot,
            )
        )
        if self.watched:
            for node in moves_of(game, self.bot):
                tell(progress, node.number, game.setup.moves)
        session = Session(game)
        session.guide = self.guide
        session.save()
        session.look_at(game.root)
        return session, None


def open_saved(path: Path, progress: Progress, from_start: bool = False) -> Ready:
    """Go on with a record, looking at where the game is or at its start."""
    thread = own_thread()
    try:
        saved, replayed = thread.submit(resume, path, progress).result()
    except BaseException:
        thread.shutdown()
        raise
    session = Session(replayed.game, saved, thread)
    if from_start:
        session.look_at(replayed.game.root)
    return session, replayed


def open_tutorial(guide: Guide, progress: Progress) -> Ready:
    """A new game with the guide through it."""
    return NewGame(load(guide.scenario).scenario, seed=guide.seed, guide=guide).open(progress)
