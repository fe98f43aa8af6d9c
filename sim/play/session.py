"""The game on the screen: what is played, what is looked at, the move being prepared, and whether all of it is saved.

It knows no widget. Simulating a period and touching the record are done in the session's own thread, one thing after
the other, so that a saving never meets a half-made move.
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
from sim.game.seats import merge_moves
from sim.game.store import SavedGame, create_saved_game
from sim.game.variations import clean_line_name
from sim.lookahead.requests import LookaheadPosition
from sim.model.move import Move
from sim.play.companion_bot import GameStanding, measure_standing, standing_after
from sim.policy.focus import default_focus_percents
from sim.policy.notation import parse_move
from sim.scenario.guide import Guide
from sim.view.view import View

if TYPE_CHECKING:
    from sim.analysis.moments.review import GameReview

LOG = logging.getLogger("tactegic.session")

Clock = Callable[[], float]
"""Seconds that pass; only differences count."""


def own_thread() -> ThreadPoolExecutor:
    """A thread for the work of one session."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="session")


class Session:
    """A game being played on a screen.

    `saved` is its file, opened in `thread`, or None where none could be made yet; then every saving tries again.
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
        """why the last saving failed, if it did."""
        self.stands: list[GameStanding] = []
        """results of the bot that plays against the player, after each move that it has made so far."""
        self.guide: Guide | None = None
        """the guide that leads through it, if one does."""
        self._saved, self._clock, self._since = saved, clock, clock()
        self._thread, self._closed = thread or own_thread(), False
        self._changed = self._saving = False
        """whether something was done that nobody has begun to save yet."""
        self._views: dict[GameNode, View] = {}
        self._visited: dict[GameNode, GameNode] = {}
        self._read: set[GameNode] = {game.root, game.at.parent or game.root}
        """positions whose news was read."""

    @property
    def path(self) -> Path | None:
        """The record's file."""
        return None if self._saved is None else self._saved.path

    @property
    def playing(self) -> bool:
        """Whether the position that is looked at is the one that is played; else it is only looked at."""
        return self.shown is self.game.at

    @property
    def can_move(self) -> bool:
        """Whether a move can be made in the position that is looked at."""
        return self.playing and not self.game.over

    @property
    def view(self) -> View:
        """What the team knows in the position that is looked at."""
        return self.view_of(self.shown)

    @property
    def before(self) -> View | None:
        """What the team knew one move earlier."""
        return None if self.shown.parent is None else self.view_of(self.shown.parent)

    @property
    def story(self) -> str:
        """The scenario's text in the position that is looked at."""
        return self.game.story(self.shown)

    @property
    def reached(self) -> float:
        """In the unit of what the goal is set on: at an end what the result says, before it what is reached so far,
        without what comes after the end.
        """
        return self.own_stand.reached

    def mark_read(self) -> None:
        """The news of the position that is looked at was read."""
        self._read.add(self.shown)

    @property
    def unread(self) -> list[GameNode]:
        """Positions whose news was not read yet, the latest first; none where an old position is looked at."""
        line = self.shown.line() if self.playing else ()
        return list(takewhile(lambda node: node not in self._read, line))

    @property
    def own_stand(self) -> GameStanding:
        """The player's standing in the position that is looked at."""
        return measure_standing(self.game, self.shown)

    @property
    def bot_stand(self) -> GameStanding | None:
        """The bot's result after as many moves as the player has made; None if it is not known yet."""
        return standing_after(self.shown.number, self.stands)

    def view_of(self, node: GameNode) -> View:
        """What the team knows in a position of the game."""
        if node not in self._views:
            self._views[node] = self.game.view(node)
        return self._views[node]

    @property
    def position(self) -> LookaheadPosition:
        """The position that is looked at, as the lookahead asks about it."""
        return self.position_of(self.shown)

    def position_of(self, node: GameNode) -> LookaheadPosition:
        """A position of the game, as the lookahead asks about it."""
        setup, view = self.game.setup, self.view_of(node)
        return LookaheadPosition(
            setup.firm, view, setup.cadence, self.game.held, setup.threshold, view.last_move
        )

    @property
    def whole_draft(self) -> Move:
        """The draft as a move of the whole firm: seats that are not held keep their last move."""
        setup = self.game.setup
        return merge_moves(setup.firm, setup.seat, self.draft, self.view.last_move)

    def typed(self, text: str) -> Move:
        """The player's move that a text says; what it does not name is as drafted. Raises NotationError."""
        return parse_move(text, self.draft, default_focus_percents(self.game.setup.firm), self.game.held)

    def commit(self) -> None:
        """Live the drafted move and save the game (waits: for a worker). What is looked at changes with `follow`. A
        game that was closed in the meantime stays as it is.
        """
        self._do(self._commit, self.draft, self._clock() - self._since)

    def _do(self, what: Callable[..., None], *given: Any) -> None:
        """Have the session's thread do something, and wait for it; nothing where it does nothing more."""
        try:
            done = self._thread.submit(what, *given)
        except RuntimeError:  # it was closed while the worker that waits was on its way here
            if not self._closed:
                raise
        else:
            done.result()

    def _commit(self, move: Move, seconds: float) -> None:
        began = time.perf_counter()
        self.game.go(self.game.reply(self.game.at, move, seconds))
        lived = time.perf_counter()
        self._save()
        spans = (lived - began, time.perf_counter() - lived)
        LOG.debug("move %d lived in %.3f s, saved in %.3f s", self.game.at.number, *spans)

    def follow(self) -> None:
        """Look at the position that is played, with a draft like the last move there."""
        self.shown, self.draft = self.game.at, self.game.last_own
        self._since = self._clock()

    def take_back(self) -> bool:
        """Go back before the last move; its line stays, and the draft is the move that was taken back. False at the
        start.
        """
        undone = self.game.at
        if undone.own is None or not self.game.take_back():
            return False
        self._visited[self.game.at] = undone
        self._changed = True
        self.follow()
        self.draft = undone.own
        return True

    def play_on_from_here(self) -> None:
        """Play on in the position that is looked at; every line stays."""
        self.game.go(self.shown)
        self._changed = True
        self.follow()

    def return_to_game(self) -> None:
        """Look at the position that is played again; the draft is as it was left."""
        self.shown = self.game.at

    def save(self) -> None:
        """Write the record (waits: for a worker). Where that fails `unsaved` says why, and the game goes on."""
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
        """Keep what is not saved yet, without waiting for what is under way: from another thread, at the end."""
        if self._saved is not None and (self._changed or self._saving or self.unsaved is not None):
            self._saved.save()

    def close(self) -> None:
        """Finish what is under way and give the record free."""
        if not self._closed:
            self._closed = True
            if self._saved is not None:
                if self._changed:  # whoever was to save it comes too late
                    self._thread.submit(self._save)
                self._thread.submit(self._saved.close)
            self._thread.shutdown()

    def look_at(self, node: GameNode) -> bool:
        """Look at any position of the game; each move on the way there is the one that is looked at next. True."""
        for step in node.line():
            self._look(step)
        return self._look(node)

    def name_line(self, begins: GameNode, name: str) -> None:
        """Call the line that begins with a position something; an empty name takes it away. `save` keeps it."""
        begins.name = clean_line_name(name)
        self._changed = True

    def note_rank(self, node: GameNode, review: GameReview) -> bool:
        """Note the place of a game that is over among those who played in the same place, once all of them have;
        whether that is new. `save` keeps it.
        """
        assert node.result is not None
        rank = review.rank(node.result)
        if rank is None or rank == node.rank:
            return False
        node.rank = rank
        self._changed = True
        return True

    def look_back(self) -> bool:
        """Look at the position one move earlier. False at the start."""
        return self._look(self.shown.parent)

    def look_on(self) -> bool:
        """Look at the position one move later: along the line that is played, then along the one looked at last."""
        return self._look(self._next())

    def look_aside(self, step: int) -> bool:
        """Look at another move that was made in place of the last one. False where there is none."""
        siblings = self.siblings
        place = siblings.index(self.shown) + step
        return self._look(siblings[place]) if 0 <= place < len(siblings) else False

    @property
    def siblings(self) -> list[GameNode]:
        """The positions after each move that was made in place of the last one, this one among them."""
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
