"""Figures of lines: ranked by score, compared with the best one, paired."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sim.batch.books import GameOutcomes
from sim.lookahead.line_figures import LineSample, evaluate_lines, make_line_sample, pool_line_samples
from sim.model.move import Move

MOVES = [(Move((s, 0, 0), (0, 0, 0)),) for s in (10, 20, 30)]


Rows = Sequence[Sequence[float]]


def _sample(value: Rows, score: Rows, fired: Rows | None = None) -> LineSample:
    worth, points = np.array(value, dtype=float), np.array(score, dtype=float)
    books = (worth / 10, worth / 20)
    return LineSample(
        worth, points, np.zeros(worth.shape) if fired is None else np.array(fired), books, books
    )


def test_lines_are_ranked_by_score_and_ties_by_value() -> None:
    found = evaluate_lines(MOVES, _sample([[1, 3, 2]] * 4, [[50, 50, 100]] * 4), 0.0, 1.0, 3)
    assert [line.first.split[0] for line in found] == [30, 20, 10]
    assert [line.difference.mean for line in found] == [0, -50, -50]


def test_what_is_not_ranked_comes_behind_and_may_be_better() -> None:
    found = evaluate_lines(MOVES, _sample([[1, 3, 2]] * 4, [[0, 50, 100]] * 4), 0.0, 1.0, 2)
    assert [line.first.split[0] for line in found] == [20, 10, 30]
    assert found[2].difference.mean == 50


def test_lines_are_equal_where_two_errors_do_not_tell_them_apart() -> None:
    apart = [[100, 50, 100]] * 30 + [[50, 50, 100]] * 30
    near = [[100, 100, 50], [50, 100, 100]] * 30
    assert [line.equal for line in evaluate_lines(MOVES, _sample([[0, 0, 0]] * 60, apart), 0.0, 1.0, 3)] == [
        True, False, False,
    ]  # fmt: skip
    assert all(
        line.equal or line.difference.mean < -20
        for line in evaluate_lines(MOVES, _sample([[0, 0, 0]] * 60, near), 0, 1, 3)
    )


def test_errors_of_differences_are_paired() -> None:
    rng = np.random.default_rng(1)
    luck = 50 * rng.integers(0, 3, 400)
    found = evaluate_lines(
        MOVES[:2], _sample(np.zeros((400, 2)).tolist(), np.stack([luck, luck], axis=1).tolist()), 0, 1, 2
    )
    assert found[0].score.se > 1
    assert found[1].difference.se == 0


def test_chances_and_bands() -> None:
    score = [[100, 0, 50]] * 3 + [[50, 100, 0]]
    fired = [[0, 1, 0]] * 3 + [[0, 0, 1]]
    found = {
        line.first.split[0]: line
        for line in evaluate_lines(MOVES, _sample([[1, 2, 3]] * 4, score, fired), 0.3, 2.0, 3)
    }
    assert (found[10].chances.goal, found[10].chances.draw, found[10].chances.fired) == (0.75, 0.25, 0)
    assert (found[20].chances.goal, found[20].chances.draw, found[20].chances.fired) == (0.25, 0, 0.75)
    assert (found[30].chances.goal, found[30].chances.draw, found[30].chances.fired) == (0, 0.75, 0.25)
    for line in found.values():
        assert line.score.mean == pytest.approx(100 * (line.chances.goal + line.chances.draw / 2))
    attainment = found[10].attainment
    assert attainment is not None
    assert attainment.mean == pytest.approx((0.1 + 0.3) / 2)


def test_samples_of_the_same_plans_join() -> None:
    one, other = _sample([[1, 2]], [[100, 50]]), _sample([[3, 4]], [[0, 50]])
    both = pool_line_samples([one, other])
    assert both.value.tolist() == [[1, 2], [3, 4]]
    assert [quarter.shape for quarter in both.bookings] == [(2, 2)] * 2


def test_who_is_fired_has_no_points_whatever_was_reached() -> None:
    outcome = GameOutcomes(
        np.array([[5.0, 5.0, 5.0]]), np.array([[9.0, 9.0, 1.0]]), np.array([[True, False, False]])
    )
    found = make_line_sample(outcome, 8.0, {"bookings": [], "wins": []})
    assert found.score.tolist() == [[0, 100, 50]]
