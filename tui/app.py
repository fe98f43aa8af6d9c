"""The app: which screen is seen, how a game is opened and left, and what is told at the end."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual import events, on, work
from textual.screen import Screen
from textual.worker import get_current_worker

from sim.base.problems import describe_error, format_file_name
from sim.base.watchdog import LEAVING, Watchdog
from sim.cli.output import GOOD, say
from sim.cli.play import PlayRequest
from sim.play.settings.terminal_support import detect_signs
from sim.version import ENGINE
from tui.controllers.preferences import Preferences
from tui.controllers.starts import Starts
from tui.keyboard.keys import EVERYWHERE
from tui.runtime.compat import replace_bad_input
from tui.runtime.errors import error_lines
from tui.runtime.log import NAME, Log
from tui.runtime.messages import (
    BotChosen,
    Failed,
    GameChosen,
    GameLoaded,
    Opened,
    RecordChosen,
    ScenarioWritten,
)
from tui.runtime.priority import prepare_processes
from tui.screens.dialog import Notice
from tui.screens.menu import MenuScreen
from tui.screens.too_small import TooSmall, fits
from tui.thinking.lookahead import LookaheadClients

if TYPE_CHECKING:
    from sim.base.progress import ProgressCallback
    from sim.play.session import Session
    from sim.play.start import Ready, Work
    from tui.controllers.calibration import Walk

LOG = logging.getLogger(f"{NAME}.app")

UNSAVED = {"again": "Try again", "leave": "Leave without saving", "close": "Go on playing"}
"""What can be done about moves that are not saved."""

LATER = (
    "sim.game.store", "sim.lookahead.requests", "sim.play.start", "tui.screens.new_game", "tui.screens.preparing",
    "tui.screens.play",
)  # fmt: skip
"""Modules that are loaded when the first screen is seen, those first that it needs itself."""

MEASURING = "Measuring the goal: a hundred games of the bot `steady`, once for this scenario ..."


class TactegicApp(Starts):
    """Plays Tactegic. `session` is the game on the screen, if there is one."""

    TITLE = "Tactegic"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = [  # noqa: RUF012  # as Textual has it
        "styles/base.tcss",
        "styles/play.tcss",
        "styles/dialogs.tcss",
        "styles/crm.tcss",
        "styles/start.tcss",
        "styles/result.tcss",
    ]
    BINDINGS = EVERYWHERE.bindings("app.help", "app.glossary", "app.settings", "app.quit", "app.stop")

    def __init__(
        self,
        request: PlayRequest,
        lookahead: LookaheadClients | None = None,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(preferences)
        self.request = request
        self.lookahead = lookahead or LookaheadClients()
        self.lookahead.obey(self.preferences.settings)
        self.session: Session | None = None
        self._walk: Walk | None = None
        self.log_file = Log()
        signals = (*LEAVING, "SIGINT")  # the screen gets Ctrl-C as a key
        self.watchdog = Watchdog(lambda: self.call_later(self.exit), self._rescue, signals)

    def on_mount(self) -> None:
        """Begin with what the command line asks for."""
        if self.request.debug:
            self.log_file.open()
        r = self.request
        LOG.info("engine %s, scenario %s, record %s", ENGINE, r.scenario and r.scenario.name, r.record)
        self.watchdog.hear_signals()  # the toolkit has taken some
        self.call_after_refresh(self._load)
        if r.record is not None:
            self._open_record(RecordChosen(r.record))
        elif r.scenario is not None:
            from sim.play.start import NewGame

            self._open_new(GameChosen(NewGame(r.scenario, r.seat, r.cadence, r.seed, r.dice)))
        else:
            self._to_menu()
            self.welcome()
        self.adopt()

    @work(thread=True, group="loading", exit_on_error=False)
    def _load(self) -> None:
        """Load what a game needs while the first screen is looked at."""
        worker = get_current_worker()
        try:
            for module in LATER:
                if not worker.is_cancelled:
                    import_module(module)
            self.post_message(GameLoaded())
        except Exception as error:  # whatever it is, it is told
            self.post_message(Failed(error))

    @on(GameLoaded)
    def _warm(self) -> None:
        """Start the lookahead, so that it is warm when it is asked."""
        self.lookahead.start()

    def _rescue(self) -> None:
        """Keep what is not saved yet, where the app does not leave by itself."""
        if self.session is not None:
            self.session.rescue()

    def on_resize(self, event: events.Resize) -> None:
        """Say so while the window is too small."""
        if not fits(event.size) and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())

    # opening a game

    @on(GameChosen)
    def _open_new(self, event: GameChosen) -> None:
        from sim.lookahead.masters import opponent_title

        game = event.game
        told_ = (
            f"{opponent_title(game.bot)} plays its game ..." if game.watched else "Setting up the board ..."
        )
        if game.measures:
            told_ = "Measuring the goal: a hundred games of the bot `steady`, once for this scenario."
        self._prepare("New game", told_, game.open)

    @on(RecordChosen)
    def _open_record(self, event: RecordChosen) -> None:
        def work(progress: ProgressCallback) -> Ready:
            from sim.play.start import open_saved

            return open_saved(event.path, progress, event.from_start)

        self._prepare("Saved game", "Playing it again up to where it was ...", work)

    def _prepare(self, title: str, told_: str, work: Work) -> None:
        """Make a game ready, and play it."""
        from tui.screens.preparing import Preparing

        if not self._has(Preparing):  # a key that is pressed twice chooses twice
            self.push_screen(Preparing(title, told_, work), self._prepared)

    def _prepared(self, ready: Opened | Exception | None) -> None:
        if isinstance(ready, Opened):
            from tui.screens.play import PlayScreen

            self._close_screens()
            self.session = ready.session
            self.push_screen(PlayScreen(ready.session, self.lookahead))
            self.call_after_refresh(self._leave_out_of_collections)
            self._tell_differences(ready)
            return
        if len(self.screen_stack) == 1:  # what the command line asked for did not come about
            self._to_menu()
        if ready is not None:
            self._tell_failure(ready)

    def _leave_out_of_collections(self) -> None:
        """What is loaded by now stays to the end; to look through it for garbage now and then would hold up keys for a
        quarter of a second.
        """
        if not gc.get_freeze_count():
            gc.freeze()

    def _tell_differences(self, ready: Opened) -> None:
        """A record whose figures came out otherwise goes on in a copy."""
        replayed = ready.replayed
        if replayed is None or not replayed.differences:
            return
        lines = [
            f"Some figures of this record come out otherwise: {replayed.differences[0]}.",
            f"It was made with engine {replayed.engine}; this is engine {ENGINE}."
            if replayed.other_engine
            else "Somebody may have changed it.",
            f"The record stays as it is. The game goes on in a copy: {format_file_name(str(ready.session.path))}",
        ]
        self.push_screen(Notice("The game is not quite the same", lines))

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self._tell_failure(event.error)

    def _tell_failure(self, error: Exception) -> None:
        """Say what went wrong, what is saved, and where the log is."""
        lines = error_lines(error)
        if not describe_error(error):
            lines.append(self.log_file.failure(error))
        if self.session is not None and self.session.path is not None:
            lines.append(
                f"Your game is saved up to the last move: {format_file_name(str(self.session.path))}"
            )
        LOG.info("told: %s", lines)
        self.push_screen(Notice("That did not work", lines))

    # leaving a game

    def action_menu(self) -> None:
        """To the menu; the game is saved."""
        if self.session is not None:
            self._leave(self._to_menu)

    def action_again(self) -> None:
        """The same scenario, seat, world and dice once more; the game that was played stays."""
        session = self.session
        if session is not None:
            from sim.play.start import NewGame

            s = session.game.setup
            game = GameChosen(NewGame(s.scenario, s.seat, s.cadence, s.seed, s.dice, bot=s.beside))
            self._leave(lambda: self.post_message(game))

    async def action_quit(self) -> None:
        """Leave the app."""
        self._leave(self.exit)

    def _leave(self, then: Callable[[], object]) -> None:
        """Leave the game for something else, unless what is not saved holds the player back."""
        session = self.session
        if session is not None and session.unsaved is not None:
            session.save()
        asked = isinstance(self.screen, Notice)  # who insists while being asked means it
        if session is None or session.unsaved is None or asked:
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
                self._leave(then)

        self.push_screen(Notice("Not saved", lines, UNSAVED), answered)

    def _to_menu(self) -> None:
        """Close whatever lies over the menu, the game too."""
        self._close_screens()
        self.push_screen(MenuScreen())

    def _close_screens(self) -> None:
        """Close every screen, and the game."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.close_session()

    def close_session(self) -> None:
        """Give the record free."""
        if self.session is not None:
            self.session.close()
            self.session = None  # not before: it may have to be rescued

    # screens over everything

    def action_help(self) -> None:
        """The help."""
        from tui.screens.help import HelpScreen

        self._open(HelpScreen)

    def action_settings(self) -> None:
        """What can be set."""
        from tui.screens.settings import SettingsScreen

        self._open(SettingsScreen)

    def action_new_game(self) -> None:
        """Choose a new game."""
        from tui.screens.new_game import NewGameScreen

        self._open(NewGameScreen)

    def action_new_game_from_crm(self) -> None:
        """Make a scenario of one's own firm; what was typed there last stands there still."""
        from tui.controllers.calibration import Walk
        from tui.screens.crm_file import CrmFileScreen

        if not self._has(CrmFileScreen):
            self._walk = self._walk or Walk()
            self.push_screen(CrmFileScreen(self._walk))

    def action_bots(self) -> None:
        """Choose a bot to watch or to play against."""
        from tui.screens.bots import BotsScreen

        self._open(BotsScreen)

    @on(BotChosen)
    def _to_scenarios(self, event: BotChosen) -> None:
        from tui.screens.new_game import NewGameScreen

        if not self._has(NewGameScreen):
            self.push_screen(NewGameScreen(bot=event.name, watched=event.watched))

    @on(ScenarioWritten)
    def _play_written(self, event: ScenarioWritten) -> None:
        from tui.screens.new_game import NewGameScreen

        if not self._has(NewGameScreen):
            self.push_screen(NewGameScreen(event.path))

    def action_saved_games(self) -> None:
        """Choose a saved game."""
        from tui.screens.saved_games import SavedGamesScreen

        self._open(SavedGamesScreen)

    def _open(self, screen: type[Screen[Any]]) -> None:
        """Put a screen over the others, unless it is there already: a key may have been pressed twice."""
        if not self._has(screen):
            self.push_screen(screen())

    def _has(self, kind: type[Screen[Any]]) -> bool:
        return any(isinstance(screen, kind) for screen in self.screen_stack)


def play(request: PlayRequest) -> int:
    """Play on the screen until the player leaves; the exit status. Tells where the record lies."""
    if request.plain:
        from tui.plain.play import play as plain

        return plain(request)
    prepare_processes()
    app = TactegicApp(request, None, Preferences(able=detect_signs(os.environ, sys.stdout.encoding or "")))
    replace_bad_input()
    told: list[str] = []
    run_app(app, told)
    with contextlib.suppress(OSError):  # the terminal is gone
        say(*told)
    return app.return_code or GOOD


def run_app(app: TactegicApp, told: list[str] | None = None) -> None:
    """Run an app to its end, however that comes: the record is saved and free then, and no process is left. What is to
    be said of it is added to what is `told`.
    """
    with app.watchdog:
        try:
            app.run()
        finally:
            app.lookahead.close()
            if told is not None:
                told.extend(_farewell(app))
            app.close_session()
            app.log_file.close()


def _farewell(app: TactegicApp) -> Iterator[str]:
    session = app.session
    if session is not None and session.path is not None:
        name = format_file_name(session.path.name)
        yield f"Your game: {format_file_name(str(session.path))}"
        yield f"`tactegic play --resume {name}` goes on with it."
    if app.log_file.path is not None:
        yield f"Log: {format_file_name(str(app.log_file.path))}"
    if app.log_file.trouble:
        yield f"No log: {format_file_name(app.log_file.trouble)}"
