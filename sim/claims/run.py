"""Measuring claims and counter-worlds, each in a process of its own where there are cores for it.

A measurement is a function of its claim, world and effort alone, so results do not depend on the number of cores.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass

from sim.claims.claim import Claim, Effort, Measured
from sim.claims.worlds import AS_IT_IS
from sim.game.progress import Progress, tell

DEAR = (8, 9, 7, 4)
"""Claims that take longest, the longest first: they are begun first, so that no core is left with one at the end."""


@dataclass(frozen=True, slots=True)
class Job:
    """One measurement."""

    claim: Claim
    counter: bool
    """whether in the counter-world."""
    effort: Effort


@dataclass(frozen=True, slots=True)
class Done:
    """A measurement, and the seconds of processor time that it took."""

    measured: Measured
    seconds: float


@dataclass(frozen=True, slots=True)
class Tested:
    """A claim in the game's world and in its counter-world."""

    claim: Claim
    world: Done
    counter: Done

    def passed(self, quick: bool) -> bool:
        """Whether the claim holds and its counter-world does not. In a quick run it may be left open."""
        holds = self.world.measured.holds
        return (holds or (quick and holds is None)) and self.counter.measured.holds is not True


def jobs(claims: Sequence[Claim], effort: Effort) -> list[Job]:
    """All measurements, the dearest first."""
    order = sorted(claims, key=lambda c: (DEAR.index(c.id) if c.id in DEAR else len(DEAR), c.id))
    return [Job(claim, counter, effort) for claim in order for counter in (False, True)]


def work(job: Job) -> Done:
    """Carry out a measurement."""
    began = time.process_time()
    measured = job.claim.measure(job.claim.counter if job.counter else AS_IT_IS, job.effort)
    return Done(measured, time.process_time() - began)


def run(
    claims: Sequence[Claim], effort: Effort, cores: int, progress: Progress | None = None
) -> list[Tested]:
    """Measure claims and their counter-worlds. Raises StoppedError."""
    todo, found = jobs(claims, effort), dict[tuple[int, bool], Done]()
    tell(progress, 0, len(todo))
    with closing(_alone(todo) if cores == 1 else _together(todo, cores)) as measuring:
        for job, done in measuring:
            found[job.claim.id, job.counter] = done
            tell(progress, len(found), len(todo))
    return [Tested(claim, found[claim.id, False], found[claim.id, True]) for claim in claims]


def _alone(todo: Sequence[Job]) -> Generator[tuple[Job, Done], None, None]:
    for job in todo:
        yield job, work(job)


def _together(todo: Sequence[Job], cores: int) -> Generator[tuple[Job, Done], None, None]:
    """In processes, in the order in which they are done. Whatever happens, no process is left."""
    context = multiprocessing.get_context("spawn")
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(min(cores, len(todo)), mp_context=context, initializer=_begin)
    try:
        waiting: dict[Future[Done], Job] = {pool.submit(work, job): job for job in todo}
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    finally:
        ours = set(multiprocessing.active_children()) - before
        pool.shutdown(wait=False, cancel_futures=True)
        for process in ours:
            process.terminate()
            process.join()


def _begin() -> None:
    """A worker leaves Ctrl-C to its parent, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
