"""The part of the play screen that has a bot beside the player: it hears how that stands, and shows it."""

from __future__ import annotations

from textual import on

from sim.play.session import Session
from sim.text.rival import title
from tui.controllers.lookahead import LookaheadController
from tui.controllers.rival import BesideYou
from tui.runtime.messages import BotFailed, BotPlayed
from tui.screens.guided import Guided
from tui.screens.result import ResultScreen
from tui.thinking.lookahead import LookaheadClients
from tui.widgets.books import BooksPanel
from tui.widgets.status import StatusLine


class Accompanied(Guided):
    """What a screen with a bot beside the player has in common."""

    def __init__(self, session: Session, lookahead: LookaheadClients) -> None:
        super().__init__(LookaheadController(session, lookahead))
        self.session = session
        self._beside = BesideYou(session, lookahead, self.post_message)

    def on_mount(self) -> None:
        """Let the bot play."""
        self._beside.begin()

    def on_unmount(self) -> None:
        """The bot plays no more."""
        self._beside.end()

    @on(BotPlayed)
    def _played(self, event: BotPlayed) -> None:
        if self._beside.takes(event):
            self.query_one(StatusLine).on_resize()
            self.query_one(BooksPanel).redraw()
            for screen in self.app.screen_stack:
                if isinstance(screen, ResultScreen):
                    screen.redraw()

    @on(BotFailed)
    def _plays_no_more(self, event: BotFailed) -> None:
        told = f"{title(self.session)} plays no more: {event.reason}. Your game goes on."
        self.notify(told, severity="warning", markup=False)
