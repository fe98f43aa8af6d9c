"""What processes use: the processor's time and memory, of a program and of all that it has started."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

KILOBYTES = 1024
PARENT, USER, SYSTEM, PAGES = 1, 11, 12, 21
"""Places in /proc/PID/stat, counted behind the name of the program."""
PROCESSES = Path("/proc")


@dataclass(frozen=True, slots=True)
class Usage:
    """Of one process."""

    process: int
    parent: int
    seconds: float
    """seconds; of the processor, so far."""
    memory: float
    """MB; resident now, with what it shares with others."""


def family(process: int) -> list[Usage]:
    """A process, if it is there, and behind it all that come from it."""
    every = list(_linux() if (PROCESSES / "self" / "stat").exists() else _others())
    found = [usage for usage in every if usage.process == process]
    for usage in found:  # which grows meanwhile
        found += [child for child in every if child.parent == usage.process]
    return found


def _linux() -> Iterator[Usage]:
    tick, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    for folder in PROCESSES.glob("[0-9]*"):
        with suppress(OSError):  # it has just ended
            stat = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            seconds = (int(stat[USER]) + int(stat[SYSTEM])) / tick
            memory = int(stat[PAGES]) * page / KILOBYTES**2
            yield Usage(int(folder.name), int(stat[PARENT]), seconds, memory)


def _others() -> Iterator[Usage]:
    """As every POSIX system tells it; the time in hundredths of seconds on macOS."""
    command = ["ps", "-A", "-o", "pid=,ppid=,rss=,time="]
    told = subprocess.run(  # noqa: S603  # our own command
        command, capture_output=True, text=True, check=True, env=os.environ | {"LC_ALL": "C"}
    ).stdout
    for line in told.splitlines():
        process, parent, memory, time = line.split()
        yield Usage(int(process), int(parent), seconds(time), int(memory) / KILOBYTES)


def seconds(time: str) -> float:
    """As `ps` writes it: 1-02:03:04 or 3:04.05."""
    days, _, clock = time.rpartition("-")
    total = 0.0
    for part in clock.split(":"):
        total = 60 * total + float(part)
    return 86_400 * int(days or 0) + total
