"""How long a game takes: what the scenarios state, and what follows from the number of moves."""

from __future__ import annotations

import pytest

from sim.scenario.load import load_builtin_scenarios, load_scenario
from sim.view.duration import MINUTES_STEP, count_game_moves, expected_minutes


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("first_quarter", 5, 10), ("first_signal", 5, 10), ("steady_state", 30, 30), ("front_line", 60, 60)],
)
def test_it_is_as_the_scenarios_say(name: str, least: int, most: int) -> None:
    scenario = load_scenario(name).scenario
    moves = count_game_moves(scenario, scenario.organisation.cadence)
    assert least <= expected_minutes(moves) <= most


def test_a_game_by_the_month_has_three_times_the_moves_and_takes_longer() -> None:
    for scenario in load_builtin_scenarios():
        quarters, months = (count_game_moves(scenario, cadence) for cadence in ("quarter", "month"))
        assert (quarters, months) == (scenario.quarters, 3 * scenario.quarters)
        assert expected_minutes(months) > expected_minutes(quarters)


def test_it_is_rounded_and_never_nothing() -> None:
    assert expected_minutes(1) == MINUTES_STEP
    assert all(expected_minutes(moves) % MINUTES_STEP == 0 for moves in range(1, 121))
