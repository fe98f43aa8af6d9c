"""What stands on a terminal after all that was written on it: as much of a terminal as Textual makes use of."""

from __future__ import annotations

import codecs
import re

from rich.cells import get_character_cell_size

PIECE = re.compile(
    r"\x1b\[(?P<numbers>[0-?]*)[ -/]*(?P<does>[@-~])"  # a control sequence
    r"|\x1b[\]P^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # a string for the terminal itself
    r"|\x1b[ -/]*[0-Z\\`-~]"  # other escapes
    r"|(?P<text>[^\x00-\x1f\x7f]+)"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])"
)
CLEAR_ALL = "2"
NOTHING = " "
COVERED = ""
"""The second cell of a wide character."""


class Screen:
    """Characters in cells, without their colours."""

    def __init__(self, columns: int, rows: int) -> None:
        self._columns, self._rows = columns, rows
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        """an escape whose end has not come yet."""
        self._clear()

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join("".join(row) for row in self._cells)

    def write(self, data: bytes) -> None:
        """Take what a program writes, cut anywhere."""
        waiting = self._rest + self._decoder.decode(data)
        at = 0
        while found := PIECE.match(waiting, at):
            at = found.end()
            if found["text"]:
                self._put(found["text"])
            elif found["control"]:
                self._control(found["control"])
            elif found["does"]:
                self._act(found["does"], found["numbers"])
        self._rest = waiting[at:]

    def _clear(self) -> None:
        self._cells = [[NOTHING] * self._columns for _ in range(self._rows)]
        self._row = self._column = 0

    def _act(self, does: str, numbers: str) -> None:
        if does == "H":
            row, _, column = numbers.partition(";")
            self._row, self._column = int(row or 1) - 1, int(column or 1) - 1
        elif does == "J" and numbers == CLEAR_ALL:
            self._clear()

    def _control(self, char: str) -> None:
        if char == "\n":
            self._row += 1
        elif char == "\r":
            self._column = 0

    def _put(self, text: str) -> None:
        for char in text:
            width = get_character_cell_size(char)
            if 0 <= self._row < self._rows and self._column + width <= self._columns and width:
                cells = self._cells[self._row]
                cells[self._column : self._column + width] = [char, *[COVERED] * (width - 1)]
            self._column += width
