"""Run many jobs, in parallel processes if there are several cores. Results arrive as they are finished.

Workers ignore Ctrl-C, which the parent handles, and end with the parent. Closing the generator ends all workers.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import TypeVar

WorkItemT = TypeVar("WorkItemT")
WorkResultT = TypeVar("WorkResultT")

BEAT_SECONDS = 1.0
"""Seconds between two calls of `beat`, by which a caller reports that work continues."""


def run_jobs(
    work: Callable[[WorkItemT], WorkResultT],
    jobs: Sequence[WorkItemT],
    cores: int,
    beat: Callable[[], object] | None = None,
) -> Generator[tuple[WorkItemT, WorkResultT], None, None]:
    """Yield each job with its result, using this process if there is one core. Close the generator to stop at once.

    An error of a job is raised here. `beat` is called about once per second while other processes work, and its errors
    are raised too. Jobs, results and the function must be picklable.
    """
    if cores == 1 or len(jobs) < 2:
        for job in jobs:
            yield job, work(job)
    else:
        yield from _run_in_pool(work, jobs, cores, beat or (lambda: None))


def _run_in_pool(
    work: Callable[[WorkItemT], WorkResultT],
    jobs: Sequence[WorkItemT],
    cores: int,
    beat: Callable[[], object],
) -> Generator[tuple[WorkItemT, WorkResultT], None, None]:
    context = multiprocessing.get_context("spawn")
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(min(cores, len(jobs)), mp_context=context, initializer=_start_worker)
    done: SimpleQueue[Future[WorkResultT]] = SimpleQueue()
    try:
        with defer_interrupt():
            waiting = {pool.submit(work, job): job for job in jobs}
            for future in waiting:
                future.add_done_callback(done.put)
        while waiting:
            with suppress(Empty):
                future = done.get(timeout=BEAT_SECONDS)
                with defer_interrupt():
                    found = future.result()
                yield waiting.pop(future), found
            beat()
    finally:
        with defer_interrupt():
            for process in set(multiprocessing.active_children()) - before:
                process.terminate()
                process.join()
            # Wait for the pool's thread: an interpreter that exits while the thread closes its pipe prints an error.
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def defer_interrupt() -> Iterator[None]:
    """Delay Ctrl-C until the end of this block.

    If it were raised while the pool holds one of its locks, the lock would stay locked, and the process would wait for
    the pool's thread for ever.
    """
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(usual):
        yield  # Ctrl-C does not arrive in this thread, or is ignored
        return
    asked: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
    if asked:
        usual(signal.SIGINT, None)


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    exit_with_parent()


def exit_with_parent() -> None:
    """End this process as soon as its parent has ended, whatever it is doing. For processes started by
    multiprocessing.
    """
    threading.Thread(target=_exit_with_parent, daemon=True).start()


def _exit_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
