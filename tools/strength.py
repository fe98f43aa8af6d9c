"""Which of some policies is stronger: all play the same worlds and dice, and their differences are paired ones.

    python tools/strength.py reference S22,M36,L77,r51 lookahead:2000 --seeds 2000001:2000400 --to strength.jsonl
    python tools/strength.py reference lookahead:1000:1q lookahead:1000:2q --seeds 2100001:2100040 --to depth.jsonl

Each policy is told against the one before it; `tactegic arena` rates many together. Each world is
written to the file as it is played; the same command goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from sim.base.processes import run_jobs
from sim.cli.progress import Progress
from sim.cli.seeds import seeds
from sim.game.threshold import goal_threshold
from sim.research.arena.games import play_in_world
from sim.research.results_log import ResultsLog
from sim.scenario.load import load_scenario


def play_world(scenario: str, names: list[str], seed: int) -> dict[str, Any]:
    """Values and endings of all policies in a world."""
    loaded = load_scenario(scenario).scenario
    goal = goal_threshold(loaded)
    results = [play_in_world(loaded, name, seed, goal).result for name in names]
    return {
        "scenario": scenario,
        "policies": names,
        "seed": seed,
        "value": [float(result.value) for result in results],
        "ending": [result.ending for result in results],
    }


def summary_lines(worlds: list[dict[str, Any]]) -> Iterator[str]:
    """A line a policy: mean value, endings, and the paired difference to the one before."""
    values = np.array([w["value"] for w in worlds])
    endings = np.array([w["ending"] for w in worlds])
    yield f"{len(worlds)} worlds of {worlds[0]['scenario']}; k, differences to the line before"
    for i, name in enumerate(worlds[0]["policies"]):
        fired, goal = (float((endings[:, i] == ending).mean()) for ending in ("fired", "goal"))
        line = f"{name:24} {values[:, i].mean():8,.0f}  fired {fired:.3f}  goal {goal:.3f}"
        if i and len(worlds) > 1:
            difference = values[:, i] - values[:, i - 1]
            line += f"  {difference.mean():+7,.0f} +- {difference.std(ddof=1) / len(worlds) ** 0.5:,.0f}"
        yield line


def main(arguments: list[str]) -> None:
    """Play what is not played yet, then say which is stronger."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scenario")
    parser.add_argument("policies", nargs="+")
    parser.add_argument("--seeds", required=True)
    parser.add_argument(
        "--to", required=True, type=Path, help="file of worlds played, a JSON document a line"
    )
    parser.add_argument("--cores", type=int, default=1)
    options = parser.parse_args(arguments)
    play = partial(play_world, options.scenario, options.policies)
    asked, progress = seeds(options.seeds), Progress("worlds")
    with ResultsLog(options.to) as log:
        worlds = log.documents
        if any((w["scenario"], w["policies"]) != (options.scenario, options.policies) for w in worlds):
            sys.exit(f"{options.to} has worlds of another scenario or of other policies; give another file")
        missing = [seed for seed in asked if seed not in {w["seed"] for w in worlds}]
        for done, (_, world) in enumerate(run_jobs(play, missing, options.cores), 1):
            log.add(world)
            progress(done, len(missing))
    progress.end()
    sys.stdout.write("\n".join(summary_lines(worlds)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
