"""Continue from a position under a policy, period after period."""

from __future__ import annotations

from collections.abc import Callable

from sim.event.engine import advance
from sim.event.facts import Fact
from sim.event.opening import opening_position
from sim.event.position import Position
from sim.model.calendar import period_weeks
from sim.model.move import Move
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.policy import Policy
from sim.scenario.organisation import Cadence
from sim.view.observe import observe


def play_out(
    world: World,
    dice: RandomStreams,
    policy: Policy,
    cadence: Cadence,
    until: int,
    position: Position | None = None,
    last_move: Move | None = None,
    hear: Callable[[Fact], None] | None = None,
) -> Position:
    """Return the position in week `until` if a policy decides for all seats, from a position or the opening.

    `hear` gets all facts in order of time. A firing does not stop it; the position records it.
    """
    at = opening_position(world, dice) if position is None else position
    while at.week < until:
        move = policy(observe(world, at, last_move))
        weeks = min(period_weeks(at.week, cadence), until - at.week)
        advanced = advance(world, dice, at, move, weeks)
        for fact in advanced.facts if hear else ():
            hear(fact)  # type: ignore[misc]  # `hear` is not None here
        at, last_move = advanced.position, move
    return at
