"""What `tactegic bench` prints: how fast the engines are on this machine, and what pairing futures is worth."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from bench.engine.batch_engine import BatchBench, measure_batch_engine
from bench.engine.event_engine import EventBench, TimedGame, measure_event_engine
from bench.engine.paired_variance import PairedVariance, measure_pairing
from sim.cli.output import GOOD, format_table, say, say_json
from sim.cli.progress import Progress
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario


def report(options: argparse.Namespace) -> int:
    """Measure the reference scenario and print."""
    scenario = load_scenario("reference").scenario
    return (_report_pairing if options.pairing else _report_speed)(scenario, options.json)


def _report_speed(scenario: Scenario, as_json: bool) -> int:
    progress = Progress("the event engine, then the batch engine: step")
    progress(0, 1)
    event = measure_event_engine(scenario)
    batch = measure_batch_engine(scenario, progress=progress)
    progress.end()
    if as_json:
        say_json({"event": event.to_json(), **batch.to_json()})
    else:
        say("The event engine", "", *_event_text(event), "", "The batch engine", "", *_batch_text(batch))
    return GOOD


def _report_pairing(scenario: Scenario, as_json: bool) -> int:
    progress = Progress("block of futures")
    found = measure_pairing(scenario, progress=progress)
    progress.end()
    if as_json:
        say_json({"pairing": [pairing.to_json() for pairing in found]})
    else:
        say(*_pairing_text(found))
    return GOOD


def _event_text(b: EventBench) -> Iterator[str]:
    process = "" if b.process_memory is None else f"; the whole process {b.process_memory:.0f} MB"
    yield f"36 months of the reference scenario: {b.reference.seconds:.3f} s, {b.reference.acts:,} acts"
    yield f"acts a second: {b.reference.acts_a_second:,.0f}; a bare SimPy loop does {b.ratio:.1f} times as many"
    yield f"most memory of the game: {b.memory:.1f} MB{process}"
    yield ""
    rows = [_row(f"{r.quarters} quarters", r) for r in b.by_quarters]
    rows += [_row(f"{r.sellers} sellers", r) for r in b.by_sellers]
    yield from format_table(["size", "seconds", "acts", "microseconds an act"], rows)


def _row(size: str, r: TimedGame) -> list[str]:
    return [size, f"{r.seconds:.3f}", f"{r.acts:,}", f"{1e6 * r.seconds / r.acts:.1f}"]


def _batch_text(b: BatchBench) -> Iterator[str]:
    yield f"36 months and the franchise year, {b.futures:,} futures: {b.seconds:.3f} s on one core"
    yield f"futures a second: {b.futures_per_s:,.0f}; a future's week takes {b.microseconds_a_future_week:.2f} us"
    yield f"12 futures under 25 plans: {b.small_seconds:.3f} s"
    yield f"the event engine takes {b.event_seconds:.3f} s a game: {b.ratio_event:,.0f} times as long"
    yield f"NumPy's draws alone, one call a law: {b.floor_seconds:.3f} s; the engine: {b.ratio_floor:.2f} times that"
    yield f"most memory of a future: {b.bytes_per_future:,.0f} bytes"
    yield f"signature: {b.signature}"
    yield ""
    rows = [
        [f"{int(size):,} {what}", f"{seconds:.3f}"]
        for what, sizes in b.scaling.items()
        for size, seconds in sizes.items()
    ]
    yield from format_table(["size", "seconds"], rows)
    yield ""
    cores = [[f"{n} at once", f"{futures:,.0f}"] for n, futures in b.cores.items()]
    yield from format_table(["processes", "futures a second"], cores)
    yield ""
    memory = [[f"{n} quarters", f"{m.timeline:,.0f}", f"{m.living:,.0f}"] for n, m in b.memory.items()]
    yield from format_table(["bytes of a future", "timeline", "living"], memory)


def _pairing_text(found: list[PairedVariance]) -> Iterator[str]:
    yield "Differences to the plan S25,M35,L65 on the reference scenario. Factor: how many times as many futures have"
    yield "the same error where each plan has its own; flow: what the flow as a control variate adds to that;"
    yield "one fired: share of the paired variance in futures in which the board fires one of the two only."
    yield ""
    head = ["plan", "quantity", "mean", "sd paired", "sd independent", "factor", "flow", "one fired"]
    yield from format_table(head, (_pairing_row(p) for p in found), left=2)


def _pairing_row(p: PairedVariance) -> list[str]:
    figures = [f"{p.mean:,.1f}", f"{p.sd_paired:,.1f}", f"{p.sd_independent:,.1f}", f"{p.factor:.1f}"]
    return [p.plan, p.quantity, *figures, f"{p.factor_flow:.2f}", f"{p.one_firing:.0%}"]
