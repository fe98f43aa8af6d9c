"""The squares of the board: its rows, on which a mark goes from square to square while they have the focus."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.reactive import reactive

from tui.drawing.text import Part
from tui.keyboard.keys import SQUARES
from tui.widgets.text_rows import TextRows

OPEN, CLOSE = "[", "]"
"""Around the marked square."""

MARKED = "bold reverse"


class Squares(TextRows, can_focus=False):
    """Rows of text. Posts `Moved` when the mark went on, `Asked` when its square is to be told of, `Left` at the end.

    It can have the focus only while it was given it, so that tab passes it by.
    """

    BINDINGS = SQUARES.bindings()

    at: reactive[tuple[int, int]] = reactive((0, 0))
    """row and column of the mark."""

    class Moved(Message):
        """The mark went to another square."""

    class Asked(Message):
        """The marked square is to be told of."""

    class Left(Message):
        """The player has seen enough."""

    class Clicked(Message):
        """The player clicked on a place of the rows, in characters."""

        def __init__(self, x: int, y: int) -> None:
            self.x, self.y = x, y
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # as every widget calls it
        super().__init__(id=id)
        self.size_in_squares = (1, 1)
        """rows and columns that there are."""

    def enter(self) -> None:
        """Give it the focus."""
        self.can_focus = True
        self.keep_inside()
        self.screen.set_focus(self)

    def keep_inside(self) -> None:
        """Keep the mark on the board, whatever its size is now."""
        row, column = self.at
        rows, columns = self.size_in_squares
        self.set_reactive(Squares.at, (min(row, rows - 1), min(column, columns - 1)))

    def watch_at(self) -> None:
        """Tell of it."""
        self.post_message(self.Moved())

    def watch_has_focus(self, focused: bool) -> None:
        """The mark is seen while there is the focus."""
        super().watch_has_focus(focused)
        self.can_focus = focused
        self.post_message(self.Moved())

    def action_go(self, down: int, right: int) -> None:
        """To a square beside; at the edge the mark stays."""
        row, column = self.at
        rows, columns = self.size_in_squares
        self.at = (max(0, min(rows - 1, row + down)), max(0, min(columns - 1, column + right)))

    def action_ask(self) -> None:
        """Have the marked square told of."""
        self.post_message(self.Asked())

    def action_leave_squares(self) -> None:
        """Back to the board."""
        self.post_message(self.Left())

    def on_click(self, event: events.Click) -> None:
        """Mark what was clicked; a click on the marked square asks for it."""
        self.post_message(self.Clicked(event.x, event.y))


def mark_square(parts: Sequence[str], at: int | None) -> list[Part]:
    """A row's label and the texts of its squares, each ending with a gap; one of them in brackets, which stand in the
    gaps beside it.
    """
    if at is None:
        return ["".join(parts)]
    place = at + 1
    before, square, after = "".join(parts[:place]), parts[place], "".join(parts[place + 1 :])
    return [before[:-1], (f"{OPEN}{square[:-1]}{CLOSE}", MARKED), after]
