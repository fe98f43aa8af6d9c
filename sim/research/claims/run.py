"""Measuring claims and counter-worlds, each in a process of its own where there are cores for it.

A measurement is a function of its claim, world and effort alone, so results do not depend on the number of cores.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from sim.base.processes import run_jobs
from sim.base.progress import Progress, tell
from sim.research.claims.claim import Claim, Effort, Measured
from sim.research.claims.worlds import AS_IT_IS

COUNTER = 0.2
"""ratio; of the effort that is put into a claim, for its counter-world: there it has to fail by far."""

DEAR = (9, 8, 7, 4)
"""Claims that take longest, the longest first: they are begun first, so that no core is left with one at the end."""


@dataclass(frozen=True, slots=True)
class MeasurementJob:
    """One measurement."""

    claim: Claim
    counter: bool
    """whether in the counter-world."""
    effort: Effort


@dataclass(frozen=True, slots=True)
class TimedMeasurement:
    """A measurement, and the seconds of processor time that it took."""

    measured: Measured
    seconds: float


@dataclass(frozen=True, slots=True)
class Tested:
    """A claim in the game's world and in its counter-world."""

    claim: Claim
    world: TimedMeasurement
    counter: TimedMeasurement

    def passed(self, quick: bool) -> bool:
        """Whether the claim holds and its counter-world does not. In a quick run it may be left open."""
        holds = self.world.measured.holds
        return (holds or (quick and holds is None)) and self.counter.measured.holds is not True


def jobs(claims: Sequence[Claim], effort: Effort) -> list[MeasurementJob]:
    """All measurements, the dearest first."""
    order = sorted(claims, key=lambda c: (DEAR.index(c.id) if c.id in DEAR else len(DEAR), c.id))
    less = replace(effort, scale=COUNTER * effort.scale)
    return [
        MeasurementJob(claim, counter, less if counter else effort)
        for claim in order
        for counter in (False, True)
    ]


def work(job: MeasurementJob) -> TimedMeasurement:
    """Carry out a measurement."""
    began = time.process_time()
    measured = job.claim.measure(job.claim.counter if job.counter else AS_IT_IS, job.effort)
    return TimedMeasurement(measured, time.process_time() - began)


def run_claims(
    claims: Sequence[Claim], effort: Effort, cores: int, progress: Progress | None = None
) -> list[Tested]:
    """Measure claims and their counter-worlds. Raises StoppedError."""
    todo, found = jobs(claims, effort), dict[tuple[int, bool], TimedMeasurement]()
    tell(progress, 0, len(todo))

    def beat() -> None:
        tell(progress, len(found), len(todo))

    with closing(run_jobs(work, todo, cores, beat)) as measuring:
        for job, done in measuring:
            found[job.claim.id, job.counter] = done
            tell(progress, len(found), len(todo))
    return [Tested(claim, found[claim.id, False], found[claim.id, True]) for claim in claims]
