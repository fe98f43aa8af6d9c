"""What a move was worth when it was made: against the best line that a search finds in the same position.

A position is worth what its best line is worth, V; a move what the best line that begins with it is worth, Q. Both
lines are searched in the same futures of the team's belief and evaluated in held-out ones, in which they share their
luck. Loss by choice is V - Q. With the value V' of the next position, luck is V' - Q: so over a whole game

    value in the end = V of the start - losses + luck

exactly, as the last V' is what the game came to. A fixed number of futures makes all of it the same on every machine.
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
    """A move of a game, as it was worth when it was made."""

    number: int
    """of the move, counted from 1."""
    unit: ValueUnit
    played: Move
    """by the player; seats that the player does not hold are as before."""
    best: Move
    """first move of the best line that was found, for the same seats; the played one where no better was found."""
    stood: MeanEstimate
    """V: what the position was worth."""
    kept: MeanEstimate
    """Q: what it was worth after the move."""
    loss: MeanEstimate
    """V - Q, paired; 0 where no better line was found."""
    fired: tuple[float, float]
    """0..1; chance of being fired under the best line, and under the best one after the move."""
    came: PeriodLuck | None = None
    """how its period came out by dice; None where that was not asked for."""


def evaluation_unit(measure: GoalMeasure) -> ValueUnit:
    """In which a game is weighed: its value, where the goal is set on that or on margin, else the win chance."""
    return "k" if measure in ("value", "margin") else "points"


def final_worth(result: Result) -> float:
    """What a game came to, in its unit."""
    if evaluation_unit(result.measure) == "k":
        return result.value
    return {"goal": GOAL_POINTS, "draw": DRAW_POINTS, "fired": 0.0}[result.ending]


def evaluate_played_move(
    game: Game, after: GameNode, stop: StopCallback = lambda: False, effort: EvaluationEffort = DEFAULT_EFFORT
) -> EvaluatedMove:
    """The move that led to a node, which is not the root. Raises StoppedError."""
    before, played = after.parent, after.own
    assert before is not None
    assert played is not None
    of = Forecaster(game.setup.firm, game.view(before), game.setup.cadence, game.held, stop)
    unit = evaluation_unit(game.setup.scenario.goal.measure)
    found = evaluate_move(of, played, game.setup.threshold, unit, effort)
    return EvaluatedMove(
        number=after.number,
        unit=unit,
        played=played,
        best=found.best,
        stood=found.stood,
        kept=found.kept,
        loss=found.loss,
        fired=found.fired,
        came=measure_period_luck(game.setup, after),
    )
