"""A server of its own for a test, with its games in a folder of the test's."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.game.replay import ReplayReport, replay_record
from sim.game.store import read_record

SECONDS = 60.0
"""seconds; after which something is given up. Only a test that fails takes so long, however busy the machine is."""

LOOK = 0.05
"""seconds; between two looks at what is waited for."""


class Serving:
    """A server that runs."""

    def __init__(self, process: subprocess.Popen[str], link: str, home: Path) -> None:
        self.process, self.link, self.home = process, link, home
        self.address = link.partition("/start/")[0]

    @property
    def records(self) -> list[Path]:
        """All games that were played, those of single visitors too."""
        return sorted(self.home.rglob("*.tgn"))

    def replayed(self) -> ReplayReport:
        """The one game that was played, played again as far as its record goes; it must come out the same."""
        (path,) = self.records
        found = replay_record(read_record(path), str(path))
        assert not found.differences
        return found

    @property
    def visitors(self) -> int:
        """Processes of visitors."""
        asked = ["pgrep", "--count", "--parent", str(self.process.pid)]
        return int(subprocess.run(asked, capture_output=True, text=True).stdout)

    def stop(self, number: int = signal.SIGINT) -> int:
        """End it; the exit status."""
        self.process.send_signal(number)
        return self.process.wait(SECONDS)


@contextmanager
def serving(home: Path, *play: str, sessions: int = 1, exposed: bool = False) -> Iterator[Serving]:
    """A server at a free port, if exposed under the name 127.0.0.1."""
    host, names = ("0.0.0.0", ("127.0.0.1",)) if exposed else ("127.0.0.1", ())  # noqa: S104  # this is what is tested
    request = f"ServeRequest({host!r}, 0, {sessions}, {play!r}, {names!r})"
    script = f"from sim.cli.serve import ServeRequest; from tui.web.serve import serve; serve({request})"
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.yaml").write_text(
        "lookahead: false\n"
    )  # visitors' processes do what is tested, not more
    environment = os.environ | {"TACTEGIC_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, start_new_session=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        words = process.stdout.readline().split()
        yield Serving(process, next(word for word in words if word.startswith("http://")), home)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


async def until(what: str, holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    end = asyncio.get_running_loop().time() + SECONDS
    while not holds():
        assert asyncio.get_running_loop().time() < end, f"waited in vain until {what}"
        await asyncio.sleep(LOOK)
