"""Meters: the best time of some runs, the most memory that work takes."""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path

MEGABYTE = 1 << 20


def process_seconds(work: Callable[[], object]) -> float:
    """Seconds of one run: the processor's time for this process, as all that is timed keeps one core busy. On a machine
    that nobody else uses it is the time that passes.
    """
    begun = time.process_time()
    work()
    return time.process_time() - begun


def best_seconds(work: Callable[[], object], runs: int) -> float:
    """Seconds of the fastest of some runs, as all else that a machine does can only make them longer."""
    return min(process_seconds(work) for _ in range(runs))


def time_side_by_side(works: Sequence[Callable[[], object]], runs: int) -> list[float]:
    """Best seconds of each of some works that take turns, so that their ratios are of the same machine."""
    rounds = [[process_seconds(work) for work in works] for _ in range(runs)]
    return [min(times) for times in zip(*rounds, strict=True)]


def peak_bytes(work: Callable[[], object]) -> int:
    """Bytes; most that work took at once. Slow, as every allocation is traced."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def process_peak_memory() -> float | None:
    """MB; most memory of this process so far, where the system tells it."""
    status = Path("/proc/self/status")
    if status.exists():  # what `getrusage` tells on Linux may be the parent's
        lines = status.read_text().splitlines()
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), None)
    try:
        import resource
    except ImportError:  # Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / MEGABYTE if sys.platform == "darwin" else most / 1024
