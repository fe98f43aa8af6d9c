"""The four axioms of the Shapley value, and a game whose value is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.why.shapley import shapley
from sim.model.arrays import Array
from tests.model.firms import array_of

PLAYERS = 4
games = array_of(st.floats(-1e6, 1e6), 2, 2, 2, 2)


@given(games)
def test_shares_sum_to_the_change(values: Array) -> None:
    assert shapley(values).sum() == pytest.approx(values.flat[-1] - values.flat[0], abs=1e-6)


@given(games)
def test_then_and_now_exchanged_turn_the_sign(values: Array) -> None:
    assert shapley(np.flip(values)) == pytest.approx(-shapley(values), abs=1e-6)


@given(games, st.integers(0, PLAYERS - 1))
def test_who_changes_nothing_gets_nothing(values: Array, idle: int) -> None:
    without = np.repeat(np.take(values, [0], axis=idle), 2, axis=idle)
    assert shapley(without)[idle] == 0.0


@given(games, games)
def test_games_add_up(one: Array, other: Array) -> None:
    assert shapley(one + other) == pytest.approx(shapley(one) + shapley(other), abs=1e-6)


@given(games, st.permutations(range(PLAYERS)))
def test_names_do_not_matter(values: Array, order: list[int]) -> None:
    assert shapley(np.transpose(values, order)) == pytest.approx(shapley(values)[order], abs=1e-6)


def test_gloves() -> None:
    """One left glove and two right ones: whoever has the left one gets two thirds (Shapley 1953)."""
    worth = np.zeros((2, 2, 2))
    worth[1, 1, 0] = worth[1, 0, 1] = worth[1, 1, 1] = 1.0
    assert shapley(worth) == pytest.approx([2 / 3, 1 / 6, 1 / 6])
