"""The app: it passes keys and messages on to its controllers, opens screens, and says at its end where the game is."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual import events, on, work
from textual.screen import Screen
from textual.worker import get_current_worker

from sim.base.problems import describe_error, format_file_name
from sim.base.watchdog import EXIT_SIGNALS, Watchdog
from sim.cli.output import GOOD, say
from sim.cli.play import PlayRequest
from sim.play.first_start import is_first_start, remember_start
from sim.play.settings.terminal_support import detect_signs
from sim.version import ENGINE
from tui.controllers.games import GamesController
from tui.controllers.preferences import Preferences
from tui.controllers.settings import SettingsController
from tui.keyboard.keys import EVERYWHERE
from tui.keyboard.ordered_app import OrderedKeysApp
from tui.runtime.compat import replace_bad_input
from tui.runtime.errors import error_lines
from tui.runtime.log import NAME, Log
from tui.runtime.messages import (
    BotChosen,
    Failed,
    GameChosen,
    GameLoaded,
    RecordChosen,
    ScenarioWritten,
    SettingsStored,
    TutorialChosen,
)
from tui.runtime.priority import prepare_processes
from tui.screens.dialog import Notice
from tui.screens.too_small import TooSmall, fits
from tui.thinking.lookahead_clients import LookaheadClients

if TYPE_CHECKING:
    from sim.play.session import Session
    from tui.controllers.calibration import Walk

LOG = logging.getLogger(f"{NAME}.app")

LATER = (
    "sim.game.store", "sim.lookahead.requests", "sim.play.start", "tui.screens.new_game", "tui.screens.preparing",
    "tui.screens.play",
)  # fmt: skip
"""Modules that are loaded when the first screen is seen, those first that it needs itself."""


class TactegicApp(OrderedKeysApp):
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
        super().__init__()
        self.preferences = preferences or Preferences()
        self.settings = SettingsController(self, self.preferences)
        self.games = GamesController(self)
        self.request = request
        self.lookahead = lookahead or LookaheadClients()
        self.lookahead.obey(self.preferences.settings)
        self.session: Session | None = None
        self._walk: Walk | None = None
        self.log_file = Log()
        signals = (*EXIT_SIGNALS, "SIGINT")  # the screen gets Ctrl-C as a key
        self.watchdog = Watchdog(lambda: self.call_later(self.exit), self._rescue, signals)

    def on_mount(self) -> None:
        """Begin with what the command line asks for."""
        if self.request.debug:
            self.log_file.open()
        r = self.request
        LOG.info("engine %s, scenario %s, record %s", ENGINE, r.scenario and r.scenario.name, r.record)
        self.watchdog.install_signal_handlers()  # the toolkit has taken some
        self.call_after_refresh(self._load)
        if r.record is not None:
            self.games.open_saved(r.record)
        elif r.scenario is not None:
            from sim.play.start import NewGame

            self.games.open_new(GameChosen(NewGame(r.scenario, r.seat, r.cadence, r.seed, r.dice)))
        else:
            self.games.to_menu()
            self._welcome()
        self.settings.warn_of_faults()

    @work(thread=True, group="loading", exit_on_error=False)
    def _load(self) -> None:
        """Load what a game needs while the first screen is looked at."""
        worker = get_current_worker()
        try:
            for module in LATER:
                if not worker.is_cancelled:
                    import_module(module)
            self.post_message(GameLoaded())
        except Exception as error:  # it is shown, whatever it is
            self.post_message(Failed(error))

    @on(GameLoaded)
    def _warm(self) -> None:
        """Start the lookahead, so that it is warm when it is asked."""
        self.lookahead.start()

    def _rescue(self) -> None:
        """Save what is not saved yet, if the app is killed."""
        if self.session is not None:
            self.session.rescue()

    def on_resize(self, event: events.Resize) -> None:
        """Say so while the window is too small."""
        if not fits(event.size) and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())

    def translate_key(self, event: events.Key) -> events.Key:
        """The key that a key stands for as it is set."""
        return self.settings.translate_key(event)

    @on(SettingsStored)
    def _settings_kept(self, event: SettingsStored) -> None:
        self.settings.warn(event.told)

    # games

    def _welcome(self) -> None:
        """At a first start, offer the tutorial."""
        if is_first_start():
            from tui.screens.tutorials import Welcome

            self.push_screen(Welcome(), self._welcomed)

    def _welcomed(self, tutorial: bool | None) -> None:
        remember_start()
        if tutorial:
            from sim.scenario.guide import load_guides

            self.games.open_tutorial(load_guides()[0])

    @on(GameChosen)
    def _open_new(self, event: GameChosen) -> None:
        self.games.open_new(event)

    @on(RecordChosen)
    def _open_record(self, event: RecordChosen) -> None:
        self.games.open_saved(event.path, from_start=event.from_start)

    @on(TutorialChosen)
    def _open_tutorial(self, event: TutorialChosen) -> None:
        self.games.open_tutorial(event.guide)

    def action_menu(self) -> None:
        """Leave the game for the menu; it is saved."""
        if self.session is not None:
            self.games.leave(self.games.to_menu)

    def action_again(self) -> None:
        """Play the same game once more."""
        self.games.again()

    async def action_quit(self) -> None:
        """Leave the app."""
        self.games.leave(self.exit)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self.show_failure(event.error)

    def show_failure(self, error: Exception) -> None:
        """Say what went wrong, what is saved, and where the log is."""
        lines = error_lines(error)
        if not describe_error(error):
            lines.append(self.log_file.failure(error))
        if self.session is not None and self.session.path is not None:
            lines.append(
                f"Your game is saved up to the last move: {format_file_name(str(self.session.path))}"
            )
        LOG.info("shown: %s", lines)
        self.push_screen(Notice("That did not work", lines))

    # screens over everything

    def action_help(self) -> None:
        """Show the help."""
        from tui.screens.help import HelpScreen

        self._open(HelpScreen)

    def action_glossary(self) -> None:
        """Show the words of the game."""
        from tui.screens.glossary import GlossaryScreen

        self._open(GlossaryScreen)

    def action_settings(self) -> None:
        """Show the settings."""
        from tui.screens.settings import SettingsScreen

        self._open(SettingsScreen)

    def action_new_game(self) -> None:
        """Choose a new game."""
        from tui.screens.new_game import NewGameScreen

        self._open(NewGameScreen)

    def action_new_game_from_crm(self) -> None:
        """Make a scenario of one's own firm; what was typed there last is kept."""
        from tui.controllers.calibration import Walk
        from tui.screens.crm_file import CrmFileScreen

        if not self.has_screen(CrmFileScreen):
            self._walk = self._walk or Walk()
            self.push_screen(CrmFileScreen(self._walk))

    def action_tutorials(self) -> None:
        """Choose a tutorial."""
        from tui.screens.tutorials import Tutorials

        self._open(Tutorials)

    def action_bots(self) -> None:
        """Choose a bot to watch or to play against."""
        from tui.screens.bots import BotsScreen

        self._open(BotsScreen)

    @on(BotChosen)
    def _to_scenarios(self, event: BotChosen) -> None:
        from tui.screens.new_game import NewGameScreen

        if not self.has_screen(NewGameScreen):
            self.push_screen(NewGameScreen(bot=event.name, watched=event.watched))

    @on(ScenarioWritten)
    def _play_written(self, event: ScenarioWritten) -> None:
        from tui.screens.new_game import NewGameScreen

        if not self.has_screen(NewGameScreen):
            self.push_screen(NewGameScreen(event.path))

    def action_saved_games(self) -> None:
        """Choose a saved game."""
        from tui.screens.saved_games import SavedGamesScreen

        self._open(SavedGamesScreen)

    def _open(self, screen: type[Screen[Any]]) -> None:
        """Put a screen over the others, unless it is there already: a key may have been pressed twice."""
        if not self.has_screen(screen):
            self.push_screen(screen())

    def has_screen(self, kind: type[Screen[Any]]) -> bool:
        """Whether a screen of this kind is open."""
        return any(isinstance(screen, kind) for screen in self.screen_stack)


def play(request: PlayRequest) -> int:
    """Play on the screen until the player leaves, then print where the record is. Returns the exit status."""
    if request.plain:
        from tui.plain.play import play as plain

        return plain(request)
    prepare_processes()
    app = TactegicApp(request, None, Preferences(able=detect_signs(os.environ, sys.stdout.encoding or "")))
    replace_bad_input()
    farewell = run_app(app)
    with contextlib.suppress(OSError):  # the terminal is gone
        say(*farewell)
    return app.return_code or GOOD


def run_app(app: TactegicApp) -> list[str]:
    """Run an app until it ends for any reason; then the record is saved and released, and no process is left. Returns
    lines for the terminal.
    """
    with app.watchdog:
        try:
            app.run()
        finally:
            app.lookahead.close()
            farewell = list(_farewell(app))
            app.games.close()
            app.log_file.close()
    return farewell


def _farewell(app: TactegicApp) -> Iterator[str]:
    session = app.session
    if session is not None and session.path is not None:
        name = format_file_name(session.path.name)
        yield f"Your game: {format_file_name(str(session.path))}"
        yield f"`tactegic play --resume {name}` resumes it."
    if app.log_file.path is not None:
        yield f"Log: {format_file_name(str(app.log_file.path))}"
    if app.log_file.trouble:
        yield f"No log: {format_file_name(app.log_file.trouble)}"
