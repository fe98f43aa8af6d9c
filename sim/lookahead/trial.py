"""Play the first quarter of a scenario and look ahead in it, to check that it can be played.

A trial fails by the limits of the engines, which are counts. The clock only ends a trial that takes too long, and this
is then reported.
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
"""Processor seconds for playing, and again for looking ahead."""


@dataclass(frozen=True, slots=True)
class ScenarioTrial:
    """Observations of a trial."""

    weeks: int
    """Number of weeks played."""
    customers: int
    """Number of customers who came."""
    wins: int
    open: int
    """Number of open deals at the end."""
    doubts: tuple[str, ...]
    """Problems that players will have."""


def run_trial(scenario: Scenario) -> ScenarioTrial:
    """Play a quarter with the scenario's steady split. Raises GameLimitError if it cannot be played."""
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
    """Return what prevents the lookahead from giving a first answer. Empty if nothing does."""
    end = time.process_time() + MAX_SECONDS
    view, cadence = observe(world, position, None), firm.scenario.organisation.cadence
    forecaster = Forecaster(firm, view, cadence, ALL_SEATS, lambda: time.process_time() > end)
    try:
        forecaster.play_held_out([[forecaster.horizon.base]], 0, FIRST_FUTURES, 0.0)
    except GameLimitError as error:
        return f"can be played, but not looked ahead in: {error.message}"
    except StoppedError:
        return f"can be played, but a first look ahead takes more than {MAX_SECONDS:.0f} s of a processor"
    return ""
