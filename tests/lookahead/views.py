"""Positions for tests of the lookahead: what a team knows after some quarters under a move."""

from __future__ import annotations

from functools import cache

from sim.event.opening import opening_position
from sim.event.position import Position
from sim.game.play_out import play_out
from sim.lookahead.forecaster import Forecaster
from sim.model.firm import Firm
from sim.model.move import Move
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.policy import ConstantPolicy
from sim.scenario.load import load_scenario
from sim.view.observe import observe
from sim.view.view import View

MOVE = Move((25, 35, 65), (40, 40, 40))


@cache
def firm(name: str = "reference") -> Firm:
    """A built-in scenario's firm."""
    return Firm(load_scenario(name).scenario)


@cache
def position(name: str, seed: int, week: int) -> Position:
    """Where a game under MOVE is in a week."""
    world, dice = World(firm(name), seed), RandomStreams(seed)
    start = opening_position(world, dice)
    return play_out(world, dice, ConstantPolicy(MOVE), "month", week, start) if week else start


@cache
def view(name: str = "reference", seed: int = 1, week: int = 52) -> View:
    """Return what the team knows there."""
    world = World(firm(name), seed)
    return observe(world, position(name, seed, week), MOVE if week else None)


def imagined(name: str = "reference", seed: int = 1, week: int = 52, **parts: object) -> Forecaster:
    """The futures of a position, for all seats every quarter where nothing else is said."""
    given: dict[str, object] = {"cadence": "quarter", "held": (0, 1, 2)} | parts
    return Forecaster(firm(name), view(name, seed, week), **given)  # type: ignore[arg-type]  # as its fields
