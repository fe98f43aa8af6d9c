"""Scenarios as text, for those who choose one."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.organisation import Cadence
from sim.scenario.scenario import Scenario
from sim.text.figures import count_noun
from sim.text.goals import MEASURE_TITLES, format_measure
from sim.view.duration import count_game_moves, expected_minutes


def describe_size(scenario: Scenario) -> str:
    """Difficulty and length."""
    return f"difficulty {scenario.difficulty:g} of 10, {count_noun(scenario.quarters, 'quarter')}"


def describe_seats(scenario: Scenario) -> str:
    """The seats that can be played."""
    return f"seats: {', '.join(scenario.seats)}"


def describe_duration(scenario: Scenario, cadence: Cadence) -> str:
    """How many moves a game has, and how long it takes."""
    moves = count_game_moves(scenario, cadence)
    return f"{count_noun(moves, 'move')}, about {expected_minutes(moves)} minutes"


def describe_goal(scenario: Scenario) -> str:
    """The goal; one without a threshold is measured when the scenario is first played."""
    goal = scenario.goal
    if goal.threshold is None:
        return f"goal: measured when you first play it ({MEASURE_TITLES[goal.measure]})"
    return f"goal: {format_measure(goal.measure, goal.threshold)} ({MEASURE_TITLES[goal.measure]})"


def character_sentences(inherited: float, steady: float, luck: float) -> Iterator[str]:
    """percent; games in which two bots reached the goal, and the share of luck in the differences between games."""
    yield f"A firm that goes on as before reaches the goal in {inherited:.0f} % of games."
    yield f"The bot Steady, which repeats one good move, reaches it in {steady:.0f} %."
    yield f"Luck explains {luck:.0f} % of the differences between games; the rest is the player."
