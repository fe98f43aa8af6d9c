"""The part of the play screen that has a bot beside the player: it hears how that stands, and shows it."""

from __future__ import annotations

from textual import on

from tui.beside import BesideYou
from tui.foresight import Foresight
from tui.messages import BotFailed, BotPlayed
from tui.rival import title
from tui.screens.guided import Guided
from tui.screens.result import ResultScreen
from tui.session import Session
from tui.thinking.lookahead import Lookahead
from tui.widgets.books import BooksPanel
from tui.widgets.status import StatusLine


class Accompanied(Guided):
    """What a screen with a bot beside the player has in common."""

    def __init__(self, session: Session, lookahead: Lookahead) -> None:
        super().__init__(Foresight(session, lookahead))
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
