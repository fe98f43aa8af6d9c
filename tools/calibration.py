"""Whether the lookahead's forecasts come true: games under one move, and what it believed in them of that same move.

    nice python tools/calibration.py --games 300          (an hour and a half of processor time)
    python tools/reference.py                      (table and pictures from what was measured)

It is about belief, not search: the scenario's steady move is made in every period, and in some weeks the futures of the
belief are lived under it to the end. What they say (the chance of the goal, the mean value) is held against what the
game came to. Each game is written to `--work` as it is played; the same command goes on where it was stopped. Games of
all scenarios take turns, so that what is there at any time is of all of them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from sim.base.library import data_file_names
from sim.cli.progress import Progress
from sim.event.opening import opening_position
from sim.event.position import Position
from sim.game.outcome import Result, compute_result
from sim.game.play_out import play_out
from sim.game.threshold import goal_threshold
from sim.lookahead.forecaster import Forecaster
from sim.lookahead.line_figures import GOAL_POINTS
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.move import Move, move_from_split
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.notation import ALL_SEATS
from sim.policy.policy import ConstantPolicy
from sim.research.results_log import ResultsLog
from sim.scenario.load import load_scenario
from sim.scenario.resolved import world_hash
from sim.version import ENGINE
from sim.view.observe import observe
from tools.pages.calibration import MEASURED

FORECAST_WEEKS = (13, 26, 52, 78, 104)
"""In which forecasts are made, as far as a game goes."""
FIRST_SEED, SEED_STEP = 5_000_000, 10_000
"""Seed of the first scenario's first game, and how far the scenarios' are apart: one luck would make them agree."""
FUTURES = 240
"""of a forecast."""
SINGLE_SCENARIOS = ("reference", "turbulence", "solo")
"""Scenarios that are measured beside those that fix disruptions."""
BIN_EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
"""chance; of the goal, between which forecasts are told together."""

DIGITS = 5
"""Significant digits of what is kept."""


def measured_scenarios() -> list[str]:
    """Those that are measured."""
    return [
        n
        for n in data_file_names("scenarios")
        if n in SINGLE_SCENARIOS or calibration_firm(n).scenario.disruptions.fixed
    ]


@cache
def calibration_firm(name: str) -> Firm:
    """A built-in scenario's firm."""
    return Firm(load_scenario(name).scenario)


def play_game(name: str, seed: int, futures: int) -> dict[str, Any]:
    """A game and the forecasts in it, none after the directors fired the team: the week, the chance of the goal, and
    the mean value in k.
    """
    of, began = calibration_firm(name), time.process_time()
    world, dice, move = World(of, seed), RandomStreams(seed), move_from_split(of, of.scenario.steady)
    at, told = opening_position(world, dice), list[list[float]]()
    for week in [*(w for w in FORECAST_WEEKS if w < of.scenario.weeks), of.scenario.weeks]:
        at = play_out(world, dice, ConstantPolicy(move), "quarter", week, at, move if at.week else None)
        if at.fired is None and week < of.scenario.weeks:
            told.append(_forecast(of, world, at, move, futures))
    ended = _result_at_end(world, dice, at, move)
    return {
        "key": game_key(name, seed, futures),
        "forecasts": told,
        "goal": ended.ending == "goal",
        "value": _round_figure(ended.value),
        "seconds": time.process_time() - began,
    }


def first_seed(name: str) -> int:
    """Of a scenario's games."""
    return FIRST_SEED + SEED_STEP * data_file_names("scenarios").index(name)


def game_key(name: str, seed: int, futures: int) -> str:
    """Key of a game in the log. Other numbers of its scenario, or another engine, make it another game."""
    return f"{name} {_world_hash(name)} {ENGINE} {seed} {futures}"


@cache
def _world_hash(name: str) -> str:
    return world_hash(calibration_firm(name).scenario)


def _forecast(of: Firm, world: World, at: Position, move: Move, futures: int) -> list[float]:
    view = observe(world, at, move)
    sample = Forecaster(of, view, "quarter", ALL_SEATS).play_held_out(
        [[move]], 0, futures, goal_threshold(of.scenario)
    )
    return [view.week, float((sample.score == GOAL_POINTS).mean()), _round_figure(sample.value.mean())]


def _result_at_end(world: World, dice: RandomStreams, end: Position, move: Move) -> Result:
    return compute_result(world, dice, end, move, goal_threshold(world.firm.scenario))


@dataclass(frozen=True, slots=True)
class ForecastPairs:
    """Forecasts and what came of them, (n,) each."""

    game: Array
    week: Array
    goal: Array
    value: Array
    reached: Array
    """0 or 1."""
    worth: Array
    """k."""

    def of(self, mask: Array) -> ForecastPairs:
        """Some of them."""
        return ForecastPairs(*(getattr(self, name)[mask] for name in self.__slots__))


def collect_pairs(games: Sequence[dict[str, Any]], futures: int) -> ForecastPairs:
    """All forecasts of some games. A chance of 0 or 1 is that of so many futures and one half of another."""
    rows = [
        (number, week, (goal * futures + 0.5) / (futures + 1), value, float(game["goal"]), game["value"])
        for number, game in enumerate(games)
        for week, goal, value in game["forecasts"]
    ]
    return ForecastPairs(*np.array(rows, dtype=float).reshape(-1, 6).T)


def linear_slope(p: ForecastPairs) -> tuple[float, float]:
    """Slope of the value on its forecast and its standard error; games are independent, forecasts of one are not."""
    design = np.c_[np.ones(len(p.value)), p.value - p.value.mean()]
    bread = np.linalg.inv(design.T @ design)
    fitted = bread @ design.T @ p.worth
    return float(fitted[1]), _error(bread, design * (p.worth - design @ fitted)[:, np.newaxis], p.game)


def logit_slope(p: ForecastPairs) -> tuple[float, float]:
    """Slope of a logistic regression of the goal on the logit of its chance, and its standard error, by games."""
    logit = np.log(p.goal / (1 - p.goal))
    design, fitted = np.c_[np.ones(len(logit)), logit], np.zeros(2)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ fitted))
        bread = np.linalg.inv((design * (chance * (1 - chance))[:, np.newaxis]).T @ design)
        step = np.clip(bread @ design.T @ (p.reached - chance), -0.5, 0.5)  # Newton's step can leap too far
        fitted = fitted + step
        if np.abs(step).max() < 1e-9:
            break
    return float(fitted[1]), _error(bread, design * (p.reached - chance)[:, np.newaxis], p.game)


def _error(bread: Array, scores: Array, game: Array) -> float:
    """Standard error of a slope by the sandwich of clusters (Liang and Zeger 1986)."""
    sums = np.array([scores[game == one].sum(axis=0) for one in np.unique(game)])
    return float(np.sqrt((bread @ (sums.T @ sums) @ bread)[1, 1] * len(sums) / (len(sums) - 1)))


def _mean(values: Array, game: Array) -> list[float]:
    """A mean and its standard error, by games."""
    off = values - values.mean()
    sums = np.array([off[game == one].sum() for one in np.unique(game)])
    return [_round_figure(values.mean()), _round_figure(np.sqrt((sums**2).sum()) / len(values))]


def _entries(name: str, games: Sequence[dict[str, Any]], futures: int) -> Iterator[dict[str, Any]]:
    """What is told of a scenario; where its pace changes, which nobody can know before, of the time after that too."""
    yield summarise_scenario(name, games, futures)
    rate = calibration_firm(name).scenario.market.rate_of_change
    if isinstance(rate, list):
        last = rate[-1].week
        later = [{**game, "forecasts": [f for f in game["forecasts"] if f[0] > last]} for game in games]
        yield summarise_scenario(f"{name}, from week {last}", later, futures)


def summarise_scenario(name: str, games: Sequence[dict[str, Any]], futures: int) -> dict[str, Any]:
    """What is told of a scenario."""
    p = collect_pairs(games, futures)
    bins = np.clip(np.searchsorted(BIN_EDGES, p.goal, side="right") - 1, 0, len(BIN_EDGES) - 2)
    diagram = [_summarise_bin(p.of(bins == one)) for one in range(len(BIN_EDGES) - 1) if (bins == one).any()]
    off = sum(one["forecasts"] * abs(one["said"] - one["happened"][0]) for one in diagram) / len(p.goal)
    return {
        "scenario": name,
        "games": len(games),
        "forecasts": len(p.goal),
        "goal_slope": [_round_figure(x) for x in logit_slope(p)],
        "value_slope": [_round_figure(x) for x in linear_slope(p)],
        "calibration_error": _round_figure(off),
        "value_error": _mean(p.value - p.worth, p.game),
        "diagram": diagram,
        "weeks": [{"week": int(w), **_summarise_week(p.of(p.week == w))} for w in np.unique(p.week)],
    }


def _summarise_bin(p: ForecastPairs) -> dict[str, Any]:
    return {
        "forecasts": len(p.goal),
        "said": _round_figure(p.goal.mean()),
        "happened": _mean(p.reached, p.game),
    }


def _summarise_week(p: ForecastPairs) -> dict[str, Any]:
    return _summarise_bin(p) | {
        "off": _mean(p.goal - p.reached, p.game),
        "value_error": _mean(p.value - p.worth, p.game),
    }


def _round_figure(x: Any) -> float:
    return float(f"{float(x):.{DIGITS}g}")


def play_games(
    log: ResultsLog, scenarios: Sequence[str], games: int, futures: int
) -> dict[str, list[dict[str, Any]]]:
    """All games by scenario. Those that are not in the log are played, and added to it."""
    known = {game["key"]: game for game in log.documents}
    played: dict[str, list[dict[str, Any]]] = {name: [] for name in scenarios}
    progress = Progress("games of each scenario")
    for number in range(games):
        progress(number, games)
        for name in scenarios:
            seed = first_seed(name) + number
            game = known.get(game_key(name, seed, futures))
            if game is None:
                game = play_game(name, seed, futures)
                log.add(game)
            played[name].append(game)
    progress.end()
    return played


def measure_calibration(
    work: Path, scenarios: Sequence[str], games: int, futures: int = FUTURES
) -> dict[str, Any]:
    """Play the games that the log does not have, and summarise all of them."""
    with ResultsLog(work) as log:
        played = play_games(log, scenarios, games, futures)
    return {
        "engine": ENGINE,
        "futures": futures,
        "first_seed": FIRST_SEED,
        "seconds": round(sum(game["seconds"] for rows in played.values() for game in rows)),
        "scenarios": [entry for name, rows in played.items() for entry in _entries(name, rows, futures)],
    }


def format_document(document: dict[str, Any]) -> str:
    """As the file has it."""
    return json.dumps(document, indent=1) + "\n"


def main() -> int:
    """Play, tell, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--games", type=int, default=300, help="of each scenario (default 300)")
    parser.add_argument(
        "--work", type=Path, default=Path("calibration.jsonl"), help="where games are written"
    )
    parser.add_argument("--to", type=Path, default=MEASURED, help="where the figures are written")
    parser.add_argument("scenarios", nargs="*", help="some scenarios (default: all that are measured)")
    given = parser.parse_args()
    document = measure_calibration(given.work, given.scenarios or measured_scenarios(), given.games)
    given.to.write_text(format_document(document), encoding="utf-8")
    for one in document["scenarios"]:
        goal, value = one["goal_slope"], one["value_slope"]
        sys.stdout.write(
            f"{one['scenario']:14} {one['games']} games: goal slope {goal[0]:.2f} +- {goal[1]:.2f},"
            f" value slope {value[0]:.2f} +- {value[1]:.2f}, calibration error {one['calibration_error']:.3f},"
            f" value too high by {one['value_error'][0]:.0f} +- {one['value_error'][1]:.0f}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
