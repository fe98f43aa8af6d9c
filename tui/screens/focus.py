"""The focus: how each seat's hours for the future are spread over what it can work on."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Static

from sim.model.move import ACTIVITIES, Focus, Move
from sim.play.session import Session
from sim.play.shares import rebalance
from sim.policy.focus import default_focus_percents
from sim.policy.notation import SEAT_NAMES
from sim.text.activity_names import ACTIVITY_MEANINGS
from tui.drawing.text import STRONG, line
from tui.screens.dialog import Dialog
from tui.widgets.slider import Slider


class FocusScreen(Dialog[Move | None]):
    """A slider for each activity of the held seats. Raising one lowers the seat's others. The answer is the changed
    move.
    """

    def __init__(self, session: Session) -> None:
        self._move, self._held = session.draft, session.game.held
        self._usual = default_focus_percents(session.game.setup.firm)
        self._focus: Focus = session.draft.focus or self._usual
        super().__init__("Focus: what the hours for the future are spent on")

    def inside(self) -> list[Widget]:
        """Sliders under their seats."""
        rows: list[Widget] = []
        for seat in self._held:
            rows.append(Static(line((SEAT_NAMES[seat].capitalize(), STRONG)), classes="seat"))
            for place, (name, meaning) in enumerate(
                zip(ACTIVITIES[seat], ACTIVITY_MEANINGS[seat], strict=True)
            ):
                slider = Slider(name, note_width=31, label_width=16, id=f"focus-{seat}-{place}")
                slider.note = f"  {meaning}"
                rows.append(slider)
        return [VerticalScroll(*rows, can_focus=False)]

    def buttons(self) -> dict[str, str]:
        """Take it, restore the default, leave it."""
        return {"take": "Take this focus", "usual": "The default", "leave": "Leave it"}

    def on_mount(self) -> None:
        """Show the focus."""
        self._show()

    def _show(self) -> None:
        for seat in self._held:
            for place, share in enumerate(self._focus[seat]):
                self.query_one(f"#focus-{seat}-{place}", Slider).value = share

    @on(Slider.Changed)
    def _slid(self, event: Slider.Changed) -> None:
        event.stop()
        _, seat, place = (event.slider.id or "").split("-")
        changed = list(self._focus)
        changed[int(seat)] = rebalance(self._focus[int(seat)], int(place), event.value)
        self._focus = (changed[0], changed[1], changed[2])
        self._show()

    @on(Button.Pressed)
    def _chosen(self, event: Button.Pressed) -> None:
        if event.button.id == "usual":
            self._focus = self._usual
            self._show()
        elif event.button.id == "take":
            focus = None if self._focus == self._usual else self._focus
            self.answer(replace(self._move, focus=focus))
        else:
            self.answer(None)
