"""Turning points: what counts as one follows from the worth of positions and its error alone."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.lookahead.lines import SEPARATE, Figure
from sim.lookahead.requests import Position, Value
from sim.lookahead.turning import MOST, turning_points, worth, worth_of_end
from tests.making import game, play

FIGURES = st.builds(Figure, st.floats(0, 100), st.floats(0, 10))


@given(st.lists(st.none() | FIGURES, max_size=14))
def test_those_that_are_clear_the_largest_first(values: list[Figure | None]) -> None:
    found = turning_points(values)
    sizes = [abs(turn.change.mean) for turn in found]
    assert len(found) <= MOST
    assert sizes == sorted(sizes, reverse=True)
    told = {turn.move for turn in found}
    for number, (a, b) in enumerate(pairwise(values), start=1):
        clear = a is not None and b is not None and abs(b.mean - a.mean) > SEPARATE * math.hypot(a.se, b.se)
        if number in told:
            assert clear
        elif clear:
            assert a is not None
            assert b is not None
            assert len(found) == MOST
            assert abs(b.mean - a.mean) <= sizes[-1]


def test_a_dream_is_a_turning_point_of_a_firm_that_lives_of_its_month() -> None:
    of = play(game(threshold=1.0), "S6 M18 L30", "S100 M100 L100", "S100 M100 L100")
    nodes = list(reversed(list(of.at.line())))
    setup = of.setup
    positions = tuple(
        Position(setup.firm, of.view(n), setup.cadence, of.held, setup.threshold, of.view(n).last_move)
        for n in nodes
        if n.result is None
    )
    answers = list(Value(positions).answers(lambda: False))
    assert [len(answer.worth) for answer in answers] == list(range(1, len(positions) + 1))
    assert (
        answers[-1].worth[:1] == answers[0].worth
    )  # complete snapshots, each as the one before and one more
    again = worth(positions[1].imagined(lambda: False), setup.threshold)
    assert again == answers[-1].worth[1]
    turns = turning_points(answers[-1].worth)
    assert turns[0].move == 2
    assert turns[0].change.mean < 0


def test_ends_are_worth_what_they_came_to() -> None:
    assert [worth_of_end(ending).mean for ending in ("goal", "draw", "fired")] == [100, 50, 0]
    assert worth_of_end("goal").se == pytest.approx(0)
