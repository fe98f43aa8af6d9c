"""How far long work is, on standard error: a line that is written over in a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from contextlib import suppress

EVERY_TERMINAL, EVERY_LINE, EVERY_PIPE = 0.2, 2.0, 5.0
"""seconds; between two tellings: written over, as lines to somebody who waits, elsewhere."""
LONG = 60.0
"""seconds; from which on the time that passed is told too, and elsewhere than in a terminal only so often."""


class Progress:
    """Tells how far something is. Call it with how much of how much is done; it never stops the work. `in_lines` tells
    it as lines in a terminal too, where nothing shall be written over.
    """

    def __init__(self, what: str, in_lines: bool = False) -> None:
        self._what = what
        self._terminal = sys.stderr.isatty() and not in_lines
        self._every = EVERY_TERMINAL if self._terminal else EVERY_LINE if in_lines else EVERY_PIPE
        self._began = time.monotonic()
        self._next = self._began + self._every
        self._shown = False

    def __call__(self, done: int, of: int) -> bool:
        """Tell it, if it is time to; `of` is 0 where nobody knows yet. Always true: go on."""
        now = time.monotonic()
        if now >= self._next:
            long = now - self._began >= LONG
            self._next, self._shown = now + (LONG if long and not self._terminal else self._every), True
            text = f"{self._what}: {done:,} of {of:,}" if of else f"{self._what} ..."
            if long:
                text += f", {(now - self._began) / 60:.0f} min"
            self._write(f"\r{text}\x1b[K" if self._terminal else f"{text}\n")
        return True

    def end(self) -> None:
        """Take the line away."""
        if self._shown and self._terminal:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        with suppress(OSError):  # nobody has to listen
            sys.stderr.write(text)
            sys.stderr.flush()
