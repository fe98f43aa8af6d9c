"""Opening and leaving games: new ones, saved ones and tutorials are made ready in a thread, and no move is lost."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.base.problems import format_file_name
from sim.version import ENGINE
from tui.runtime.messages import GameChosen, GameOpened
from tui.screens.dialog import Notice
from tui.screens.menu import MenuScreen

if TYPE_CHECKING:
    from sim.base.progress import ProgressCallback
    from sim.play.start import GameOpener, OpenedGame
    from sim.scenario.guide import Guide
    from tui.app import TactegicApp

UNSAVED = {"again": "Try again", "leave": "Leave without saving", "close": "Go on playing"}
"""What can be done about moves that are not saved."""

SETTING_UP = "Setting up the board ..."
MEASURING = "Measuring the goal: a hundred games of the bot `steady`, once for this scenario."
REPLAYING = "Replaying it up to where you left it ..."


class GamesController:
    """Opens games in the app, one at a time, and closes them."""

    def __init__(self, app: TactegicApp) -> None:
        self._app = app

    # opening

    def open_new(self, event: GameChosen) -> None:
        """Open a new game."""
        from sim.lookahead.masters import opponent_title

        game, doing = event.game, SETTING_UP
        if game.needs_measuring:
            doing = MEASURING
        elif game.watched:
            doing = f"{opponent_title(game.bot)} plays its game ..."
        self._prepare("New game", doing, game.open)

    def open_saved(self, path: Path, *, from_start: bool = False) -> None:
        """Open a saved game where it was, or at its first position."""

        def work(progress: ProgressCallback) -> OpenedGame:
            from sim.play.start import open_saved

            return open_saved(path, progress, from_start)

        self._prepare("Saved game", REPLAYING, work)

    def open_tutorial(self, guide: Guide) -> None:
        """Open a game with a guide."""
        from sim.play.start import open_tutorial

        self._prepare("Tutorial", SETTING_UP, lambda progress: open_tutorial(guide, progress))

    def _prepare(self, title: str, doing: str, work: GameOpener) -> None:
        """Make a game ready in a thread, then play it."""
        from tui.screens.preparing import Preparing

        if not self._app.has_screen(Preparing):  # a key that is pressed twice chooses twice
            self._app.push_screen(Preparing(title, doing, work), self._prepared)

    def _prepared(self, ready: GameOpened | Exception | None) -> None:
        app = self._app
        if isinstance(ready, GameOpened):
            from tui.screens.play import PlayScreen

            self._close_screens()
            app.session = ready.session
            app.push_screen(PlayScreen(ready.session, app.lookahead))
            app.call_after_refresh(_leave_out_of_collections)
            self._tell_differences(ready)
            return
        if len(app.screen_stack) == 1:  # what the command line asked for failed
            self.to_menu()
        if ready is not None:
            app.show_failure(ready)

    def _tell_differences(self, ready: GameOpened) -> None:
        """Say that a record replays with other figures, so that the game goes on in a copy."""
        replayed = ready.replayed
        if replayed is None or not replayed.differences:
            return
        lines = [
            f"Some figures of this record come out differently: {replayed.differences[0]}.",
            f"It was made with engine {replayed.engine}; this is engine {ENGINE}."
            if replayed.other_engine
            else "Somebody may have changed the file.",
            f"The record stays as it is. The game goes on in a copy: {format_file_name(str(ready.session.path))}",
        ]
        self._app.push_screen(Notice("The game is not quite the same", lines))

    # leaving

    def again(self) -> None:
        """Play the same scenario, seat, world and dice once more. The record of the game that was played stays."""
        session = self._app.session
        if session is not None:
            from sim.play.start import NewGame

            s = session.game.setup
            game = GameChosen(NewGame(s.scenario, s.seat, s.cadence, s.seed, s.dice, bot=s.beside))
            self.leave(lambda: self._app.post_message(game))

    def leave(self, then: Callable[[], object]) -> None:
        """Leave the game and do something else, unless moves cannot be saved and the player wants to stay."""
        session = self._app.session
        if session is not None and session.unsaved is not None:
            session.save()
        insists = isinstance(self._app.screen, Notice)  # the player is being asked already
        if session is None or session.unsaved is None or insists:
            then()
            return
        lines = [
            f"Your last moves are not saved: {session.unsaved.message}.",
            f"To save them, {session.unsaved.remedy}.",
        ]

        def answered(answer: str | None) -> None:
            if answer == "leave":
                session.unsaved = None
                then()
            elif answer == "again":
                self.leave(then)

        self._app.push_screen(Notice("Not saved", lines, UNSAVED), answered)

    def to_menu(self) -> None:
        """Close the game and every screen, and show the menu."""
        self._close_screens()
        self._app.push_screen(MenuScreen())

    def _close_screens(self) -> None:
        while len(self._app.screen_stack) > 1:
            self._app.pop_screen()
        self.close()

    def close(self) -> None:
        """Release the record."""
        if self._app.session is not None:
            self._app.session.close()
            self._app.session = None  # only now: before, it may have to be rescued


def _leave_out_of_collections() -> None:
    """Freeze what is loaded by now: it stays to the end, and a collection that went through it would hold up keys for a
    quarter of a second.
    """
    if not gc.get_freeze_count():
        gc.freeze()
