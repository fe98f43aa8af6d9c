"""A program of ours in a terminal of its own: what it shows, how long it takes to answer, and its processes."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from bench.screen.screen import Screen
from bench.screen.usage import Usage, family
from sim.base.errors import Trouble
from sim.base.places import HOME_VARIABLE
from sim.cli.output import CommandError

Size = tuple[int, int]
"""Columns and rows, in characters."""

PATIENCE = 60.0
"""seconds; that a text is waited for."""
SLOWEST = 2.0
"""seconds; after which a key counts as answered this late, as nobody waits for longer."""
LEAVING = 10.0
"""seconds; after which what does not end is killed."""

ELSEWHERE = ("COLUMNS", "LINES", "NO_COLOR")
"""Variables that tell a program of the terminal that the bench runs in."""

GAME = ("sim.cli.main", "play")
EMPTY = ("bench.screen.empty",)
"""Modules, each with its arguments, that `python -m` runs."""


class Terminal:
    """A program in a terminal. As a context it leaves no process behind."""

    def __init__(self, module: Sequence[str], size: Size, home: Path) -> None:
        self._ours, theirs = _open_terminal()
        _resize(theirs, size)
        self._screen = Screen(*size)
        usual = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
        self._program = subprocess.Popen(  # noqa: S603  # our own; no thread runs beside it
            [sys.executable, "-m", *module],
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
            env=usual | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", HOME_VARIABLE: str(home)},
            preexec_fn=_own,
        )  # fmt: skip
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._program.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            end = time.monotonic() + LEAVING
            while self._program.poll() is None and time.monotonic() < end:
                self._take(0.05)  # or it would wait for somebody to read what it writes
        with contextlib.suppress(ProcessLookupError):  # it has ended, and all that it has started
            os.killpg(self._program.pid, signal.SIGKILL)
        self._program.wait()
        os.close(self._ours)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return self._screen.text

    @property
    def usage(self) -> list[Usage]:
        """What the program has used so far, and behind it each process that it has started."""
        return family(self._program.pid)

    def watch(self, seconds: float) -> None:
        """Read on for so long."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._take(left)

    def send(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._ours, keys)

    def sees(self, *texts: str) -> str:
        """Wait for one of some texts; which one. Raises CommandError where none comes."""
        end = time.monotonic() + PATIENCE
        while True:
            seen = self.text
            found = next((text for text in texts if text in seen), None)
            if found is not None:
                return found
            if time.monotonic() >= end or not self._take(PATIENCE):
                lines = "\n".join(line.rstrip() for line in seen.splitlines() if line.strip())
                raise CommandError(
                    Trouble(
                        "", f"waited in vain for {texts[0]!r} on a screen that says\n{lines}", "try again"
                    )
                )

    def answer(self, key: bytes, shown: re.Pattern[str]) -> float:
        """Seconds from a key until what a pattern finds on the screen is another text."""
        before = self._found(shown)
        began = time.perf_counter()
        self.send(key)
        while (taken := time.perf_counter() - began) < SLOWEST:
            self._take(SLOWEST - taken)
            taken = time.perf_counter() - began
            if self._found(shown) not in (None, before):
                return taken
        return SLOWEST

    def _found(self, shown: re.Pattern[str]) -> str | None:
        found = shown.search(self.text)
        return found and found[1]

    def _take(self, seconds: float) -> bool:
        """Read what there is, waiting for it so long; False where the program has closed its side."""
        if not select.select([self._ours], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self._ours, 1 << 16)
        except OSError:  # as Linux says that nobody is there
            time.sleep(min(seconds, 0.05))
            return False
        self._screen.write(data)
        return bool(data)


def _open_terminal() -> tuple[int, int]:
    """Both sides of a new pseudo-terminal. Raises CommandError."""
    try:
        import pty

        return pty.openpty()
    except (ImportError, OSError):
        raise CommandError(
            Trouble("--ui", "this system has no pseudo-terminals to measure in", "measure on Linux or macOS")
        ) from None


def _own() -> None:
    """In the program, before it starts: the terminal is its own, so that it is hung up on where the bench dies."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _resize(terminal: int, size: Size) -> None:
    import fcntl
    import termios

    columns, rows = size
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
