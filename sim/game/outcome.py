"""How a game ends (goal, draw or fired) and its final value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.event.books import sum_books
from sim.event.position import Position
from sim.game.play_out import play_out
from sim.model.measures import SHARE_WEEKS, firm_health, share_against_rival
from sim.model.move import Move
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.registry import make_bot
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.scenario.scenario import FRANCHISE_WEEKS, GoalMeasure

CARETAKER = "caretaker"
"""The bot that plays the year after the end, whoever played the game."""

Ending = Literal["goal", "draw", "fired"]


@dataclass(frozen=True, slots=True)
class Result:
    """How a game ended."""

    ending: Ending
    """goal: the threshold was reached; draw: survived without reaching it; fired: dismissed by the directors."""
    margin: float
    """k; contribution margin until the end or the firing."""
    franchise: float
    """k; margin of the year after the end under the caretaker, in the same world with the same dice; 0 if fired."""
    measure: GoalMeasure
    """The measure of the goal."""
    reached: float
    """In the measure's unit; value reached."""
    threshold: float
    """In the measure's unit; the goal."""
    fired: int | None = None
    """Quarter at whose end the directors fired the team."""
    fired_for: str = ""
    """Reason for the firing: 'attainment' or 'cash'."""

    @property
    def value(self) -> float:
        """k; margin plus franchise value."""
        return self.margin + self.franchise


def franchise_value(world: World, dice: RandomStreams, end: Position, last_move: Move | None) -> float:
    """k; margin of the year after the end under the caretaker, in the same world with the same dice."""
    policy = make_bot(CARETAKER, world.firm)
    after = play_out(world, dice, policy, "quarter", end.week + FRANCHISE_WEEKS, end, last_move)
    return sum_books(after.weeks[end.week :]).margin


def compute_result(
    world: World, dice: RandomStreams, end: Position, last_move: Move | None, threshold: float
) -> Result:
    """Compute the result of a game from its last position: the end of its quarters, or the firing."""
    measure = world.firm.scenario.goal.measure
    if end.fired is not None:
        margin = sum_books(end.weeks[: end.fired * WEEKS_IN_QUARTER]).margin
        reached = measure_reached(measure, end, margin, 0.0)
        return Result("fired", margin, 0.0, measure, reached, threshold, end.fired, end.fired_for)
    margin = sum_books(end.weeks).margin
    worth = franchise_value(world, dice, end, last_move)
    reached = measure_reached(measure, end, margin, worth)
    return Result("goal" if reached >= threshold else "draw", margin, worth, measure, reached, threshold)


def measure_reached(measure: GoalMeasure, end: Position, margin: float, worth: float) -> float:
    """In the measure's unit; value reached. `margin` and the franchise value `worth` are in k."""
    if measure == "value":
        return margin + worth
    if measure == "margin":
        return margin
    if measure == "bookings":
        return sum_books(end.weeks).bookings
    if measure == "accounts":
        return float(len(end.accounts))
    if measure == "share":
        year = sum_books(end.weeks[-SHARE_WEEKS:])
        return float(share_against_rival(year.won, year.lost_to_rival))
    return float(firm_health(end.stocks))
