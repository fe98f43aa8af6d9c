"""How fast the batch engine is on this machine: beside the event engine, beside a floor of plain NumPy draws, by size,
on one core and two. Measures in one run, so that ratios hold on a machine that others use too; prints nothing.
"""

from __future__ import annotations

import multiprocessing
import time
import tracemalloc
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from bench.engine.draw_floor import draw_all, draw_calls
from bench.engine.event_engine import with_sellers
from bench.engine.meters import best_seconds, time_side_by_side
from bench.engine.signature import behaviour_signature
from bench.engine.workload import WORK_SEED, BenchWorkload
from bench.steps import step_reporter
from sim.base.progress import ProgressCallback
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.scenario.scenario import FRANCHISE_WEEKS, Scenario

BLOCK_FUTURES = 1000
BATCH_RUNS = 6
"""Runs of which the best time counts."""
EVENT_SEEDS = (1, 2, 3)
"""Games of the event engine, of whose best times the mean counts."""
SMALL_BATCH = (12, 25)
"""futures, plans; of a small batch, as a search asks for."""
FACTORS = (1, 2, 4)
MEMORY_QUARTERS = (12, 48)
BLOCKS = 3
"""Blocks that each process lives when cores are measured."""

BENCH_STEPS = 6


@dataclass(frozen=True, slots=True)
class FutureMemory:
    """What a future takes, in bytes."""

    timeline: float
    """of its disruptions, which are drawn beforehand."""
    living: float
    """at most, beside that."""


@dataclass(frozen=True, slots=True)
class BatchBench:
    """What was measured: 36 months of the reference scenario and the franchise year."""

    futures: int
    """of a block."""
    seconds: float
    """seconds; of a block, best of some runs."""
    futures_per_s: float
    """on one core."""
    microseconds_a_future_week: float
    small_seconds: float
    """seconds; of 12 futures under 25 plans."""
    event_seconds: float
    """seconds; of a game in the event engine."""
    ratio_event: float
    """how many times as fast futures are as games of the event engine."""
    floor_seconds: float
    ratio_floor: float
    """time of a block over that of the floor's draws for as many futures."""
    bytes_per_future: float
    """most that was taken at once, timeline and all."""
    memory: dict[str, FutureMemory]
    """by quarters of the game."""
    scaling: dict[str, dict[str, float]]
    """seconds by futures, weeks and sellers."""
    cores: dict[str, float]
    """futures a second by processes."""
    signature: str

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        return asdict(self)


def measure_batch_engine(
    scenario: Scenario,
    runs: int = BATCH_RUNS,
    progress: ProgressCallback | None = None,
    futures: int = BLOCK_FUTURES,
) -> BatchBench:
    """Measure the batch engine on a scenario; takes half a minute."""
    step = step_reporter(progress, BENCH_STEPS)
    step()
    work, floor = BenchWorkload(scenario), draw_calls(futures)
    batch_seconds, floor_seconds = time_side_by_side(
        [lambda: work.batch(futures), lambda: draw_all(floor)], runs
    )
    step()
    small = BenchWorkload(scenario, (scenario.steady,) * SMALL_BATCH[1])
    small_seconds = best_seconds(lambda: small.batch(SMALL_BATCH[0]), 2 * runs)
    step()
    event_seconds = sum(best_seconds(partial(work.event, s), runs) for s in EVENT_SEEDS) / len(EVENT_SEEDS)
    step()
    scaling = _measure_scaling(scenario, futures, max(1, runs // 3))
    step()
    cores = {str(n): measure_cores(scenario, n, futures) for n in (1, 2)}
    step()
    memory = {
        str(quarters): measure_memory(_with_quarters(scenario, quarters), futures)
        for quarters in MEMORY_QUARTERS
    }
    step()
    usual = memory[str(MEMORY_QUARTERS[0])]
    return BatchBench(
        futures=futures,
        seconds=batch_seconds,
        futures_per_s=futures / batch_seconds,
        microseconds_a_future_week=1e6 * batch_seconds / futures / work.weeks,
        small_seconds=small_seconds,
        event_seconds=event_seconds,
        ratio_event=event_seconds * futures / batch_seconds,
        floor_seconds=floor_seconds,
        ratio_floor=batch_seconds / floor_seconds,
        bytes_per_future=usual.timeline + usual.living,
        memory=memory,
        scaling=scaling,
        cores=cores,
        signature=behaviour_signature(scenario),
    )


def _with_quarters(scenario: Scenario, quarters: int) -> Scenario:
    return scenario.model_copy(update={"quarters": quarters})


def _measure_scaling(scenario: Scenario, futures: int, runs: int) -> dict[str, dict[str, float]]:
    """Seconds of 1x, 2x, 4x futures, weeks (of game and franchise year), sellers."""
    work = BenchWorkload(scenario)
    sizes = [round(scenario.organisation.seats * factor) for factor in FACTORS]
    lengths = [round((work.weeks * f - FRANCHISE_WEEKS) / WEEKS_IN_QUARTER) for f in FACTORS]
    longer = [BenchWorkload(_with_quarters(scenario, quarters)) for quarters in lengths]
    return {
        "futures": _best_seconds(((futures * f, work, futures * f) for f in FACTORS), runs),
        "weeks": _best_seconds(((w.weeks, w, futures) for w in longer), runs),
        "sellers": _best_seconds(
            ((n, BenchWorkload(with_sellers(scenario, n)), futures) for n in sizes), runs
        ),
    }


def _best_seconds(sizes: Iterable[tuple[int, BenchWorkload, int]], runs: int) -> dict[str, float]:
    """Best seconds of works with so many futures, by what they are called."""
    return {str(name): best_seconds(partial(work.batch, futures), runs) for name, work, futures in sizes}


def measure_memory(scenario: Scenario, futures: int) -> FutureMemory:
    """Bytes a future, every allocation traced."""
    work = BenchWorkload(scenario)
    work.batch(1)  # what is made once
    tracemalloc.start()
    try:
        block = work.block(futures)
        timeline = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        work.play(block)
        return FutureMemory(timeline / futures, (tracemalloc.get_traced_memory()[1] - timeline) / futures)
    finally:
        tracemalloc.stop()


def measure_cores(scenario: Scenario, processes: int, futures: int) -> float:
    """Futures a second of so many processes at once, each of them living blocks of its own; their start not counted."""
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        list(pool.map(_play_blocks, [(scenario, 0.0, 1, futures)] * processes))
        start = time.time() + 0.1  # all at once, so that no process lives the blocks of another
        ends = list(pool.map(_play_blocks, [(scenario, start, BLOCKS, futures)] * processes))
    return processes * BLOCKS * futures / (max(ends) - start)


def _play_blocks(task: tuple[Scenario, float, int, int]) -> float:
    """Live blocks from a moment on; the moment in which it is done."""
    scenario, start, blocks, futures = task
    time.sleep(max(0.0, start - time.time()))
    for number in range(blocks):
        work = BenchWorkload(scenario)
        work.play(work.block(futures, WORK_SEED + number))
    return time.time()
