"""Plays the first quarter of a scenario, and looks ahead in it, to find out whether it can be played at all.

What ends a trial are the limits of the engines, which are counts; the clock only ends a trial that takes too long, and
then it says so.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from sim.base.progress import StoppedError
from sim.event.engine import advance
from sim.event.opening import opening_position
from sim.event.position import Position
from sim.lookahead.anytime_search import FIRST_FUTURES
from sim.lookahead.forecaster import Forecaster
from sim.model.firm import Firm
from sim.model.limits import MAX_GAME_NEWCOMERS, GameLimitError
from sim.model.move import move_from_split
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.notation import ALL_SEATS
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.scenario.scenario import Scenario
from sim.view.observe import observe

TRIAL_SEED = 1
MAX_SECONDS = 20.0
"""seconds of a processor; of playing, and again of looking ahead."""


@dataclass(frozen=True, slots=True)
class ScenarioTrial:
    """What was seen."""

    weeks: int
    """that were played."""
    customers: int
    """that came."""
    wins: int
    open: int
    """deals at the end."""
    doubts: tuple[str, ...]
    """what will trouble its players."""


def run_trial(scenario: Scenario) -> ScenarioTrial:
    """Play a quarter under the scenario's steady split. Raises GameLimitError where it cannot be played."""
    firm = Firm(scenario)
    world, dice = World(firm, TRIAL_SEED), RandomStreams(TRIAL_SEED)
    position, doubts = opening_position(world, dice), []
    ahead = _lookahead_doubt(firm, world, position)
    end, move = time.process_time() + MAX_SECONDS, move_from_split(firm, scenario.steady)
    while position.week < WEEKS_IN_QUARTER and time.process_time() < end:
        position = advance(world, dice, position, move, 1).position
    if position.week < WEEKS_IN_QUARTER:
        doubts.append(f"is slow: {MAX_SECONDS:.0f} s of a processor played {position.week} weeks")
    weeks, customers = position.weeks, sum(week.arrived for week in position.weeks)
    if customers * scenario.weeks > MAX_GAME_NEWCOMERS * len(weeks):
        doubts.append(
            f"brings more customers than the {MAX_GAME_NEWCOMERS:,} of a game, if it goes on like this"
        )
    return ScenarioTrial(
        weeks=len(weeks),
        customers=customers,
        wins=sum(week.won for week in weeks),
        open=len(position.deals),
        doubts=(*doubts, *([ahead] if ahead else [])),
    )


def _lookahead_doubt(firm: Firm, world: World, position: Position) -> str:
    """What keeps the lookahead from its first answer; empty where nothing does."""
    end = time.process_time() + MAX_SECONDS
    view, cadence = observe(world, position, None), firm.scenario.organisation.cadence
    of = Forecaster(firm, view, cadence, ALL_SEATS, lambda: time.process_time() > end)
    try:
        of.held_out([[of.horizon.base]], 0, FIRST_FUTURES, 0.0)
    except GameLimitError as error:
        return f"can be played, but not looked ahead in: {error.message}"
    except StoppedError:
        return f"can be played, but a first look ahead takes more than {MAX_SECONDS:.0f} s of a processor"
    return ""
