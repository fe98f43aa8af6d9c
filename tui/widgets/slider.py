"""A slider for a share: keys, clicks and dragging; its value always stands beside it as text."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from sim.text.figures import format_percent
from tui.drawing.text import ACCENT, DIM, STRONG, align_right, fit, line
from tui.keyboard.keys import SLIDER

LABEL, VALUE = 10, 9
"""characters; of what stands before and right behind the track."""

LEFT, RIGHT = 5, 7
"""characters; of the words at the track's ends, so that tracks under each other begin and end alike."""

MIN_TRACK = 12
"""characters; below which the words at the track's ends are left out."""


def _percent(value: int) -> str:
    return format_percent(value / 100)


class Slider(Widget, can_focus=True):
    """A whole number between two bounds. Posts `Changed` when the player changes it, not when a program does."""

    BINDINGS = SLIDER.bindings()

    value: reactive[int] = reactive(0)
    note: reactive[str] = reactive("")
    """what stands behind the value."""

    class Changed(Message):
        """The player moved the slider."""

        def __init__(self, slider: Slider, value: int) -> None:
            self.slider, self.value = slider, value
            super().__init__()

        @property
        def control(self) -> Slider:
            """The slider."""
            return self.slider

    def __init__(
        self,
        label: str,
        ends: tuple[str, str] = ("", ""),
        *,
        most: int = 100,
        steps: tuple[int, int] = (5, 1),
        said: Callable[[int], str] = _percent,
        note_width: int = 0,
        label_width: int = LABEL,
        id: str | None = None,  # noqa: A002  # as every widget calls it
    ) -> None:
        self.label, self.ends, self.most, self.said = label, ends, most, said
        self._step, self._fine = steps
        self._note_width, self._label_width = note_width, label_width
        super().__init__(id=id)

    @property
    def _track(self) -> tuple[int, int]:
        """Where the track's inside begins, and its width, in cells."""
        before, after = self._ends_shown
        start = self._label_width + len(before) + 1
        return start, max(2, self.size.width - start - len(after) - 1 - VALUE - self._note_width)

    @property
    def _ends_shown(self) -> tuple[str, str]:
        left, end = (
            (f"{align_right(self.ends[0], LEFT)} ", f" {fit(self.ends[1], RIGHT)}")
            if any(self.ends)
            else ("", "")
        )
        room = self.size.width - self._label_width - VALUE - self._note_width - 2
        return (left, end) if room - len(left) - len(end) >= MIN_TRACK else ("", "")

    def render(self) -> Content:
        """Label, track with handle, value, note."""
        before, after = self._ends_shown
        _, width = self._track
        at = round(self.value / self.most * (width - 1))
        on = not self.disabled
        mark = "▸" if self.has_focus else " "
        return line(
            (fit(f"{mark}{self.label}", self._label_width), STRONG if self.has_focus else ""),
            (before, DIM),
            ("├" + "━" * at, ACCENT if on else DIM),
            ("●", f"bold {ACCENT}" if on else DIM),
            ("─" * (width - 1 - at) + "┤", DIM),
            (after, DIM),
            (align_right(self.said(self.value), VALUE), STRONG),
            (fit(self.note, self._note_width), DIM),
        )

    def change(self, value: int) -> None:
        """Take a value from the player."""
        value = max(0, min(self.most, value))
        if value != self.value and not self.disabled:
            self.value = value
            self.post_message(self.Changed(self, value))

    def action_step(self, direction: int) -> None:
        """To the next multiple of the step."""
        step = self._step
        self.change((self.value // step + 1) * step if direction > 0 else (self.value - 1) // step * step)

    def action_fine(self, direction: int) -> None:
        """One fine step."""
        self.change(self.value + direction * self._fine)

    def action_least(self) -> None:
        """To the lower end."""
        self.change(0)

    def action_most(self) -> None:
        """To the upper end."""
        self.change(self.most)

    def action_beside(self, direction: int) -> None:
        """To another slider."""
        (self.screen.focus_next if direction > 0 else self.screen.focus_previous)(Slider)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Jump to where the player clicked."""
        self.capture_mouse()
        self._move_to(event.x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow a drag."""
        if self.app.mouse_captured is self:
            self._move_to(event.x)

    def on_mouse_up(self) -> None:
        """End a drag."""
        self.release_mouse()

    def _move_to(self, x: int) -> None:
        start, width = self._track
        share = (x - start) / (width - 1)
        self.change(round(share * self.most / self._step) * self._step)
