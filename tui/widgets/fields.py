"""How an export is read, row by row: enter opens what there is to choose from, left and right go through it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from tui.content.rows import ListRow, RowGroup
from tui.drawing.text import ACCENT, DIM, STRONG, fit, hanging_indent, join_lines, line
from tui.keyboard.keys import CHOICE
from tui.widgets.options import Options

TITLE, MARK = 24, 4
"""cells; of a row's title, and before what is wrong with it."""

Entry = tuple[ListRow | None, Content, bool]
"""What stands in a place of the list: no row for headings and notes; and whether the keys stop there, as at rows and
notes, so that all of them can be read.
"""


class RowList(Options):
    """Rows under headings, with what is wrong beside them. Posts `Changed`, and OptionSelected for a row."""

    BINDINGS = CHOICE.bindings()

    @dataclass
    class Changed(Message):
        """The player chose something else."""

        key: str
        value: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._parts: tuple[RowGroup, ...] = ()
        self._rows: list[ListRow | None] = []

    @property
    def row(self) -> ListRow | None:
        """The row that is highlighted."""
        return None if self.highlighted is None else self._rows[self.highlighted]

    def show(self, parts: Sequence[RowGroup]) -> None:
        """Show other rows; the one that was highlighted stays so, if it is there still."""
        self._parts = tuple(parts)
        self._write()

    def to_first_problem(self) -> None:
        """Highlight the first row with a problem."""
        wrong = (row for part in self._parts for row in part.rows if row.problems or part.problems)
        self._highlight(next(wrong, None))

    def on_resize(self) -> None:
        """Fit the rows to the new width."""
        self._write()

    def _write(self) -> None:
        width = (
            self.outer_size.width - 3
        )  # room for a space at both sides and a scrollbar, whether there is one or not
        if width < TITLE:
            return
        before = self.row
        entries = list(_entries(self._parts, width))
        self._rows = [row for row, _, _ in entries]
        self.set_options(Option(text, disabled=not stops) for _, text, stops in entries)
        self._highlight(before)

    def _highlight(self, wanted: ListRow | None) -> None:
        places = [at for at, row in enumerate(self._rows) if row is not None]
        same = [at for at in places if wanted is not None and self._rows[at].key == wanted.key]  # type: ignore[union-attr]
        self.highlighted = next(iter(same or places), None)

    def action_other(self, step: int) -> None:
        """To another choice of the row; after the last comes the first."""
        row = self.row
        if row is not None:
            self.post_message(self.Changed(row.key, row.choices[(row.at + step) % len(row.choices)][0]))


def _entries(parts: Sequence[RowGroup], width: int) -> Iterator[Entry]:
    widest = max((cell_len(row.label) for part in parts for row in part.rows), default=0)
    wide = max(12, min(widest, (width - TITLE - 2) // 2))
    for part in parts:
        yield None, join_lines([(part.title, STRONG), *(_wrong(one, width) for one in part.problems)]), False
        yield from ((row, _row(row, wide, width), True) for row in part.rows)
        yield from ((None, hanging_indent(("•", DIM), note, 2, width), True) for note in part.notes)
        yield None, Content(""), False


def _row(row: ListRow, wide: int, width: int) -> Content:
    """A row whose value has so many cells."""
    first = line(
        fit(row.title, TITLE - 1) + " ",
        (fit(row.label, wide), ACCENT),
        "  ",
        (fit(row.example, width - TITLE - wide - 2), DIM),
    )
    return join_lines([first, *(_wrong(one, width) for one in row.problems)])


def _wrong(problem: str, width: int) -> Content:
    return hanging_indent(("  ! ", STRONG), problem, MARK, width)
