"""The state of play: the game, the position being viewed, the move being prepared, and whether everything is saved.

It knows no widget. Playing a period and changing the record happen in the session's own thread, one after the other, so
that a record is never written while a move is only half made.
"""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.base.places import PlaceError
from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.game.store import SavedGame, create_saved_game
from sim.game.variations import clean_line_name
from sim.lookahead.requests import LookaheadPosition
from sim.model.move import Move
from sim.play.companion_bot import GameStanding, measure_standing, standing_after
from sim.policy.focus import default_focus_percents
from sim.policy.notation import parse_move
from sim.policy.seats import merge_moves
from sim.scenario.guide import Guide
from sim.view.view import View

if TYPE_CHECKING:
    from sim.analysis.moments.review import GameReview

LOG = logging.getLogger("tactegic.session")

Clock = Callable[[], float]
"""Returns seconds. Only differences count."""


def make_session_thread() -> ThreadPoolExecutor:
    """Return a thread for the work of one session."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="session")


class Session:
    """A game being played.

    `saved` is its file, opened in `thread`. It is None if the file could not be created; every save tries again.
    """

    def __init__(
        self,
        game: Game,
        saved: SavedGame | None = None,
        thread: ThreadPoolExecutor | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        self.game = game
        self.shown = game.at
        self.draft = game.last_own
        self.unsaved: PlaceError | None = None
        """Why the last save failed, if it did."""
        self.bot_standings: list[GameStanding] = []
        """The companion bot's standings, as far as it has played."""
        self.guide: Guide | None = None
        """The guide through the game, if there is one."""
        self._saved, self._clock, self._since = saved, clock, clock()
        self._thread, self._closed = thread or make_session_thread(), False
        self._changed = self._saving = False
        """Whether there are changes that no save has picked up yet."""
        self._views: dict[GameNode, View] = {}
        self._visited: dict[GameNode, GameNode] = {}
        self._read: set[GameNode] = {game.root, game.at.parent or game.root}
        """Positions whose news was read."""

    @property
    def path(self) -> Path | None:
        """The record's file."""
        return None if self._saved is None else self._saved.path

    @property
    def playing(self) -> bool:
        """Whether the position being viewed is the one being played."""
        return self.shown is self.game.at

    @property
    def can_move(self) -> bool:
        """Whether a move can be made in the position being viewed."""
        return self.playing and not self.game.over

    @property
    def view(self) -> View:
        """What the team knows in the position being viewed."""
        return self.view_of(self.shown)

    @property
    def before(self) -> View | None:
        """What the team knew one move earlier."""
        return None if self.shown.parent is None else self.view_of(self.shown.parent)

    @property
    def story(self) -> str:
        """The scenario's story text at the position being viewed."""
        return self.game.story(self.shown)

    @property
    def reached(self) -> float:
        """In the unit of the goal's measure; the value reached at the position being viewed. The franchise value is
        included once the game has ended.
        """
        return self.own_standing.reached

    def mark_read(self) -> None:
        """Mark the news of the position being viewed as read."""
        self._read.add(self.shown)

    @property
    def unread_nodes(self) -> list[GameNode]:
        """Positions whose news was not read yet, latest first. Empty while an old position is viewed."""
        line = self.shown.line() if self.playing else ()
        return list(takewhile(lambda node: node not in self._read, line))

    @property
    def own_standing(self) -> GameStanding:
        """The player's standing at the position being viewed."""
        return measure_standing(self.game, self.shown)

    @property
    def bot_standing(self) -> GameStanding | None:
        """The bot's standing after as many moves. None if it is not known yet."""
        return standing_after(self.shown.number, self.bot_standings)

    def view_of(self, node: GameNode) -> View:
        """Return what the team knows in a position of the game."""
        if node not in self._views:
            self._views[node] = self.game.view(node)
        return self._views[node]

    @property
    def position(self) -> LookaheadPosition:
        """The position being viewed, as input of the lookahead."""
        return self.position_of(self.shown)

    def position_of(self, node: GameNode) -> LookaheadPosition:
        """Return a position of the game as input of the lookahead."""
        setup, view = self.game.setup, self.view_of(node)
        return LookaheadPosition(
            setup.firm, view, setup.cadence, self.game.held, setup.threshold, view.last_move
        )

    @property
    def whole_draft(self) -> Move:
        """The draft as a move of the whole firm. Seats that the player does not hold repeat their last move."""
        return merge_moves(self.game.setup.firm, self.game.held, self.draft, self.view.last_move)

    def merge_into_draft(self, move: Move) -> Move:
        """Return the held seats of a move, with the other seats as in the draft."""
        return merge_moves(self.game.setup.firm, self.game.held, move, self.draft)

    def parse_draft(self, text: str) -> Move:
        """Parse a move that changes the draft. Raises NotationError."""
        return parse_move(text, self.draft, default_focus_percents(self.game.setup.firm), self.game.held)

    def commit(self) -> None:
        """Play the drafted move and save the game. It blocks, so call it in a worker. The position being viewed changes
        only with `follow`. Does nothing if the session was closed.
        """
        self._do(self._commit, self.draft, self._clock() - self._since)

    def _do(self, work: Callable[..., None], *arguments: Any) -> None:
        """Run something in the session's thread and wait for it. Does nothing if the session was closed."""
        try:
            done = self._thread.submit(work, *arguments)
        except RuntimeError:  # it was closed after the caller started
            if not self._closed:
                raise
        else:
            done.result()

    def _commit(self, move: Move, seconds: float) -> None:
        began = time.perf_counter()
        self.game.go(self.game.reply(self.game.at, move, seconds))
        played = time.perf_counter()
        self._save()
        spans = (played - began, time.perf_counter() - played)
        LOG.debug("move %d played in %.3f s, saved in %.3f s", self.game.at.number, *spans)

    def follow(self) -> None:
        """View the position being played, with its last move as the draft."""
        self.shown, self.draft = self.game.at, self.game.last_own
        self._since = self._clock()

    def take_back(self) -> bool:
        """Go back before the last move. Its line is kept, and it becomes the draft. Returns False at the start."""
        undone = self.game.at
        if undone.own is None or not self.game.take_back():
            return False
        self._visited[self.game.at] = undone
        self._changed = True
        self.follow()
        self.draft = undone.own
        return True

    def play_on_from_here(self) -> None:
        """Continue the game from the position being viewed. All lines are kept."""
        self.game.go(self.shown)
        self._changed = True
        self.follow()

    def return_to_game(self) -> None:
        """View the position being played again, with the draft as it was left."""
        self.shown = self.game.at

    def save(self) -> None:
        """Write the record. It blocks, so call it in a worker. If it fails, `unsaved` has the reason and the game
        continues.
        """
        self._do(self._save)

    def _save(self) -> None:
        self._changed, self._saving = False, True
        try:
            if self._saved is None:
                self._saved = create_saved_game(self.game, datetime.date.today())
            else:
                self._saved.save()
        except PlaceError as error:
            LOG.warning("not saved: %s", error)
            self.unsaved = error
        else:
            self.unsaved = None
        finally:
            self._saving = False

    def rescue(self) -> None:
        """Save unsaved changes from another thread as the program ends, without waiting for work in progress."""
        if self._saved is not None and (self._changed or self._saving or self.unsaved is not None):
            self._saved.save()

    def close(self) -> None:
        """Finish work in progress and release the record."""
        if not self._closed:
            self._closed = True
            if self._saved is not None:
                if self._changed:  # nobody will save them later
                    self._thread.submit(self._save)
                self._thread.submit(self._saved.close)
            self._thread.shutdown()

    def look_at(self, node: GameNode) -> bool:
        """View any position of the game. `look_on` then follows the line to it. Returns True."""
        for step in node.line():
            self._look(step)
        return self._look(node)

    def name_line(self, first: GameNode, name: str) -> None:
        """Name the line that begins at a position. An empty name removes it. Call `save` to store it."""
        first.name = clean_line_name(name)
        self._changed = True

    def note_rank(self, node: GameNode, review: GameReview) -> bool:
        """Store the rank of a finished game among the policies that played the same game, once all of them have.
        Returns whether it is new. Call `save` to store it.
        """
        assert node.result is not None
        rank = review.rank(node.result)
        if rank is None or rank == node.rank:
            return False
        node.rank = rank
        self._changed = True
        return True

    def look_back(self) -> bool:
        """View the position one move earlier. Returns False at the start."""
        return self._look(self.shown.parent)

    def look_on(self) -> bool:
        """View the position one move later: along the line being played, else along the line viewed last."""
        return self._look(self._next())

    def look_aside(self, step: int) -> bool:
        """View another move made in place of the last one. Returns False if there is none."""
        siblings = self.siblings
        place = siblings.index(self.shown) + step
        return self._look(siblings[place]) if 0 <= place < len(siblings) else False

    @property
    def siblings(self) -> list[GameNode]:
        """The positions after each move that was made in place of the last one, including this one."""
        return [self.shown] if self.shown.parent is None else self.shown.parent.children

    def _next(self) -> GameNode | None:
        played = next((n for n in self.game.at.line() if n.parent is self.shown), None)
        if played is not None:
            return played
        children = self.shown.children
        return self._visited.get(self.shown) or (children[0] if children else None)

    def _look(self, node: GameNode | None) -> bool:
        if node is None:
            return False
        if node.parent is not None:
            self._visited[node.parent] = node
        self.shown = node
        return True
