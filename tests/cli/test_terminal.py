"""What `tactegic play` needs of a terminal, tried in a real one of the wrong kind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_a_terminal_without_utf8_is_told() -> None:
    status, err = _in_terminal(120, 40, PYTHONIOENCODING="latin-1", TERM="xterm-256color")
    assert status == 2
    assert "UTF-8" in err


def test_errors_that_go_to_a_file_leave_no_blank_screen(tmp_path: Path) -> None:
    """Textual draws where errors go, so that must be a terminal too."""
    ours, theirs = pty.openpty()
    with (tmp_path / "errors").open("w") as errors:
        done = subprocess.run(PLAY, stdin=theirs, stdout=theirs, stderr=errors, timeout=60, check=False)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 2
    assert "needs a terminal" in (tmp_path / "errors").read_text()


def test_a_dumb_terminal_is_told() -> None:
    status, err = _in_terminal(120, 40, PYTHONIOENCODING="utf-8", TERM="dumb")
    assert status == 2
    assert "cannot draw" in err
