"""Turning points follow only from effects of moves, from what happened after them, and from the errors of both."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.game.game import Game
from sim.game.game_tree import GameNode
from sim.lookahead.line_figures import CLEAR_STANDARD_ERRORS, MeanEstimate
from sim.lookahead.requests import LookaheadPosition, PositionsRequest
from sim.lookahead.turning_points import (
    MAX_TURNING_POINTS,
    PositionValue,
    find_turning_points,
    value_of_ending,
    value_position,
)
from tests.making import game, play, scenario

FIGURES = st.builds(MeanEstimate, st.floats(0, 100), st.floats(0, 10))
WORTHS = st.builds(PositionValue, FIGURES, st.builds(MeanEstimate, st.floats(-60, 0), st.floats(0, 10)))


@given(st.lists(st.none() | WORTHS, max_size=14))
def test_those_that_are_clear_the_largest_first(values: list[PositionValue | None]) -> None:
    found = find_turning_points(values)
    sizes = [turn.size for turn in found]
    assert len(found) <= MAX_TURNING_POINTS
    assert sizes == sorted(sizes, reverse=True)
    told = {turn.move for turn in found}
    for number, (a, b) in enumerate(pairwise(values), start=1):
        if a is None or b is None:
            assert number not in told
            continue
        came = b.stood.mean - a.value_after_move
        error = math.hypot(a.stood.se, a.by_move.se, b.stood.se)
        clear = [
            abs(mean)
            for mean, se in ((came, error), (a.by_move.mean, a.by_move.se))
            if abs(mean) > CLEAR_STANDARD_ERRORS * se
        ]
        if number in told:
            assert clear
        elif clear:
            assert len(found) == MAX_TURNING_POINTS
            assert max(clear) <= sizes[-1] + 1e-9


@given(WORTHS, WORTHS)
def test_the_move_and_what_came_sum_to_the_change(before: PositionValue, after: PositionValue) -> None:
    for turn in find_turning_points([before, after]):
        total = after.stood.mean - before.stood.mean
        assert turn.by_move.mean + turn.effect_after_move.mean == pytest.approx(total, abs=1e-9)


def test_a_dream_is_the_moves_doing() -> None:
    of = play(game(threshold=1.0), "S6 M18 L30", "S100 M100 L100", "S100 M100 L100")
    nodes = list(of.at.line())[::-1]
    setup = of.setup
    positions = tuple(
        LookaheadPosition(
            setup.firm, of.view(n), setup.cadence, of.held, setup.threshold, of.view(n).last_move
        )
        for n in nodes[1:]
    )
    played = (nodes[2].own, nodes[3].own, None)
    answers = list(PositionsRequest(positions, played).answers(lambda: False))
    assert [len(answer.worth) for answer in answers] == [1, 2, 3]
    # complete snapshots, each as the one before and one more
    assert answers[-1].worth[:1] == answers[0].worth
    again = value_position(positions[1].forecaster(lambda: False), played[1], setup.threshold)
    assert again == answers[-1].worth[1]
    turns = find_turning_points(answers[-1].worth)
    assert turns[0].move == 2
    assert turns[0].by_move.mean < -10
    assert all(one.by_move.mean <= 0 for one in answers[-1].worth)


def test_a_strike_is_not_the_moves_doing() -> None:
    """A loss that nobody can foresee takes most customers while a good move is played: it is not the move's effect."""
    effects = [
        {"on": "accounts", "size": 0.9, "answer": 0, "scope": "all"},
        {"on": "demand", "size": -2, "answer": 0},
    ]
    fixed = [{"type": "loss", "week": 30, "severity": 1.0, "lead": 0}]
    of = scenario(
        quarters=6,
        disruptions={"rate": 0, "types": {"loss": {"title": "Loss", "effects": effects}}, "fixed": fixed},
        goal={"patience": 0.0, "threshold": 6500.0},
    )
    played = play(game(of, threshold=6500.0), *["S25 M35 L65 r0"] * 3)
    before, after = list(played.at.line())[1::-1]
    (turn,) = find_turning_points([_worth(played, before, after), _worth(played, after, None)])
    assert turn.effect_after_move.mean < -10
    assert turn.by_move.mean > -5


def _worth(of: Game, node: GameNode, after: GameNode | None) -> PositionValue:
    setup, view = of.setup, of.view(node)
    position = LookaheadPosition(setup.firm, view, setup.cadence, of.held, setup.threshold, view.last_move)
    return value_position(
        position.forecaster(lambda: False), None if after is None else after.own, setup.threshold
    )


def test_ends_are_worth_what_they_came_to() -> None:
    assert [value_of_ending(ending).stood.mean for ending in ("goal", "draw", "fired")] == [100, 50, 0]
    assert value_of_ending("goal").stood.se == pytest.approx(0)
