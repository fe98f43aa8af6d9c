"""The value of a move when it was made, compared with the best line that a search finds in the same position.

The value of a position is that of its best line, V; the value of a move is that of the best line that begins with it,
Q. Both lines are searched in the same futures of the team's belief and evaluated in held-out ones, in which they share
their luck. The loss of a choice is V - Q. With the value V' of the next position, luck is V' - Q. So over a whole game

    final value = V of the start - losses + luck

exactly, because the last V' is the final value itself. With a fixed number of futures all of it is the same on every
machine.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.why.period_luck import PeriodLuck, measure_period_luck
from sim.base.progress import StopCallback
from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.game.outcome import Result
from sim.lookahead.forecaster import Forecaster
from sim.lookahead.line_figures import DRAW_POINTS, GOAL_POINTS, MeanEstimate
from sim.lookahead.move_evaluation import DEFAULT_EFFORT, EvaluationEffort, ValueUnit, evaluate_move
from sim.model.move import Move
from sim.scenario.scenario import GoalMeasure


@dataclass(frozen=True, slots=True)
class EvaluatedMove:
    """A move of a game with its value when it was made."""

    number: int
    """Number of the move, counted from 1."""
    unit: ValueUnit
    played: Move
    """The player's move; seats that the player does not hold are as before."""
    best: Move
    """First move of the best line found, for the same seats; the played move if no better one was found."""
    value_before: MeanEstimate
    """V: value of the position."""
    value_after: MeanEstimate
    """Q: value of the best line that begins with the move."""
    loss: MeanEstimate
    """V - Q, paired; 0 if no better line was found."""
    fired: tuple[float, float]
    """0..1; chance of being fired under the best line, and under the best line that begins with the move."""
    luck: PeriodLuck | None = None
    """Luck of the period that followed; None if it was not computed."""


def evaluation_unit(measure: GoalMeasure) -> ValueUnit:
    """The unit in which moves are evaluated: value if the goal is one of value or margin, else the win chance."""
    return "k" if measure in ("value", "margin") else "points"


def final_worth(result: Result) -> float:
    """The final value of a game, in its evaluation unit."""
    if evaluation_unit(result.measure) == "k":
        return result.value
    return {"goal": GOAL_POINTS, "draw": DRAW_POINTS, "fired": 0.0}[result.ending]


def evaluate_played_move(
    game: Game, after: GameNode, stop: StopCallback = lambda: False, effort: EvaluationEffort = DEFAULT_EFFORT
) -> EvaluatedMove:
    """Evaluate the move that led to a node, which is not the root. Raises StoppedError."""
    before, played = after.parent, after.own
    assert before is not None
    assert played is not None
    forecaster = Forecaster(game.setup.firm, game.view(before), game.setup.cadence, game.held, stop)
    unit = evaluation_unit(game.setup.scenario.goal.measure)
    found = evaluate_move(forecaster, played, game.setup.threshold, unit, effort)
    return EvaluatedMove(
        number=after.number,
        unit=unit,
        played=played,
        best=found.best,
        value_before=found.stood,
        value_after=found.kept,
        loss=found.loss,
        fired=found.fired,
        luck=measure_period_luck(game.setup, after),
    )
