"""The end: how the game ended, how others do in the same world, what mattered, what to try next, where the record is.

The slow parts are computed in a process of their own while this is read; leaving the screen ends it.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on, work
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from sim.analysis.moments.review import GameReview, make_review_request
from sim.base.problems import escape_text
from sim.game.setup import UNKNOWN_PLAYER
from sim.play.session import Session
from sim.text.goals import ENDING_HEADLINES
from tui.controllers.review import LookingBack, game_text, rivals_text
from tui.keyboard.keys import AHEAD, DIALOG, SCROLL
from tui.runtime.messages import Failed, LookaheadAnswered
from tui.screens.dialog import Dialog
from tui.widgets.panel import ScrollText

CHOICES = {
    "look": "Look at it",
    "takeback": "Take back",
    "again": "Same world",
    "menu": "New game",
    "quit": "Quit",
}

WIDE = 110
"""characters; width of a window from which the others are to the right of the game, not below it."""


class WidthText(Static):
    """A text that is composed for its width."""

    def __init__(self, write: Callable[[int], Content], name: str) -> None:
        self._write = write
        super().__init__(id=name, markup=False)

    def redraw(self) -> None:
        """Write it again."""
        if self.size.width:
            self.update(self._write(self.size.width))

    def on_resize(self) -> None:
        """Fit it to the new width."""
        self.redraw()


class ResultScreen(Dialog[str]):
    """The result; the answer is what to do now: 'look', 'takeback', 'again', 'menu' or 'quit'."""

    BINDINGS = [*DIALOG.bindings(), *AHEAD.bindings("ahead.switch"), *SCROLL.bindings()]  # noqa: RUF012  # as Textual has it
    AUTO_FOCUS = "#look"

    def __init__(self, session: Session, back: LookingBack) -> None:
        node = session.game.at
        assert node.result is not None
        self._session, self._back, self._node = session, back, node
        super().__init__(ENDING_HEADLINES[node.result.ending])

    def inside(self) -> list[Widget]:
        """The game, and to the right of or below it the others."""
        return [
            ScrollText(
                Container(
                    WidthText(self._game, "result-game"),
                    WidthText(self._rivals, "result-rivals"),
                    classes="columns",
                )
            )
        ]

    def buttons(self) -> dict[str, str]:
        """What to do now."""
        return CHOICES

    def on_mount(self) -> None:
        """Start the review, unless it was done or is switched off."""
        self._back.begin(self._node, make_review_request(self._session.game, self._node), self.post_message)

    def on_unmount(self) -> None:
        """End the process."""
        self._back.end()

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")

    @property
    def review(self) -> GameReview | None:
        """The review so far."""
        return self._back.reviews.get(self._node)

    def _game(self, width: int) -> Content:
        return game_text(self._session, self._node, self.review, self._back.trouble, width)

    def _rivals(self, width: int) -> Content:
        player = self._session.game.setup.player
        who = "you" if player == UNKNOWN_PLAYER else escape_text(player)
        return rivals_text(self._node, self.review, self._back.trouble, width, who)

    # the buttons have the focus, so that enter works; the keys for long texts work as well

    @property
    def _text(self) -> ScrollText:
        return self.query_one(ScrollText)

    def action_scroll_up(self) -> None:
        """A line up."""
        self._text.action_scroll_up()

    def action_scroll_down(self) -> None:
        """A line down."""
        self._text.action_scroll_down()

    def action_page_up(self) -> None:
        """A page up."""
        self._text.action_page_up()

    def action_page_down(self) -> None:
        """A page down."""
        self._text.action_page_down()

    def action_scroll_home(self) -> None:
        """To the top."""
        self._text.action_scroll_home()

    def action_scroll_end(self) -> None:
        """To the end."""
        self._text.action_scroll_end()

    def action_switch(self) -> None:
        """Switch the lookahead on or off, and start the review if it is on."""
        self._back.begin(
            self._node, make_review_request(self._session.game, self._node), self.post_message, wanted=True
        )
        self.redraw()

    @on(LookaheadAnswered)
    def _answered(self, event: LookaheadAnswered) -> None:
        event.stop()
        if self._back.takes(self._node, event):
            self.redraw()
            if self.review is not None and self._session.note_rank(self._node, self.review):
                self._save()

    @work(thread=True, group="save", exit_on_error=False)
    def _save(self) -> None:
        """Save the rank. If that fails, the next save says so."""
        try:
            self._session.save()
        except Exception as error:  # it is shown, whatever else it is
            self.post_message(Failed(error))

    def redraw(self) -> None:
        """Write all of it again."""
        for text in self.query(WidthText):
            text.redraw()

    def action_leave(self) -> None:
        """Look at the game."""
        self.answer("look")

    @on(Button.Pressed)
    def _chosen(self, event: Button.Pressed) -> None:
        self.answer(event.button.id)
