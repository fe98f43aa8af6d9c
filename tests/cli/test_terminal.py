"""What `tactegic play` needs of a terminal, tried in a real one of the wrong kind."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest

from tests.started import started

if sys.platform == "win32":
    pytest.skip("pseudo terminals of another kind", allow_module_level=True)

import fcntl
import pty
import struct
import termios

PLAY = [sys.executable, "-c", "from sim.cli.main import run; run()", "play", "reference"]


def _in_terminal(columns: int, rows: int, **environment: str) -> tuple[int, str]:
    """Exit status of `play` in a terminal of this size, and what stands on it then."""
    ours, theirs = pty.openpty()
    try:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        done = subprocess.run(
            PLAY,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            timeout=60,
            check=False,
            env=os.environ | environment,
        )
        return done.returncode, os.read(ours, 10_000).decode("utf-8", "replace")
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize(("columns", "rows"), [(79, 40), (120, 23)])
def test_a_small_terminal_is_told_what_a_game_needs(columns: int, rows: int) -> None:
    status, err = _in_terminal(columns, rows, PYTHONIOENCODING="utf-8", TERM="xterm-256color")
    assert status == 2
    assert "80 x 24" in err
    assert f"{columns} x {rows}" in err
    assert "Traceback" not in err


def test_a_terminal_without_utf8_gets_a_screen_of_ascii() -> None:
    """What is drawn has no other characters, from the first to the last; and what is typed in another encoding ends
    nothing.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    environment = os.environ | {"TERM": "xterm-256color", "LC_ALL": "C"}
    with started(PLAY, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        drawn, typed = b"", list[int]()
        with suppress(OSError):  # the other side is closed
            while more := os.read(ours, 65536):
                drawn += more
                if b"Sellers" in drawn and process.poll() is None:
                    os.write(ours, b"\xe4z\xff" if len(typed) < 3 else b"q")
                    typed.append(len(drawn))
        status = process.wait(60)
    os.close(ours)
    assert status == 0
    assert b"Sellers" in drawn
    assert b"Error" not in drawn
    assert drawn.isascii()


def test_a_terminal_without_a_screen_gets_the_game_line_by_line(tmp_path: Path) -> None:
    """One that cannot draw, or says nothing of itself; and one whose errors go to a file, since Textual draws there."""
    for term in ("dumb", ""):
        status, told = _played("where\nquit\n", TERM=term)
        assert status == 0
        assert "plain mode" in told
        assert "Q1 of 12> " in told
        assert "\x1b" not in told
    with (tmp_path / "errors").open("w") as errors:
        status, told = _played("quit\n", errors=errors, TERM="xterm-256color")
    assert (status, "Q1 of 12> " in told, "\x1b" in told) == (0, True, False)
    assert "Standard error is no terminal" in (tmp_path / "errors").read_text()


def _played(typed: str, errors: IO[str] | None = None, **environment: str) -> tuple[int, str]:
    """Exit status of `play` in a terminal when this is typed, and all that stands on it then."""
    ours, theirs = pty.openpty()
    err = theirs if errors is None else errors
    with started(PLAY, stdin=theirs, stdout=theirs, stderr=err, env=os.environ | environment) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        seen = b""
        with suppress(OSError):  # the other side is closed
            while more := os.read(ours, 65536):
                seen += more
        status = process.wait(60)
    os.close(ours)
    return status, seen.decode("utf-8", "replace")
