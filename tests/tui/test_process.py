"""The command in a real terminal: however it is left, the record is good, and no traceback is seen."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.base.places import HOME_VARIABLE
from sim.game.replay import replay_record
from sim.game.store import read_record, resume_saved_game
from sim.play.first_start import remember_start

pty = pytest.importorskip("pty", reason="needs a pseudo-terminal, which this system has not")

SECONDS = 60.0
"""seconds; after which something is given up. Only a test that fails takes so long, however busy the machine is."""

START = 3.0
"""seconds; within which a second start is on the screen, on a machine that has a processor to spare."""

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class Terminal:
    """A command in a terminal of its own. As a context it leaves no process behind."""

    def __init__(self, *arguments: str) -> None:
        self._ours, theirs = pty.openpty()
        _resize(theirs, 40, 120)
        environment = os.environ | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        command = [sys.executable, "-c", "from sim.cli.main import run; run()", *arguments]
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        )
        os.close(theirs)
        self._written = b""
        self._open = True

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.close()

    @property
    def seen(self) -> str:
        """All that was written so far, without what colours it. (Of all bytes: a read may end within a character.)"""
        return ESCAPES.sub("", self._written.decode("utf-8", errors="replace"))

    def read_until(self, text: str) -> None:
        """Read until a text was seen; fails where it does not come."""
        end = time.monotonic() + SECONDS
        while text not in self.seen:
            assert self._read(), f"ended without {text!r}: {self.seen[-2000:]!r}"
            assert time.monotonic() < end, f"waited in vain for {text!r} in {self.seen[-2000:]!r}"

    def _read(self) -> bool:
        """Read what there is, waiting a moment for it. False where the other side is closed."""
        ready, _, _ = select.select([self._ours], [], [], 0.1)
        if not ready:
            return True
        try:
            more = os.read(self._ours, 65536)
        except OSError:  # the other side is closed
            return False
        self._written += more
        return bool(more)

    def send(self, text: str) -> None:
        """Type."""
        os.write(self._ours, text.encode())

    def close(self) -> None:
        """Close the window."""
        if self._open:
            self._open = False
            os.close(self._ours)

    def ends(self) -> int:
        """Read to the end; the exit status."""
        end = time.monotonic() + SECONDS
        while self._read():
            assert time.monotonic() < end, f"waited in vain for the end; seen: {self.seen[-2000:]!r}"
        return self.process.wait(SECONDS)


def _resize(terminal: int, rows: int, columns: int) -> None:
    import fcntl
    import struct
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """A game in which one move was made."""
    with Terminal("play", "solo", "--seed", "7") as opened:
        opened.read_until("month 1")
        opened.send("\r")
        opened.read_until("month 2")
        yield opened


def _is_good(home: Path) -> None:
    """The one record has the move, comes out again, and is free."""
    (path,) = (home / "games").glob("*.tgn")
    replayed = replay_record(read_record(path), str(path))
    assert not replayed.differences
    assert replayed.game.at.number == 1
    resume_saved_game(path)[0].close()


@pytest.mark.parametrize("way", ["q", "\x03"])
def test_left_by_a_key(way: str, terminal: Terminal, home: Path) -> None:
    terminal.send(way)
    assert terminal.ends() == 0
    assert "resumes it" in terminal.seen
    assert "Traceback" not in terminal.seen
    _is_good(home)


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGHUP])
def test_left_by_a_signal(way: signal.Signals, terminal: Terminal, home: Path) -> None:
    terminal.process.send_signal(way)
    assert terminal.ends() == 0
    assert "Traceback" not in terminal.seen
    _is_good(home)


def test_killed(terminal: Terminal, home: Path) -> None:
    terminal.process.kill()
    terminal.process.wait(SECONDS)
    _is_good(home)


def test_the_window_is_closed(terminal: Terminal, home: Path) -> None:
    terminal.close()
    terminal.process.send_signal(signal.SIGHUP)  # as the system does where the terminal controls the process
    terminal.process.wait(SECONDS)
    _is_good(home)


def test_a_log_is_told_at_the_end(home: Path) -> None:
    with Terminal("play", "solo", "--seed", "7", "--debug") as opened:
        opened.read_until("month 1")
        opened.send("q")
        assert opened.ends() == 0
    log = home / "log" / "tactegic.log"
    assert f"Log: {log}" in opened.seen
    assert "engine" in log.read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "home"
    place.mkdir()
    (place / "log").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(HOME_VARIABLE, str(place))
    with Terminal("play", "solo", "--seed", "7", "--debug") as opened:
        opened.read_until("month 1")
        opened.send("q")
        assert opened.ends() == 0
    assert "No log: " in opened.seen
    assert "Your game: " in opened.seen


@pytest.mark.validate
def test_a_second_start_is_on_the_screen_within_three_seconds() -> None:
    """Three seconds of a machine that has a processor to spare. On a busy one a start may take as many times longer
    as others are held up there at the same time; the fastest of three tells what the start itself needs.
    """
    _start()
    needed = []
    for _ in range(3):
        held_up = _held_up()
        span = _start()
        needed.append(span / max(held_up, _held_up()))
    assert min(needed) < START


def _start() -> float:
    """Seconds from a command to its screen."""
    remember_start()  # or it is the first one, which leads into the tutorial
    began = time.monotonic()
    with Terminal("play") as opened:
        opened.read_until("New game")
        span = time.monotonic() - began
        opened.send("q")
        assert opened.ends() == 0
    return span


def _held_up() -> float:
    """How many times longer than the processor works for it Python now takes to load our libraries; at least 1."""
    began, worked = time.monotonic(), _worked()
    subprocess.run([sys.executable, "-c", "import numpy, simpy, textual.app, textual.widgets"], check=True)
    return max(1.0, (time.monotonic() - began) / (_worked() - worked))


def _worked() -> float:
    """Seconds that processors worked for child processes that have ended."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
