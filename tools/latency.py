"""How long keys take to answer while the lookahead thinks: in a terminal of its own, from a key to the new value.

python tools/latency.py --size 120x40
python tools/latency.py --size 80x24 --keys 100
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import pty
import re
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

THINKING = 3.0
"""seconds; after which the app is up and thinks."""
PAUSE = 0.12
"""seconds; between two keys."""
PATIENCE = 2.0
"""seconds; that an answer is waited for."""
RIGHT, LEFT = b"\x1b[C", b"\x1b[D"
STYLES = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")


class Terminal:
    """The app in a terminal."""

    def __init__(self, columns: int, rows: int, home: str) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        command = [str(Path(sys.executable).parent / "tactegic"), "play", "the_entrant", "--seed", "12"]
        environment = os.environ | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TACTEGIC_HOME": home}
        self._app = subprocess.Popen(  # noqa: S603  # our own command
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        )
        os.close(theirs)
        self._seen = b""

    def watch(self, seconds: float) -> None:
        """Take what the app writes for so long."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._take(left)

    def _take(self, seconds: float) -> None:
        if select.select([self._ours], [], [], seconds)[0]:
            self._seen += os.read(self._ours, 1 << 16)

    def press(self, key: bytes, wanted: bytes) -> float:
        """Seconds from a key until a text is on the screen; PATIENCE where it never is."""
        self._seen, began = b"", time.perf_counter()
        os.write(self._ours, key)
        while wanted not in STYLES.sub(b"", self._seen) and time.perf_counter() - began < PATIENCE:
            self._take(PATIENCE)
        return time.perf_counter() - began

    def leave(self) -> None:
        """End the app."""
        os.write(self._ours, b"q")
        with contextlib.suppress(OSError):  # the terminal is gone with the app
            self.watch(2.0)
        self._app.wait(10)


def measured(columns: int, rows: int, keys: int) -> list[float]:
    """Seconds of each key: the first slider a step up and down again, from the inherited 6 % to 10 and to 5."""
    with tempfile.TemporaryDirectory() as home:
        terminal = Terminal(columns, rows, home)
        terminal.watch(THINKING)
        answers = []
        for number in range(keys):
            terminal.watch(PAUSE)
            up = number % 2 == 0
            answers.append(terminal.press(RIGHT if up else LEFT, b" 10 %" if up else b" 5 %"))
        terminal.leave()
    return answers


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", default="120x40", help="columns and rows")
    parser.add_argument("--keys", type=int, default=60)
    options = parser.parse_args()
    columns, rows = (int(n) for n in options.size.split("x"))
    answers = sorted(1000 * s for s in measured(columns, rows, options.keys))
    middle, most = statistics.median(answers), answers[int(0.95 * len(answers))]
    sys.stdout.write(
        f"{options.size}, {len(answers)} keys while thinking: median {middle:.0f} ms, 95 % {most:.0f}, "
        f"worst {answers[-1]:.0f}; load {os.getloadavg()[0]:.1f}\n"
    )


if __name__ == "__main__":
    main()
