"""Playing a move: it is committed, the period is simulated in a thread, the game is saved, and what failed is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.widget import Widget

from tui.keyboard.keys import insert_keys
from tui.keyboard.ordered_app import OrderedKeysApp
from tui.keyboard.queue import KeyQueue
from tui.runtime.messages import Failed, GameSaved, MovePlayed
from tui.screens.dialog import Notice
from tui.screens.leaving import put_over
from tui.widgets.body import Body
from tui.widgets.title import TitleLine

if TYPE_CHECKING:
    from tui.screens.play import PlayScreen

OLD_POSITION = (
    "This is an old position: {game.commit} plays on from here, {game.return} goes back to the game."
)
SURE = "It can be taken back at once, and the line stays."
DRASTIC = {"back": "Think again", "play": "Play it"}
NO_MOVE = "The game is over here; {game.takeback} takes the last move back."
HIDDEN = "Your move was hidden. Here it is; {game.commit} plays it."

PATIENCE = 0.2
"""seconds; a period that is simulated faster than this shows no sign of it."""

UNSAVED_SECONDS = 15
"""seconds; for which the notice of a failed save stays."""


class TurnController:
    """Plays moves, one at a time, and takes them back; the game is saved after each."""

    def __init__(self, screen: PlayScreen) -> None:
        self._screen, self._session = screen, screen.session
        self.busy = False
        """whether a period is being simulated."""
        self._types_next = False
        """whether a move is to be typed when that is done."""
        self._sign: Timer | None = None
        """until it is shown that a period is being simulated."""
        self._focused_before: Widget | None = None

    @property
    def may_move(self) -> bool:
        """Whether the player can change the draft now."""
        return self._session.can_move and not self.busy

    @property
    def _body(self) -> Body:
        return self._screen.query_one(Body)

    @property
    def _keys(self) -> KeyQueue:
        app = self._screen.app
        assert isinstance(app, OrderedKeysApp)
        return app.keys

    # a move

    def commit(self) -> None:
        """Play the move; in an old position play on from there; after the end show the result; under a guide that has
        more to say go on with that.
        """
        if self.busy:
            return
        if self._body.enlarged:
            self._body.to_sliders()
            self._screen.notify(insert_keys(HIDDEN), markup=False)
        elif not self._session.playing:
            self._session.play_on_from_here()
            self.show_and_save()
        elif self._session.game.over:
            self._screen.show_result()
        elif self._screen.guide.holds:
            self._screen.guide.go_on()
        else:
            self._body.move.settle()
            self.play(self._screen.foresight.drastic)

    def play(self, warning: str | None) -> None:
        """Play the draft; if there is a warning, ask first."""
        if warning is not None:
            put_over(self._screen, Notice("Are you sure?", [warning, SURE], DRASTIC), self._answered)
            return
        self._body.leave_position()
        self.busy, self._focused_before = True, self._screen.focused
        self._sign = self._screen.set_timer(PATIENCE, self._show_busy)
        self._screen.run_worker(
            self._simulate, thread=True, exclusive=True, group="game", exit_on_error=False
        )

    def _answered(self, answer: str | None) -> None:
        if answer == "play" and self.may_move:
            self.play(None)

    def _show_busy(self) -> None:
        if self.busy:
            self._body.move.show(self._session, busy=True)

    def _simulate(self) -> None:
        """Run in a thread."""
        try:
            self._session.commit()
            self._screen.post_message(MovePlayed())
        except Exception as error:  # a dialog says it, whatever it is
            self._screen.post_message(Failed(error))

    def played(self) -> None:
        """Show the position after the move, and the result if the game is over."""
        self.end_busy()
        self.warn_if_unsaved()
        if self._session.game.over:
            self._screen.show_result()

    def end_busy(self) -> None:
        """Show the current position, with the focus where it was before the move."""
        self.busy = False
        if self._sign is not None:
            self._sign.stop()  # else it would fire in the next period
        self._session.follow()
        self._screen.show()
        if not self._session.can_move:
            self._body.to_sliders()
        elif self._screen.focused is None:  # a slider loses its focus when it is disabled
            self._body.to_sliders(self._focused_before)
        if self._types_next:
            self._types_next = False
            self.type_move()
            self._screen.app.call_later(self._keys.release, drop=not self._session.can_move)

    def type_move(self) -> None:
        """Open the line to type a move; while a period is simulated, as soon as that is done, with all keys until
        then.
        """
        if self.busy:
            self._types_next = True
            self._keys.hold()
        elif not self._session.playing:
            self._screen.notify(insert_keys(OLD_POSITION), markup=False)
        elif self._session.game.over:
            self._screen.notify(insert_keys(NO_MOVE), markup=False)
        else:
            self._screen.guide.sliders_wanted()
            self._body.put_back()
            self._body.move.settle()  # what is not typed is as the sliders say
            self._body.move.type_move()

    def take_back(self) -> None:
        """Take the last move back."""
        if self.busy:
            return
        if not self._session.playing:
            self._screen.notify(insert_keys(OLD_POSITION), markup=False)
        elif self._session.take_back():
            self.show_and_save()
        else:
            self._screen.notify("There is no move to take back yet.", markup=False)

    # saving

    def show_and_save(self) -> None:
        """Show and save the game after the player went to another position of it."""
        self._screen.show()
        self._body.to_sliders()
        self.save()

    def save(self) -> None:
        """Save the game in a thread."""
        self._screen.run_worker(self._save, thread=True, group="save", exit_on_error=False)

    def _save(self) -> None:
        """Run in a thread."""
        try:
            self._session.save()
            self._screen.post_message(GameSaved())
        except Exception as error:  # a dialog says it, whatever it is
            self._screen.post_message(Failed(error))

    def warn_if_unsaved(self) -> None:
        """Say that the last save failed, if it did."""
        self._screen.query_one(TitleLine).show(self._session)
        trouble = self._session.unsaved
        if trouble is not None:
            text = f"{trouble.message}; {trouble.remedy}. The game goes on; saving is tried again with every move."
            self._screen.notify(
                text, title="Not saved", severity="warning", timeout=UNSAVED_SECONDS, markup=False
            )
