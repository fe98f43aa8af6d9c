"""What to try next, from the moments of a game and how it ended."""

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
    """What to try next; what is None is not advised."""

    again: EvaluatedMove | None
    """the dearest choice: the position to play on from with the best move there."""
    seat: HeldSeat | None
    """another seat of the same scenario."""
    scenario: str | None
    """title of another built-in scenario."""


def give_advice(setup: GameSetup, result: Result, found: Moments) -> NextGameAdvice:
    """The costliest choice again; then a harder scenario for a player who reached the goal, another seat of the same
    one (where it has one) for who survived, an easier scenario for who was fired.
    """
    again = found.choices[0].weighed if found.choices else None
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
