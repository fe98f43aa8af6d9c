"""Which numbers of the laws matter: for the value of the best constant split, and for where that split lies.

    python tools/sensitivity.py --cores 2                 (a quarter of an hour of processor time)
    python tools/reference.py                      (table and picture from what was measured)

Every lever (a number of the laws, or the same number of all segments or types) is moved by a fifth either way, alone
(one at a time) and together with all others along trajectories (Morris 1991, sampled and analysed by SALib). Every
setting is lived in the same futures by the same moves: the base's best constant split and moves around it. A quadratic
through their values, nobody fired, has the best split at its top. Errors are of futures drawn again, the same samples
for every setting, so that differences keep what the pairing gives. Each setting is written to `--work` as it is
measured; the same command goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from SALib.analyze import morris as analysis
from SALib.sample import morris as sampling

from sim.base.processes import run_jobs
from sim.base.statistics import bootstrap_weights
from sim.batch.books import QuarterSums
from sim.cli.progress import Progress
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.research.claims.batch_play import caretaker_policy, constant_plans, make_blocks
from sim.research.claims.claim_worlds import NO_FIRING, apply_changes
from sim.research.claims.constant_moves import (
    RESPONSE,
    ClimbTask,
    find_best_point,
    move_at_point,
    steady_point,
)
from sim.research.claims.quadratic_surface import box_around, design_points, find_tops
from sim.research.results_log import ResultsLog
from sim.scenario.load import load_scenario
from sim.scenario.scenario import REFERENCE_TARGET, Scenario
from sim.scenario.section import Section, is_number
from sim.scenario.section_structure import number_range
from sim.version import ENGINE
from tools.pages.sensitivity import MEASURED as RESULT

SCENARIO = "reference"

STEP = 0.2
"""ratio; by which a lever is moved either way."""
ADDED = ("choice.us", "choice.rival", "choice.no_decision", "start.gap", "start.rival_gap")
"""Levels on a log scale, which have no natural zero: `STEP` is added to them, about a fifth of what they stand for."""
LEVELS = 4
"""Of Morris' grid, from the lowest to the highest setting of a lever."""

MORE = (
    "organisation.hours", "organisation.managers", "organisation.leaders",
    "organisation.start.relationships", "organisation.start.insight", "organisation.start.foresight",
    "organisation.start.culture", "organisation.start.capability", "organisation.start.skill",
    "organisation.start.offering", "organisation.start.ramp", "organisation.start.felt",
    "market.rate_of_change", "market.segments.*.value", "market.segments.*.drift", "market.segments.*.demand",
    "market.segments.*.start.qualified", "market.segments.*.start.proposals", "market.segments.*.start.accounts",
    "market.segments.*.start.gap", "market.segments.*.start.rival_gap",
    "rival.pace", "rival.closing", "rival.presence",
    "disruptions.rate", "disruptions.types.*.severity", "disruptions.types.*.importance",
    "goal.target", "goal.growth", "goal.patience",
)  # fmt: skip
"""Levers besides the numbers of the laws."""

TUNED, MEASURED = 7_600, 1_600_000
"""Seeds: of the worlds in which the base's best split is sought, and of those in which everything is measured."""
REACH = np.array([12.0, 16.0, 22.0])
"""percent; how far the moves reach around the base's best split."""
SAMPLES = 60
"""Bootstrap samples of futures."""
MEASURES = ("apart", "value", "fired", "sellers", "managers", "leaders")
"""k: value of the base's best split if nobody were fired, and as the game counts it; percent: fired; percent: the
best split of each seat, nobody fired."""
SEATS = ("sellers", "managers", "leaders")
EDGE = 0.01
"""percent; a best split so near to an edge of the box lies on it."""
DIGITS = 5
"""Significant digits of what is kept."""


@dataclass(frozen=True, slots=True)
class ParameterLever:
    """A number that is moved, or one number of several parts that are moved together."""

    name: str
    unit: str
    places: tuple[tuple[str, float, float, float], ...]
    """path, default, least and most possible value of each part."""
    added: bool

    def changes(self, level: float) -> dict[str, Any]:
        """Keys and values at a level from -1 (lowest) to 1 (highest)."""
        return {path: self._moved(value, low, high, level) for path, value, low, high in self.places}

    def _moved(self, value: float, low: float, high: float, level: float) -> float:
        moved = value + STEP * level if self.added else value * (1 + STEP * level)
        kept = min(max(moved, low), high)
        return round(kept) if isinstance(value, int) else kept

    def told(self, level: float) -> list[float]:
        """Values at a level, of all parts."""
        return [_round_figure(x) for x in self.changes(level).values()]


@dataclass(frozen=True, slots=True)
class SensitivityEffort:
    """How much work is done."""

    futures: int = 200
    """of each setting, one lever at a time."""
    morris: int = 80
    """futures of each setting on a trajectory."""
    trajectories: int = 4
    points: int = 25
    """moves around the base's best split."""
    climb: int = 200
    """futures of a box in which the base's best split is sought."""


@dataclass(frozen=True, slots=True)
class SensitivityJob:
    """A setting to be measured."""

    key: str
    levels: Mapping[str, float]
    """of levers by name; the others stay as they are."""
    futures: int


def parameter_levers(scenario: Scenario) -> list[ParameterLever]:
    """All of a scenario that is not 0, where a fifth is nothing."""
    laws = [f"parameters.{group}.{key}" for group, part in scenario.parameters for key, _ in part]
    every = [_make_lever(scenario, name) for name in [*laws, *MORE]]
    return [lever for lever in every if lever.added or any(place[1] != 0 for place in lever.places)]


def _make_lever(scenario: Scenario, name: str) -> ParameterLever:
    found = list(_parameter_places(scenario, name.split("."), ""))
    unit = found[0][1]
    added = any(name.endswith(end) for end in ADDED)
    return ParameterLever(name.removeprefix("parameters."), unit, tuple(place for place, _ in found), added)


def _parameter_places(
    part: Any, path: list[str], done: str
) -> Iterator[tuple[tuple[str, float, float, float], str]]:
    first, *rest = path
    names = list(part) if first == "*" else [first]
    for name in names:
        below = part[name] if isinstance(part, dict) else getattr(part, name)
        if rest:
            yield from _parameter_places(below, rest, f"{done}{name}.")
            continue
        assert isinstance(part, Section)
        field = type(part).model_fields[name]
        span = number_range(field)
        value = (
            below if is_number(below) else REFERENCE_TARGET
        )  # of goal.target, which the reference does not give
        assert span.low is not None
        assert span.high is not None
        unit = (field.description or "").partition(";")[0]
        yield (f"{done}{name}", value, span.low, span.high), unit


def trajectories(names: list[str], number: int) -> Array:
    """(number * (levers + 1), levers): levels -1 to 1 of Morris' settings. More begin with the same ones."""
    problem = {"num_vars": len(names), "names": names, "bounds": [[-1.0, 1.0]] * len(names)}
    return np.asarray(sampling.sample(problem, number, num_levels=LEVELS, seed=MEASURED))


def sensitivity_jobs(every: list[ParameterLever], effort: SensitivityEffort) -> list[SensitivityJob]:
    """All settings: the base with as many futures as each way takes, one lever at a time, trajectories."""
    names = [lever.name for lever in every]
    ones = [
        SensitivityJob(_single_key(effort, name, x), {name: float(x)}, effort.futures)
        for name in names
        for x in (-1, 1)
    ]
    rows = enumerate(trajectories(names, effort.trajectories))
    along = [
        SensitivityJob(
            _trajectory_key(effort, i), dict(zip(names, map(float, row), strict=True)), effort.morris
        )
        for i, row in rows
    ]
    return [SensitivityJob(_base_key(effort), {}, effort.futures), *ones, *along]


def _base_key(effort: SensitivityEffort) -> str:
    return f"base {effort.futures}"


def _single_key(effort: SensitivityEffort, name: str, level: int) -> str:
    return f"one {effort.futures} {name} {level:+d}"


def _trajectory_key(effort: SensitivityEffort, row: int) -> str:
    """Key of a setting on a trajectory."""
    return f"morris {effort.morris} {row}"


def measure_job(
    scenario: Scenario, every: list[ParameterLever], best: list[float], points: int, job: SensitivityJob
) -> dict[str, Any]:
    """What a setting comes to: {measure: [figure, the same of every bootstrap sample]}, and seconds."""
    began = time.process_time()
    changes = {
        key: value
        for lever in every
        if lever.name in job.levels
        for key, value in lever.changes(job.levels[lever.name]).items()
    }
    firm, dice = Firm(apply_changes(scenario, changes)), RandomStreams(MEASURED)
    box = box_around(np.array(best[:RESPONSE]), REACH)
    around = np.rint(design_points(box, points, dice.stream("design")))
    moves = np.concatenate([np.array([best[:RESPONSE]]), around])
    apart, value, fired = play_points(
        firm, np.c_[moves, np.full(len(moves), best[RESPONSE])], dice, job.futures
    )
    weights = np.concatenate(
        [
            np.full((1, job.futures), 1 / job.futures),
            bootstrap_weights(dice.stream("samples"), SAMPLES, job.futures),
        ]
    )
    means = np.stack([weights @ apart[:, 0], weights @ value[:, 0], 100 * weights @ fired[:, 0]])
    found = np.concatenate([means, find_tops(box, moves, weights @ apart).T])
    kept = {name: [_round_figure(x) for x in row] for name, row in zip(MEASURES, found, strict=True)}
    return {"key": job.key, "found": kept, "seconds": time.process_time() - began}


def play_points(firm: Firm, points: Array, dice: RandomStreams, futures: int) -> tuple[Array, Array, Array]:
    """(futures, points) each: value if nobody were fired, value, and whether the directors fired."""
    moves = [move_at_point(point) for point in points]
    parts, after, mover = [], caretaker_policy(firm), constant_plans(firm, moves)
    for block in make_blocks(firm, dice, futures, len(moves)):
        books = QuarterSums("margin")
        outcome = block.play(len(moves), mover(block), after, books)
        parts.append((np.sum(books.sums["margin"], axis=0), outcome.value, outcome.fired.astype(float)))
    apart, value, fired = (np.concatenate(part) for part in zip(*parts, strict=True))
    return apart, value, fired


def collect_result(
    every: list[ParameterLever], best: list[float], found: Mapping[str, Any], effort: SensitivityEffort
) -> dict[str, Any]:
    """Everything that is told, from all settings."""
    names = [lever.name for lever in every]
    sampled = trajectories(names, effort.trajectories)
    along = {
        m: np.array([found[_trajectory_key(effort, i)]["found"][m] for i in range(len(sampled))])
        for m in MEASURES
    }
    screened = {m: _morris_effects(names, sampled, along[m]) for m in MEASURES}
    base = found[_base_key(effort)]["found"]
    return {
        "engine": ENGINE, "scenario": SCENARIO, "best": best, "step": STEP,
        "futures": effort.futures, "morris_futures": effort.morris, "trajectories": effort.trajectories,
        "levels": LEVELS, "moves": effort.points + 1, "settings": len(found) - 1, "reach": REACH.tolist(),
        "seconds": round(sum(one["seconds"] for one in found.values())),
        "edges": _edge_shares(best, {seat: along[seat][:, 0] for seat in SEATS}),
        "base": {m: [base[m][0], _round_figure(np.std(base[m][1:]))] for m in MEASURES},
        "levers": [
            {
                "name": lever.name, "unit": lever.unit, "added": lever.added,
                "default": lever.told(0), "low": lever.told(-1), "high": lever.told(1),
                "one": {m: _single_effects(found, effort, lever.name, m) for m in MEASURES},
                "morris": {m: screened[m][i] for m in MEASURES},
            }
            for i, lever in enumerate(every)
        ],
    }  # fmt: skip


def _edge_shares(best: list[float], found: Mapping[str, Array]) -> dict[str, float]:
    """Share of settings on trajectories whose best split lies at an edge of the box, by seat."""
    box = box_around(np.array(best[:RESPONSE]), REACH)
    return {
        seat: _round_figure(np.mean((tops_ <= box.low[i] + EDGE) | (tops_ >= box.high[i] - EDGE)))
        for i, (seat, tops_) in enumerate(found.items())
    }


def _single_effects(
    found: Mapping[str, Any], effort: SensitivityEffort, name: str, measure: str
) -> dict[str, float]:
    """Changes from the base at the lowest and the highest setting, and the standard error of their difference."""
    base, low, high = (
        np.array(found[key]["found"][measure])
        for key in (_base_key(effort), _single_key(effort, name, -1), _single_key(effort, name, 1))
    )
    changes = {"low": (low - base)[0], "high": (high - base)[0], "error": np.std((high - low)[1:])}
    return {key: _round_figure(value) for key, value in changes.items()}


def _morris_effects(names: list[str], sampled: Array, found: Array) -> list[dict[str, float]]:
    """Morris' figures of each lever over its whole range, and the part of `mu_star` that luck alone would bring."""
    problem = {"num_vars": len(names), "names": names, "bounds": [[-1.0, 1.0]] * len(names)}
    told = analysis.analyze(problem, sampled, found[:, 0], num_levels=LEVELS, seed=MEASURED)
    step = LEVELS / (2 * (LEVELS - 1))
    luck = {name: list[float]() for name in names}
    for i in np.flatnonzero(np.arange(1, len(sampled)) % (len(names) + 1)):
        moved = int(np.flatnonzero(sampled[i + 1] != sampled[i])[0])
        luck[names[moved]].append(float(np.std((found[i + 1] - found[i])[1:])) / step)
    return [
        {
            **{key: _round_figure(told[key][i]) for key in ("mu", "mu_star", "sigma")},
            "luck": _round_figure(np.sqrt(2 / np.pi) * np.mean(luck[name])),
        }
        for i, name in enumerate(names)
    ]


def _round_figure(x: Any) -> float:
    return float(f"{float(x):.{DIGITS}g}")


def measure_sensitivity(
    work: Path, cores: int, effort: SensitivityEffort, names: Sequence[str] = ()
) -> dict[str, Any]:
    """Measure the settings that the log does not have, and summarise all levers, or those of some names. The first line
    of the log is the best split of the base.
    """
    scenario = load_scenario(SCENARIO).scenario
    levers = [lever for lever in parameter_levers(scenario) if not names or lever.name in names]
    with ResultsLog(work) as log:
        if not log.documents:
            log.add(_find_base_split(scenario, effort))
        base = log.documents[0]
        if base["points"] != effort.points:
            raise ValueError(f"{work} was begun with {base['points']} moves")
        _measure_settings(
            log,
            cores,
            partial(measure_job, scenario, levers, base["best"], effort.points),
            sensitivity_jobs(levers, effort),
        )
        found = {row["key"]: row for row in log.documents}
    return collect_result(levers, base["best"], found, effort)


def _find_base_split(scenario: Scenario, effort: SensitivityEffort) -> dict[str, Any]:
    began, firm = time.process_time(), Firm(apply_changes(scenario, NO_FIRING))
    best = find_best_point(firm, ClimbTask(steady_point(firm)), RandomStreams(TUNED), effort.climb).tolist()
    return {
        "key": "best",
        "best": best,
        "points": effort.points,
        "seconds": time.process_time() - began,
    }


def _measure_settings(
    log: ResultsLog,
    cores: int,
    measure: Callable[[SensitivityJob], dict[str, Any]],
    jobs: Sequence[SensitivityJob],
) -> None:
    known = {row["key"] for row in log.documents}
    missing, progress = [job for job in jobs if job.key not in known], Progress("settings")
    with closing(run_jobs(measure, missing, cores)) as measuring:
        for done, (_, row) in enumerate(measuring, 1):
            log.add(row)
            progress(done, len(missing))
    progress.end()


def format_document(told: dict[str, Any]) -> str:
    """JSON with a line for each lever."""
    head = json.dumps({key: value for key, value in told.items() if key != "levers"})
    rows = ",\n".join(map(json.dumps, told["levers"]))
    return f'{head[:-1]}, "levers": [\n{rows}\n]}}\n'


def main(arguments: list[str]) -> None:
    """Measure, and write the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cores", type=int, default=1)
    parser.add_argument("--work", type=Path, default=Path("sensitivity.jsonl"), help="settings, as measured")
    parser.add_argument("--to", type=Path, default=RESULT)
    options = parser.parse_args(arguments)
    told = measure_sensitivity(options.work, options.cores, SensitivityEffort())
    options.to.write_text(format_document(told), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
