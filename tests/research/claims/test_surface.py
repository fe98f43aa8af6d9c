"""The top of a surface: of made ones it is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.move import Move
from sim.model.random_streams import RandomStreams
from sim.research.claims import constant_moves
from sim.research.claims.claim_worlds import UNCHANGED_WORLD
from sim.research.claims.constant_moves import (
    ALL_COORDINATES,
    LEADERS,
    SELLERS,
    ClimbTask,
    find_best_point,
    measure_optimum_unfired,
)
from sim.research.claims.quadratic_surface import (
    box_around,
    design_points,
    find_highest,
    find_tops,
    quadratic_terms,
)

PEAK = np.array([22.0, 41.0, 83.0, 12.0])


@dataclass(frozen=True)
class Hill:
    """Values of moves on a made surface with noise that is common to all of them and noise of each."""

    peak: Array
    common: float = 500.0
    own: float = 5.0

    def __call__(self, firm: Firm, moves: list[Move], dice: RandomStreams, futures: int) -> Array:  # noqa: ARG002
        at = np.array([[*move.split, move.response[0]] for move in moves], dtype=float)
        height = -np.sqrt(1 + (((at - self.peak) / (10, 15, 20, 30)) ** 2).sum(axis=1))  # no quadratic
        stream = dice.stream("hill")
        noise = self.common * stream.standard_normal((futures, 1))
        return np.asarray(1000 * height + noise + self.own * stream.standard_normal((futures, len(moves))))


@given(st.integers(0, 10_000), st.integers(1, 3))
def test_no_point_of_the_box_is_higher_than_the_top(seed: int, d: int) -> None:
    stream = np.random.default_rng(seed)
    coefficients = stream.normal(size=(5, 1 + d + d * (d + 1) // 2))
    top = np.einsum("sk,sk->s", quadratic_terms(find_highest(coefficients, d)), coefficients)
    anywhere = quadratic_terms(stream.uniform(-1, 1, (2000, d))) @ coefficients.T
    assert (anywhere <= top + 1e-9).all()


def test_the_top_of_a_quadratic_is_found_exactly_inside_and_on_the_edge() -> None:
    box = box_around(np.array([20.0, 50.0]), np.array([10.0, 20.0]))
    points = design_points(box, 24, np.random.default_rng(1))
    for peak, expected in (
        ((23.0, 44.0), (23.0, 44.0)),
        ((50.0, 44.0), (30.0, 44.0)),
        ((0.0, 99.0), (10.0, 70.0)),
    ):
        values = -((points - peak) ** 2).sum(axis=1, keepdims=True).T
        assert find_tops(box, points, values)[0] == pytest.approx(expected, abs=1e-6)


def test_what_is_flat_stays_in_the_middle() -> None:
    box = box_around(np.array([20.0]), np.array([10.0]))
    points = design_points(box, 8, np.random.default_rng(1))
    rounding = 17_000 + 1e-12 * np.random.default_rng(2).normal(size=(1, 8))
    assert find_tops(box, points, rounding)[0] == pytest.approx([20.0])


def test_a_box_keeps_to_whole_hours() -> None:
    box = box_around(np.array([5.0, 95.0]), np.array([10.0, 10.0]))
    assert box.low.tolist() == [0.0, 85.0]
    assert box.high.tolist() == [15.0, 100.0]
    points = design_points(box, 40, np.random.default_rng(1))
    assert ((points >= box.low) & (points <= box.high)).all()
    assert box.placed(box.scaled(points)) == pytest.approx(points)


def test_the_climb_finds_a_known_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constant_moves, "constant_move_values", Hill(PEAK))
    start = np.array([25.0, 35.0, 65.0, 30.0])
    found = find_best_point(UNCHANGED_WORLD.firm(), ClimbTask(start, ALL_COORDINATES), RandomStreams(1), 60)
    assert found == pytest.approx(PEAK, abs=3)
    one = find_best_point(UNCHANGED_WORLD.firm(), ClimbTask(start, (LEADERS,)), RandomStreams(1), 60)
    assert one[LEADERS] == pytest.approx(PEAK[LEADERS], abs=3)
    assert np.delete(one, LEADERS).tolist() == np.delete(start, LEADERS).tolist()


def test_the_climb_finds_a_corner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constant_moves, "constant_move_values", Hill(np.array([-30.0, -30.0, 130.0, 50.0])))
    found = find_best_point(
        UNCHANGED_WORLD.firm(), ClimbTask(np.array([25.0, 35.0, 65.0, 30.0])), RandomStreams(1), 60
    )
    assert found[:3].tolist() == [0.0, 0.0, 100.0]


def test_intervals_of_the_best_split_hold_the_best_split(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 40 intervals of 95 % fewer than 31 holding it has chance 1e-4."""
    monkeypatch.setattr(constant_moves, "constant_move_values", Hill(PEAK, own=60.0))
    climb, held = ClimbTask(PEAK + 2, (SELLERS,)), 0
    for seed in range(40):
        best = measure_optimum_unfired(
            UNCHANGED_WORLD.firm(), climb, (RandomStreams(seed), RandomStreams(1_000_000 + seed)), (40, 60)
        )
        interval = best.estimate(SELLERS)
        held += interval.low <= PEAK[SELLERS] <= interval.high
    assert held >= 31
