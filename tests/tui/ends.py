"""The game started in each way that there is, in a terminal of its own that can be closed, and whether all of it ends.

A terminal here controls what runs in it, as a window does: closing it hangs up on the program that leads its session.
"""

from __future__ import annotations

import contextlib
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from sim.base.places import HOME_VARIABLE
from sim.game.pgn import read_pgn
from sim.game.replay import replay_record
from sim.game.store import read_record, resume_saved_game

SECONDS = 60.0
"""seconds; after which something is given up. Only a test that fails takes so long, however busy the machine is."""

LATEST = 8.0
"""seconds; after the start, at which a window is closed at the latest: it starts, plays, thinks, leaves games."""

MOMENT = 0.02
"""seconds; between two looks at what is awaited."""

RUN = "from sim.cli.main import run; run()"
SOLO = ("play", "solo", "--seed", "7")
GAME = (sys.executable, "-c", RUN, *SOLO)

ENDLESS = (
    "import threading; from sim.game.game import Game; Game.reply = lambda *_: threading.Event().wait(); "
)
SLOW = (sys.executable, "-c", ENDLESS + RUN, *SOLO)
"""A game whose moves never end."""

Command = Callable[[Path], Sequence[str]]


def _made(folder: Path) -> Sequence[str]:
    """As `make play` does."""
    line = " ".join(f"'{part}'" for part in GAME)
    (folder / "Makefile").write_text(f"play:\n\t@{line}\n", encoding="utf-8")
    return ("make", "-C", str(folder), "play")


@dataclass(frozen=True)
class Way:
    """A way of starting a game: a command, what is seen when it is ready, and keys that play."""

    command: Command
    ready: str
    keys: tuple[bytes, ...]
    piped: bool = False
    """whether it speaks through pipes, as with the server of the web."""


ON_SCREEN = (b"\r", b"\x1b[C", b"n", b"\r", b"l", b"t", b"\x1b", b"5", b"u", b"space ", b"?", b"m")
LINES = (b"play\n", b"S30 M40\n", b"hint\n", b"\n", b"takeback\n")

WAYS = {
    "command": Way(lambda _: GAME, "month 1", ON_SCREEN),
    "shell": Way(lambda _: ("sh", "-c", '"$@"; echo left', "sh", *GAME), "month 1", ON_SCREEN),
    "make": Way(_made, "month 1", ON_SCREEN),
    "plain": Way(lambda _: (*GAME, "--plain"), "`help` lists", LINES),
    "visitor": Way(
        lambda _: (sys.executable, "-m", "tui.web.visitor", "solo", "--seed", "7"), "month 1", (), piped=True
    ),
}
"""By name."""

SLOW_WAYS = {
    "command": Way(lambda _: SLOW, "month 1", (b"\r",)),
    "plain": Way(lambda _: (*SLOW, "--plain"), "`help` lists", (b"play\n",)),
}
"""The same, with moves that never end."""


class Started:
    """A game that runs. As a context it leaves no process behind."""

    def __init__(self, way: Way, folder: Path) -> None:
        self.way, self._seen, self.home = way, b"", folder / "home"
        environment = os.environ | {
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            HOME_VARIABLE: str(self.home),
        }
        command = way.command(folder)
        if way.piped:
            self._web(command, environment)
        else:
            self._terminal(command, environment)
        self.family = {self.process.pid}

    def _web(self, command: Sequence[str], environment: dict[str, str]) -> None:
        environment |= {
            "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
            "COLUMNS": "120",
            "ROWS": "40",
        }
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment, start_new_session=True,
        )  # fmt: skip
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._open = [self.process.stdin.fileno(), self.process.stdout.fileno()]
        self._from, self._to = self._open[1], self._open[0]

    def _terminal(self, command: Sequence[str], environment: dict[str, str]) -> None:
        import fcntl
        import pty
        import struct
        import termios

        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # short, and in the child
        )  # fmt: skip
        os.close(theirs)
        self._open, self._from, self._to = [ours], ours, ours

    def __enter__(self) -> Started:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.count()
        for process in self.family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.process.wait()
        self.close()

    @property
    def seen(self) -> str:
        """All that was written so far."""
        return self._seen.decode("utf-8", errors="replace")

    def read(self, seconds: float, until: str = "") -> bool:
        """Read on for so long, or until a text is seen; whether it is."""
        end = time.monotonic() + seconds
        while not (until and until in self.seen) and (left := end - time.monotonic()) > 0:
            if select.select([self._from], [], [], min(left, 0.1))[0]:
                try:
                    more = os.read(self._from, 1 << 16)
                except OSError:  # the other side is closed
                    more = b""
                if not more:
                    return until in self.seen
                self._seen += more
        return until in self.seen

    def ready(self) -> None:
        """Wait until the game is there."""
        assert self.read(SECONDS, self.way.ready), self.seen[-2000:]

    def send(self, keys: bytes) -> None:
        """Press keys; in vain where nobody is there any more."""
        with contextlib.suppress(OSError):
            if self.way.piped:
                keys = b"D" + len(keys).to_bytes(4, "big") + keys
            os.write(self._to, keys)

    def close(self) -> None:
        """Close the window, or the page."""
        for end in self._open:
            with contextlib.suppress(OSError):
                os.close(end)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._open = []

    def count(self) -> set[int]:
        """The processes of it that live; those of before are remembered, as a group loses its leader."""
        self.family |= _session(self.process.pid)
        self.process.poll()
        return {process for process in self.family if _lives(process)}

    def ends(self, limit: float = SECONDS) -> float:
        """Wait until no process of it is left; the seconds that took. Fails where one is."""
        began = time.monotonic()
        while left := self.count():
            span = time.monotonic() - began
            assert span < limit, f"after {span:.0f} s there still are {sorted(map(_named, left))}"
            if self._open:
                self.read(MOMENT)  # or who writes would wait for us
            else:
                time.sleep(MOMENT)
        return time.monotonic() - began

    def close_at_random(self, dice: random.Random) -> float:
        """Play for a while, from the very start on, and close the window at a bad moment; seconds until all is gone."""
        end = time.monotonic() + dice.uniform(0.0, LATEST)
        while (left := end - time.monotonic()) > 0:
            self.read(min(left, dice.uniform(0.0, 0.5)))
            if self.way.keys and self.way.ready in self.seen:
                for _ in range(dice.randrange(4)):
                    self.send(dice.choice(self.way.keys))
        self.count()
        self.close()
        return self.ends()

    def is_good(self) -> int:
        """Each record comes out again, and is free; how many there are."""
        paths = list((self.home / "games").glob("*.tgn"))
        for path in paths:
            replayed = replay_record(read_record(path), str(path))
            assert not replayed.differences
            resume_saved_game(path)[0].close()
            assert read_pgn(read_record(path), path.name)
        return len(paths)


def _stat(process: int) -> list[str]:
    """Fields of what the system knows of a process, from its state on; empty where it is gone."""
    try:
        return (
            Path(f"/proc/{process}/stat")
            .read_text(encoding="utf-8", errors="replace")
            .rpartition(")")[2]
            .split()
        )
    except OSError:
        return []


def _lives(process: int) -> bool:
    fields = _stat(process)
    return bool(fields) and fields[0] not in "ZX"


def _session(leader: int) -> set[int]:
    """The processes of a session."""
    numbers = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
    return {number for number in numbers if (found := _stat(number)) and int(found[3]) == leader}


def _named(process: int) -> str:
    with contextlib.suppress(OSError):
        return (
            Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")[:200]
        )
    return str(process)
