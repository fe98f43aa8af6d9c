"""Measurement of claims and counter-worlds, in several processes if there are cores for them.

A measurement is a function of its claim, world and effort alone, so results do not depend on the number of cores.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from sim.base.processes import run_jobs
from sim.base.progress import ProgressCallback, report_progress
from sim.research.claims.claim import Claim, ClaimMeasurement, MeasurementEffort
from sim.research.claims.claim_worlds import UNCHANGED_WORLD

COUNTER_EFFORT = 0.2
"""ratio; effort for a counter-world relative to its claim: there the claim must fail by a wide margin."""

SLOW_CLAIMS = (9, 8, 7, 4)
"""Claims that take longest, the longest first. They start first, so that none is left for one core at the end."""


@dataclass(frozen=True, slots=True)
class ClaimJob:
    """A measurement to carry out."""

    claim: Claim
    counter: bool
    """Whether to measure in the counter-world."""
    effort: MeasurementEffort


@dataclass(frozen=True, slots=True)
class TimedMeasurement:
    """A measurement and its time."""

    measured: ClaimMeasurement
    seconds: float
    """seconds; of processor time."""


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """A claim in the game's world and in its counter-world."""

    claim: Claim
    world: TimedMeasurement
    counter: TimedMeasurement

    def passed(self, quick: bool) -> bool:
        """Whether the claim holds, and does not hold in its counter-world. A quick run may leave the claim open."""
        holds = self.world.measured.holds
        return (holds or (quick and holds is None)) and self.counter.measured.holds is not True


def claim_jobs(claims: Sequence[Claim], effort: MeasurementEffort) -> list[ClaimJob]:
    """All measurements, the slowest first."""
    order = sorted(
        claims, key=lambda c: (SLOW_CLAIMS.index(c.id) if c.id in SLOW_CLAIMS else len(SLOW_CLAIMS), c.id)
    )
    less = replace(effort, scale=COUNTER_EFFORT * effort.scale)
    return [
        ClaimJob(claim, counter, less if counter else effort) for claim in order for counter in (False, True)
    ]


def run_claim_job(job: ClaimJob) -> TimedMeasurement:
    """Carry out a measurement."""
    began = time.process_time()
    measured = job.claim.measure(job.claim.counter if job.counter else UNCHANGED_WORLD, job.effort)
    return TimedMeasurement(measured, time.process_time() - began)


def run_claims(
    claims: Sequence[Claim], effort: MeasurementEffort, cores: int, progress: ProgressCallback | None = None
) -> list[ClaimVerdict]:
    """Measure claims and their counter-worlds. Raises StoppedError."""
    todo, found = claim_jobs(claims, effort), dict[tuple[int, bool], TimedMeasurement]()
    report_progress(progress, 0, len(todo))

    def beat() -> None:
        report_progress(progress, len(found), len(todo))

    with closing(run_jobs(run_claim_job, todo, cores, beat)) as measuring:
        for job, done in measuring:
            found[job.claim.id, job.counter] = done
            report_progress(progress, len(found), len(todo))
    return [ClaimVerdict(claim, found[claim.id, False], found[claim.id, True]) for claim in claims]
