"""How a game ends: goal, draw or fired, and what it was worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.event.books import total
from sim.event.position import Position
from sim.game.play_out import play_out
from sim.model.dice import Dice
from sim.model.measures import SHARE_WEEKS, health, share
from sim.model.move import Move
from sim.model.world import World
from sim.policy.registry import bot
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.scenario.scenario import FRANCHISE_WEEKS, Measure

CARETAKER = "caretaker"
"""The bot under which the year after the end is lived, whoever played."""

Ending = Literal["goal", "draw", "fired"]


@dataclass(frozen=True, slots=True)
class Result:
    """How a game ended."""

    ending: Ending
    """goal: reached; draw: survived without it; fired."""
    margin: float
    """k; contribution margin until the end (or until the firing)."""
    franchise: float
    """k; margin of the year after the end under the caretaker, in the same world and dice; 0 for who was fired."""
    measure: Measure
    """what the goal was set on."""
    reached: float
    """in the measure's unit; what was reached."""
    threshold: float
    """in the measure's unit; the goal."""
    fired: int | None = None
    """quarter at whose end the board fired the team."""
    fired_for: str = ""
    """why: 'attainment' or 'cash'."""

    @property
    def value(self) -> float:
        """k; margin plus franchise value."""
        return self.margin + self.franchise


def franchise(world: World, dice: Dice, end: Position, last_move: Move | None) -> float:
    """k; margin of the year after the end of the game under the caretaker, in the same world and dice."""
    policy = bot(CARETAKER, world.firm)
    after = play_out(world, dice, policy, "quarter", end.week + FRANCHISE_WEEKS, end, last_move)
    return total(after.weeks[end.week :]).margin


def result(world: World, dice: Dice, end: Position, last_move: Move | None, threshold: float) -> Result:
    """The result of a game in its last position: at the end of its quarters, or where the board fired the team."""
    measure = world.firm.scenario.goal.measure
    if end.fired is not None:
        margin = total(end.weeks[: end.fired * WEEKS_IN_QUARTER]).margin
        reached = measure_goal(measure, end, margin, 0.0)
        return Result("fired", margin, 0.0, measure, reached, threshold, end.fired, end.fired_for)
    margin = total(end.weeks).margin
    worth = franchise(world, dice, end, last_move)
    reached = measure_goal(measure, end, margin, worth)
    return Result("goal" if reached >= threshold else "draw", margin, worth, measure, reached, threshold)


def measure_goal(measure: Measure, end: Position, margin: float, worth: float) -> float:
    """What was reached, in the measure's unit; `margin` and franchise value `worth` in k."""
    if measure == "value":
        return margin + worth
    if measure == "margin":
        return margin
    if measure == "bookings":
        return total(end.weeks).bookings
    if measure == "accounts":
        return float(len(end.accounts))
    if measure == "share":
        year = total(end.weeks[-SHARE_WEEKS:])
        return float(share(year.won, year.lost_to_rival))
    return float(health(end.stocks))
