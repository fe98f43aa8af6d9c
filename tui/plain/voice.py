"""Where plain mode speaks: the game on one stream, errors on another, each line whole and at once."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from typing import TextIO

from sim.base.errors import Trouble
from sim.cli.output import written_out
from tui.drawing.ascii import ascii_sign
from tui.plain.spoken import spoken, wrap_spoken


class Voice:
    """Writes lines; raises BrokenPipeError and OutputError where nobody can read them. With `echo` it also writes what
    it heard, so that a script's output can be read by itself.
    """

    def __init__(self, out: TextIO, errors: TextIO, *, echo: bool, width: int | None = None) -> None:
        self._out, self._errors, self._echo, self._width = out, errors, echo, width
        self.troubled = False
        """whether an error was told."""
        self.ascii = False
        """whether nothing but ASCII is to be written."""

    def _said(self, text: str) -> str:
        if not self.ascii or text.isascii():
            return text
        return "".join(map(ascii_sign, unicodedata.normalize("NFC", text)))

    def say(self, text: str) -> None:
        """One line, or where there is a width as many as it needs."""
        self._write("".join(f"{line}\n" for line in wrap_spoken(self._said(spoken(text)), self._width)))

    def ask(self, prompt: str) -> None:
        """Say where one is, and that a line is waited for."""
        self._write(f"{self._said(spoken(prompt))}> ")

    def repeat(self, text: str) -> None:
        """Finish the line that `ask` began with what was heard, where nobody else does."""
        if self._echo:
            self._write(f"{self._said(text)}\n")

    def end_line(self) -> None:
        """Finish the line that `ask` began: no answer came."""
        self._write("\n")

    def _write(self, text: str) -> None:
        with written_out():
            self._out.write(text)
            self._out.flush()

    def tell(self, trouble: Trouble) -> None:
        """Something could not be understood or done."""
        self.troubled = True
        self.warn(str(trouble))

    def warn(self, text: str) -> None:
        """Something that no line of the player's is to blame for."""
        with suppress(OSError):  # nobody has to listen
            self._errors.write(f"{self._said(spoken(text))}\n")
            self._errors.flush()
