"""Advice for the next game, from the moments and the ending of the last one."""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.moments.evaluated_move import EvaluatedMove
from sim.analysis.moments.moments import Moments
from sim.game.outcome import Result
from sim.game.setup import GameSetup
from sim.scenario.load import load_builtin_scenarios
from sim.scenario.organisation import HeldSeat
from sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class NextGameAdvice:
    """What to try next; None where nothing is advised."""

    again: EvaluatedMove | None
    """The costliest choice, to be played again with the best move there."""
    seat: HeldSeat | None
    """Another seat of the same scenario."""
    scenario: str | None
    """Title of another built-in scenario."""


def give_advice(setup: GameSetup, result: Result, found: Moments) -> NextGameAdvice:
    """Advise to play the costliest choice again; then a harder scenario after the goal was reached, an easier one after
    a firing, and otherwise another seat of the same scenario if it has one.
    """
    again = found.choices[0].move if found.choices else None
    other = _other_seat(setup) if result.ending == "draw" else None
    scenario = None if other else _neighbour_scenario(setup.scenario, harder=result.ending != "fired")
    return NextGameAdvice(again, other, scenario)


def _other_seat(setup: GameSetup) -> HeldSeat | None:
    return next((seat for seat in setup.scenario.seats if seat != setup.seat), None)


def _neighbour_scenario(scenario: Scenario, *, harder: bool) -> str | None:
    """The next built-in scenario that is harder, or easier."""
    ladder = [s for s in load_builtin_scenarios() if s.name != scenario.name]
    if harder:
        return next((s.title for s in ladder if s.difficulty > scenario.difficulty), None)
    return next((s.title for s in reversed(ladder) if s.difficulty < scenario.difficulty), None)
