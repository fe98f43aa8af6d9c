"""The part of the play screen that looks ahead: it hears what the lookahead says, asks for what the player does, and
answers its keys.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.screen import Screen
from textual.timer import Timer

from sim.model.move import Move
from sim.text.forecast import gain
from tui.controllers.lookahead import LookaheadController
from tui.controllers.settings import SettingsApp
from tui.keyboard.keys import with_keys
from tui.runtime.messages import LineChosen, LookaheadAnswered, SettingsChanged
from tui.screens.hint import HintScreen
from tui.screens.leaving import put_over
from tui.thinking.envelope import Failure, Restarted
from tui.thinking.lookahead import MOST_LINES

STILL = 0.1
"""seconds; without a change of the draft, after which it is weighed."""

WITHOUT = "The game goes on without it; {ahead.switch} tries again."
SWITCHED_OFF = "The lookahead is off, also when you start again; {ahead.switch} switches it on."
NOT_YET = "The lookahead has no line here yet."
KEEP = "Keep your move: it is better than the best line that was found ({by})."
LINE_COUNT = f"There are one to {MOST_LINES} lines."


class LookingAhead(Screen[None]):
    """What a screen with a lookahead has in common. It says how to `take` a move, and how to `show_ahead`."""

    def __init__(self, foresight: LookaheadController) -> None:
        super().__init__()
        self.foresight = foresight
        self._until_still: Timer | None = None

    def listen(self) -> None:
        """Be told what the lookahead finds."""
        self.foresight.lookahead.listener = self.post_message

    def on_unmount(self) -> None:
        """Nobody is told any more, and nothing is thought about."""
        if self.foresight.lookahead.listener == self.post_message:
            self.foresight.lookahead.listener = None
            self.foresight.lookahead.rest()

    def take(self, move: Move) -> None:
        """Take a move as the draft."""
        raise NotImplementedError

    def show_ahead(self) -> None:
        """Show what the lookahead says by now."""
        raise NotImplementedError

    def all_reasons(self) -> Iterable[tuple[str, str]]:
        """The steps of the hint, each with its reason."""
        raise NotImplementedError

    def show_values(self) -> None:
        """Show what positions of a line are worth."""
        raise NotImplementedError

    # what is heard

    @on(LookaheadAnswered)
    def _answered(self, event: LookaheadAnswered) -> None:
        """Show what is found, and say what has failed."""
        if not self.foresight.takes(event):
            return
        if isinstance(event.payload, Failure):
            self._warn(f"No lookahead: {event.payload.reason}. {with_keys(WITHOUT)}")
        elif isinstance(event.payload, Restarted):
            self._warn(f"Started again: {event.payload.reason}.")
        if self.still:  # the best line may be another one, against which the draft is weighed
            self.foresight.weigh()
        self.show_ahead()
        self.show_values()

    def _warn(self, told: str) -> None:
        self.notify(told, title="Lookahead", severity="warning", markup=False)

    # what is asked

    def draft_changed(self) -> None:
        """Weigh the draft when it has been still for a moment."""
        if self._until_still is not None:
            self._until_still.stop()
        self._until_still = self.set_timer(STILL, self._weigh)

    @property
    def still(self) -> bool:
        """Whether the draft has been still for a moment, so that what is shown is of it or said to be from before."""
        return self._until_still is None

    def _weigh(self) -> None:
        self._until_still = None
        self.foresight.weigh()
        self.show_ahead()

    # keys

    def action_hint(self) -> None:
        """Take the first move of the best line, and say why; where the draft is that already, say all of it."""
        if self.foresight.hinted is not None:
            put_over(self, HintScreen(self.all_reasons()))
            return
        better = self.foresight.better
        if better is not None:
            self.notify(KEEP.format(by=gain(better, by_value=self.foresight.by_value)), markup=False)
            return
        move = self.foresight.hint()
        if move is None:
            self._say_why_none()
        else:
            self.take(move)

    @on(LineChosen)
    def _line_chosen(self, event: LineChosen) -> None:
        move = self.foresight.first_move(event.place)
        if move is None:
            self._say_why_none()
        else:
            self.take(move)
            self.to_sliders()  # so that the key that took it plays it next

    def to_sliders(self) -> None:
        """Go to the first slider."""
        raise NotImplementedError

    def _say_why_none(self) -> None:
        self.notify(NOT_YET if self.foresight.lookahead.on else _switched_off(), markup=False)

    def action_nothing(self) -> None:
        """Look at the line of doing nothing, or at the best one again."""
        self.foresight.nothing_shown = not self.foresight.nothing_shown
        self.show_ahead()

    def action_switch(self) -> None:
        """The lookahead off, or on again."""
        self.foresight.switch()
        on_now = self.foresight.lookahead.on
        if not on_now:
            self.notify(_switched_off(), markup=False)
        self._ask_anew()
        if isinstance(self.app, SettingsApp):
            self.app.set_values(lookahead=on_now)

    @on(SettingsChanged)
    def _set_anew(self, event: SettingsChanged) -> None:
        """Think as it is set by now."""
        lookahead = self.foresight.lookahead
        if isinstance(self.app, SettingsApp) and event.names & {"lookahead", "strength"}:
            settings = self.app.preferences.settings
            if "strength" in event.names:
                lookahead.obey(settings)
            elif lookahead.on == settings.lookahead:  # the key has switched it already
                return
            if "lookahead" in event.names:
                lookahead.turn(settings.lookahead)
            self.foresight.forget()
            self._ask_anew()

    def action_more_lines(self, change: int) -> None:
        """More or fewer lines."""
        if self.foresight.more_lines(change):
            self._ask_anew()
        else:
            self.notify(LINE_COUNT, markup=False)

    def _ask_anew(self) -> None:
        self.foresight.look()
        self.foresight.weigh()
        self.show_ahead()


def _switched_off() -> str:
    return with_keys(SWITCHED_OFF)
