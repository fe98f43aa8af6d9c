"""Jobs in other processes: their results, regular calls of `beat`, and stopping at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest

from sim.base.processes import defer_interrupt, run_jobs
from sim.base.progress import StoppedError


def until_there(path: str) -> str:
    """A job that ends once a file exists."""
    end = time.monotonic() + 60
    while not Path(path).exists() and time.monotonic() < end:
        time.sleep(0.02)
    return Path(path).read_text(encoding="utf-8")


def test_who_wants_to_know_is_asked_while_all_jobs_are_still_under_way(tmp_path: Path) -> None:
    files = [tmp_path / "a", tmp_path / "b"]

    def beat() -> None:  # no job can be done before it is called
        for file in files:
            file.write_text(file.name, encoding="utf-8")

    done = dict(run_jobs(until_there, [str(f) for f in files], 2, beat))
    assert {Path(path).name: text for path, text in done.items()} == {"a": "a", "b": "b"}


def test_who_wants_no_more_stops_it_and_no_process_is_left(tmp_path: Path) -> None:
    def beat() -> None:
        raise StoppedError

    before = set(multiprocessing.active_children())
    jobs = [str(tmp_path / name) for name in ("never", "nor this")]
    with closing(run_jobs(until_there, jobs, 2, beat)) as working, pytest.raises(StoppedError):
        next(working)
    assert not [p for p in set(multiprocessing.active_children()) - before if _lives(p.pid)]


def _lives(process: int | None) -> bool:
    """Return whether the system knows the process. Python may not have noted its end yet."""
    try:
        os.kill(process or 0, 0)
    except ProcessLookupError:
        return False
    return True


def test_ctrl_c_waits_while_it_would_leave_a_lock_taken() -> None:
    steps: list[str] = []

    def locked() -> None:
        with defer_interrupt():
            signal.raise_signal(signal.SIGINT)
            steps.append("the lock is given back")

    with pytest.raises(KeyboardInterrupt):
        locked()
    assert steps
    with pytest.raises(KeyboardInterrupt):  # and now as ever
        signal.raise_signal(signal.SIGINT)


def test_where_ctrl_c_is_ignored_it_stays_so() -> None:
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with defer_interrupt():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, usual)
