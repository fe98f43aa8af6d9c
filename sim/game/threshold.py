"""The goal of a game: the scenario's own, or the median of what the bot `steady` reaches in a hundred fixed worlds.

It is measured once per scenario and engine version, cached by the scenario's hash, and written into every record.
"""

from __future__ import annotations

import json
import math
from contextlib import suppress
from pathlib import Path

import numpy as np

from sim.base.places import PlaceError, cache_folder, write_atomically
from sim.base.problems import InputError
from sim.base.progress import ProgressCallback, report_progress
from sim.base.text_files import read_text_file
from sim.event.position import Position
from sim.game.outcome import compute_result
from sim.game.play_out import play_out
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.registry import make_bot
from sim.scenario.resolved import scenario_hash
from sim.scenario.scenario import Scenario
from sim.version import ENGINE

STEADY_BOT = "steady"
THRESHOLD_SEEDS = tuple(range(1_000_001, 1_000_101))
"""Seeds that measure goals, apart from those that people play."""

MAX_CACHE_BYTES = 10_000
"""Maximum size of a cache file in bytes."""


def goal_threshold(scenario: Scenario, progress: ProgressCallback | None = None) -> float:
    """In the unit of the scenario's measure; the goal. Raises StoppedError."""
    given = scenario.goal.threshold
    if given is not None:
        return given
    path = cache_folder() / "goals" / f"{scenario_hash(scenario)}-{ENGINE}.json"
    cached = _read_cached(path)
    if cached is not None:
        return cached
    value = measure_threshold(scenario, progress)
    with suppress(PlaceError):  # without a cache the goal is only measured again
        write_atomically(path, json.dumps({"scenario": scenario.name, "threshold": value}))
    return value


def _read_cached(path: Path) -> float | None:
    """Return the cached goal. None if there is none or the file is broken."""
    try:
        value = json.loads(read_text_file(path, path.name, MAX_CACHE_BYTES))["threshold"]
    except (InputError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return value if isinstance(value, float) and math.isfinite(value) else None


def measure_threshold(scenario: Scenario, progress: ProgressCallback | None = None) -> float:
    """Measure the median of what `steady` reaches in the fixed worlds, rounded to its precision. Raises
    StoppedError.
    """
    firm = Firm(scenario)
    policy, reached = make_bot(STEADY_BOT, firm), []
    for done, seed in enumerate(THRESHOLD_SEEDS):
        report_progress(progress, done, len(THRESHOLD_SEEDS))
        world, dice = World(firm, seed), RandomStreams(seed)
        end: Position = play_out(world, dice, policy, "quarter", scenario.weeks)
        reached.append(compute_result(world, dice, end, None, 0.0).reached)
    return float(f"{np.median(reached):.4g}")
