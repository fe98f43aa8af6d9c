"""The lookahead of a game on its screen: shows what it says, asks for what the player does, and answers its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from sim.model.move import Move
from sim.text.forecast import format_gain
from sim.text.hint import hint_reasons
from tui.controllers.lookahead import LookaheadController
from tui.controllers.settings import AppWithSettings
from tui.keyboard.keys import insert_keys
from tui.runtime.messages import LineChosen, LookaheadAnswered, SettingsChanged
from tui.screens.hint import HintScreen
from tui.screens.leaving import put_over
from tui.screens.tree import TreeScreen
from tui.thinking.envelope import Failure, Restarted
from tui.thinking.lookahead_clients import MAX_LINES
from tui.widgets.body import Body

if TYPE_CHECKING:
    from tui.screens.play import PlayScreen

STILL = 0.1
"""seconds; the draft is evaluated when it has not changed for so long."""

WITHOUT = "The game goes on without it; {ahead.switch} tries again."
SWITCHED_OFF = "The lookahead is off and stays off; {ahead.switch} switches it on."
NOT_YET = "The lookahead has no line here yet."
KEEP = "Keep your move: it is better than the best line that was found ({by})."
LINE_COUNT = f"There are one to {MAX_LINES} lines."


class LookaheadPresenter:
    """Connects the lookahead of a game with the screen of that game."""

    def __init__(self, screen: PlayScreen, controller: LookaheadController) -> None:
        self._screen, self._controller = screen, controller
        self._clients = controller.lookahead
        self._until_still: Timer | None = None

    def begin(self) -> None:
        """Receive the answers of the lookahead."""
        self._clients.listener = self._screen.post_message

    def end(self) -> None:
        """Receive no more answers, and let the lookahead rest."""
        if self._clients.listener == self._screen.post_message:
            self._clients.listener = None
            self._clients.rest()

    # answers

    def answered(self, event: LookaheadAnswered) -> None:
        """Show what was found, and say what failed."""
        if not self._controller.takes(event):
            return
        if isinstance(event.payload, Failure):
            self._warn(f"No lookahead: {event.payload.reason}. {insert_keys(WITHOUT)}")
        elif isinstance(event.payload, Restarted):
            self._warn(f"Started again: {event.payload.reason}.")
        if self.still:  # there may be another best line, with which the draft is compared
            self._controller.weigh()
        self.show()
        self._show_tree()

    def _warn(self, text: str) -> None:
        self._screen.notify(text, title="Lookahead", severity="warning", markup=False)

    def show(self) -> None:
        """Show what the lookahead says by now."""
        self._screen.query_one(Body).show_ahead()

    def _show_tree(self) -> None:
        for screen in self._screen.app.screen_stack:
            if isinstance(screen, TreeScreen) and screen.is_mounted:  # else it does so when it is mounted
                screen.show_turns()

    # requests

    def draft_changed(self) -> None:
        """Evaluate the draft when it has not changed for a moment."""
        if self._until_still is not None:
            self._until_still.stop()
        self._until_still = self._screen.set_timer(STILL, self.evaluate_draft)

    @property
    def still(self) -> bool:
        """Whether the draft has not changed for a moment."""
        return self._until_still is None

    def evaluate_draft(self) -> None:
        """Evaluate the draft now."""
        self._until_still = None
        self._controller.weigh()
        self.show()

    def _ask_again(self) -> None:
        self._controller.look()
        self._controller.weigh()
        self.show()

    # keys

    def hint(self) -> None:
        """Draft the first move of the best line and say why; if it is the draft already, give all reasons."""
        controller = self._controller
        if controller.hinted is not None:
            why = hint_reasons(
                self._screen.session, *controller.hinted, controller.steps, by_value=controller.by_value
            )
            put_over(self._screen, HintScreen(why))
            return
        better = controller.better
        if better is not None:
            kept = KEEP.format(by=format_gain(better, by_value=controller.by_value))
            self._screen.notify(kept, markup=False)
            return
        self._draft(controller.hint())

    def choose_line(self, event: LineChosen) -> None:
        """Draft the first move of a line, and go to the sliders, where the key that chose it plays it next."""
        if self._draft(self._controller.first_move(event.place)):
            self._screen.query_one(Body).to_sliders()

    def _draft(self, move: Move | None) -> bool:
        """Draft a move; without one say why there is none, and answer False."""
        if move is not None:
            self._screen.set_draft(move)
        else:
            why = NOT_YET if self._clients.on else insert_keys(SWITCHED_OFF)
            self._screen.notify(why, markup=False)
        return move is not None

    def toggle_doing_nothing(self) -> None:
        """Look at the line of doing nothing, or at the best one again."""
        self._controller.nothing_shown = not self._controller.nothing_shown
        self.show()

    def switch(self) -> None:
        """Switch the lookahead off or on, and keep that as a setting."""
        self._controller.switch()
        if not self._clients.on:
            self._screen.notify(insert_keys(SWITCHED_OFF), markup=False)
        self._ask_again()
        if isinstance(self._screen.app, AppWithSettings):
            self._screen.app.settings.change(lookahead=self._clients.on)

    def settings_changed(self, event: SettingsChanged) -> None:
        """Look ahead as it is set by now."""
        app = self._screen.app
        if isinstance(app, AppWithSettings) and event.names & {"lookahead", "strength"}:
            settings = app.settings.preferences.settings
            if "strength" in event.names:
                self._clients.obey(settings)
            elif self._clients.on == settings.lookahead:  # the key has switched it already
                return
            if "lookahead" in event.names:
                self._clients.turn(settings.lookahead)
            self._controller.forget()
            self._ask_again()

    def more_lines(self, change: int) -> None:
        """Show more or fewer lines."""
        if self._controller.more_lines(change):
            self._ask_again()
        else:
            self._screen.notify(LINE_COUNT, markup=False)
