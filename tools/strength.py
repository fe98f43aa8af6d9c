"""Which of two policies is stronger: both play the same worlds and dice, and their difference is a paired one.

    python tools/strength.py reference lookahead:2000 S22,M36,L77,r51 --seeds 2000001:2000400 --to strength.jsonl

Each world is written to the file as it is played; the same command goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from sim.cli.seeds import seeds
from sim.game.simulate import simulate
from sim.game.threshold import threshold
from sim.model.firm import Firm
from sim.policy.registry import policy
from sim.scenario.load import load


def world(scenario: str, names: tuple[str, str], seed: int) -> dict[str, object]:
    """Value and ending of both policies in a world."""
    firm = Firm(load(scenario).scenario)
    goal, cadence = threshold(firm.scenario), firm.scenario.organisation.cadence
    played = [next(iter(simulate(firm, policy(n, firm, cadence), [seed], cadence, goal))) for n in names]
    return {
        "seed": seed,
        "value": [p.result.value for p in played],
        "ending": [p.result.ending for p in played],
    }


def summary(worlds: list[dict[str, object]]) -> str:
    """Means and the paired difference of values."""
    values = np.array([w["value"] for w in worlds])
    endings = np.array([w["ending"] for w in worlds])
    difference = values[:, 0] - values[:, 1]
    error = difference.std(ddof=1) / np.sqrt(len(difference)) if len(difference) > 1 else np.inf
    fired, goal = (endings == "fired").mean(axis=0), (endings == "goal").mean(axis=0)
    return (
        f"{len(worlds)} worlds: {values[:, 0].mean():,.0f} against {values[:, 1].mean():,.0f} k, "
        f"difference {difference.mean():+,.0f} +- {error:,.0f} ({difference.mean() / error:.1f} standard errors); "
        f"fired {fired[0]:.3f} against {fired[1]:.3f}, goal {goal[0]:.2f} against {goal[1]:.2f}"
    )


def main(arguments: list[str]) -> None:
    """Play what is not played yet, then say which is stronger."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scenario")
    parser.add_argument("policy")
    parser.add_argument("against")
    parser.add_argument("--seeds", required=True)
    parser.add_argument(
        "--to", required=True, type=Path, help="file of worlds played, a JSON document a line"
    )
    parser.add_argument("--cores", type=int, default=1)
    options = parser.parse_args(arguments)
    lines = options.to.read_text(encoding="utf-8").splitlines() if options.to.exists() else []
    worlds = [json.loads(line) for line in lines]
    left = [seed for seed in seeds(options.seeds) if seed not in {w["seed"] for w in worlds}]
    play = partial(world, options.scenario, (options.policy, options.against))
    with ProcessPoolExecutor(options.cores) as pool, options.to.open("a", encoding="utf-8") as file:
        for played in pool.map(play, left):
            worlds.append(played)
            file.write(json.dumps(played) + "\n")
            file.flush()
            sys.stderr.write(f"\r{summary(worlds)}   ")
    sys.stderr.write("\n")
    sys.stdout.write(f"{summary(worlds)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
