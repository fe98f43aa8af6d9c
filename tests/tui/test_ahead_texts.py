"""Texts of the lookahead: figures as errors allow, moves in short, effects, hints; bars and fans in characters."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.lookahead.draft_effects import DraftEffect, OneTimeEffect
from sim.lookahead.line_figures import EndingChances, EvaluatedLine, MeanEstimate, QuantileBand
from sim.model.move import Move
from sim.text.effects import describe_effect, describe_one_time_effect
from sim.text.forecast import format_difference, format_points, format_signed
from sim.text.lines import format_later_moves, format_line_rank
from tui.drawing.fan import (
    BEYOND_SIGHT,
    IN_SIGHT,
    Curve,
    draw_fan,
    interpolate,
    make_axis,
    place_time_labels,
    share_in_sight,
)
from tui.widgets.ahead import quarter_names
from tui.widgets.board import format_expected_wins
from tui.widgets.chance import DRAW, FIRED, GOAL, chance_bar

ALL = (0, 1, 2)
VALUES = st.lists(st.floats(0, 5000), min_size=1, max_size=20)


def _line(*moves: Move, score: float = 64.1, difference: float = 0.0, equal: bool = True) -> EvaluatedLine:
    band = QuantileBand(score, 0.6, score - 1, score, score + 1)
    return EvaluatedLine(
        moves,
        MeanEstimate(score, 0.6),
        band,
        EndingChances(0.6, 0.3, 0.1),
        MeanEstimate(difference, 0.4),
        equal,
        (band,),
        (3.0,),
        band,
    )


def _move(*split: int, response: int = 30) -> Move:
    return Move((split[0], split[1], split[2]), (response,) * 3)


def test_figures_are_rounded_as_their_errors_allow() -> None:
    assert format_points(MeanEstimate(64.13, 0.62)) == "64.1 ±0.6"
    assert format_points(MeanEstimate(64.13, 4.2)) == "64 ±4"
    assert format_difference(MeanEstimate(1.42, 0.5)) == "+1.4 ±0.5"
    assert format_difference(MeanEstimate(-33.0, 3.9)) == "-33 ±4"
    assert (format_signed(0.2), format_signed(-0.2), format_signed(-1.6)) == ("0", "0", "-2")


def test_lines_say_how_they_stand_beside_the_best() -> None:
    best, equal, worse = _line(), _line(difference=-0.5), _line(difference=-5.2, equal=False)
    assert [format_line_rank(line, place) for place, line in enumerate((best, equal, worse))] == [
        "best",
        "equal",
        "-5.2",
    ]


def test_following_moves_are_told_where_they_differ() -> None:
    first, same, other = _move(25, 35, 80), _move(27, 35, 78), _move(25, 35, 60, response=40)
    assert format_later_moves(_line(first, same, other, other), ALL, 13, "quarter") == ["L60 r40 from Q4"]
    assert format_later_moves(_line(first, same), ALL, 0, "quarter") == []
    assert format_later_moves(_line(first, other), (0,), 4, "month") == ["r40 from Q1"]


def _effect(*, flow: bool, score: MeanEstimate = MeanEstimate(1.4, 0.5)) -> DraftEffect:  # noqa: B008  # frozen
    now, year = MeanEstimate(-0.031, 0.01), MeanEstimate(0.092, 0.01)
    return DraftEffect(_move(25, 35, 80), flow, now, year, score, MeanEstimate(10.0, 1.0), (1.0,), (1.0,))


def test_an_effect_is_told_as_a_hint_first_then_with_its_error() -> None:
    assert (
        describe_effect(_effect(flow=False), 66)
        == "If kept: this quarter -3 % · in a year +9 % · win chance +1.4 ±0.5"
    )
    assert (
        describe_effect(_effect(flow=True), 66)
        == "If kept: this quarter ~-3 % · in a year ~+9 % · win chance ~+1"
    )
    assert "unclear" in describe_effect(_effect(flow=False, score=MeanEstimate(0.5, 0.4)), 120)
    assert "in a year" not in describe_effect(replace(_effect(flow=False), in_a_year=None), 66)


@given(st.lists(st.integers(0, 100), min_size=3, max_size=3).filter(any), st.integers(1, 60))
def test_the_bar_has_its_width_and_every_end_its_part(parts: list[int], width: int) -> None:
    goal, draw, fired = (part / sum(parts) for part in parts)
    text = chance_bar(EndingChances(goal, draw, fired), width)
    assert len(text) == width
    assert text == GOAL * text.count(GOAL) + DRAW * text.count(DRAW) + FIRED * text.count(FIRED)
    assert text.count(GOAL) == round(goal * width)
    assert abs(text.count(FIRED) - fired * width) <= 1


def test_hollow_pieces_are_whole_deals() -> None:
    assert (format_expected_wins(0.4), format_expected_wins(6.6), format_expected_wins(112.2)) == (
        "·",
        "♙7",
        "♙112",
    )


@given(VALUES, VALUES, st.integers(1, 60), st.integers(1, 20), st.floats(0, 1))
def test_a_fan_fills_its_size_and_no_more(
    low: list[float], middle: list[float], width: int, height: int, sight: float
) -> None:
    high = [value + 10 for value in low]
    on = make_axis([*low, *high, *middle])
    curves = [Curve(tuple(middle)), Curve(tuple(low), dotted=True)]
    rows = draw_fan((low, high), curves, (width, height), on, sight)
    assert len(rows) == height
    assert all(len(row) == width for row in rows)
    cells = [[part if isinstance(part, str) else str(part[0]) for part in row] for row in rows]
    assert all(len(cell) == 1 for row in cells for cell in row)
    for x in range(width):  # the full curve has a dot in every column
        assert any(0x2800 < ord(row[x]) <= 0x28FF for row in cells)
        assert not any(row[x] == (BEYOND_SIGHT if (x + 0.5) / width <= sight else IN_SIGHT) for row in cells)


@given(VALUES, st.floats(0, 1))
def test_between_two_quarters_a_curve_is_straight(values: list[float], at: float) -> None:
    assert min(values) - 1e-6 <= interpolate(values, at) <= max(values) + 1e-6
    middles = [interpolate(values, (place + 0.5) / len(values)) for place in range(len(values))]
    assert middles == pytest.approx(values, abs=1e-6)


def test_sight_is_measured_in_the_quarters_that_are_drawn() -> None:
    ends = [9, 22, 35, 48]
    assert share_in_sight(0, ends) == 0
    assert share_in_sight(9, ends) == 1 / 4
    assert share_in_sight(15.5, ends) == pytest.approx(1.5 / 4)
    assert share_in_sight(500, ends) == 1
    assert math.isclose(share_in_sight(48, ends), 1)


def test_quarters_are_named_to_the_end_and_beyond() -> None:
    names = quarter_names(11, 12, 6)
    assert names == ("Q11", "Q12", "+1", "+2", "+3", "+4")
    assert place_time_labels(names, 36).split() == list(names)
    assert place_time_labels(names, 12).split() == ["Q11", "+1", "+3"]


@pytest.mark.parametrize("width", [68, 76, 120, 200])
@pytest.mark.parametrize("scale_", [0.1, 1.0, 9.0])
def test_both_effects_fit_beside_each_other(width: int, scale_: float) -> None:
    """68 cells are those of the move's frame in the wide layout, 76 those in the small one."""
    score, kept = MeanEstimate(-11.4 * scale_, 0.6 * scale_), MeanEstimate(-9.9 * scale_, 1.2)
    once = OneTimeEffect(score, score, (kept, kept), kept)
    effect_ = replace(_effect(flow=False, score=kept), once=once, now=MeanEstimate(0.112, 0.01))
    told = describe_effect(effect_, width, both=True)
    assert len(told) <= width
    assert format_difference(score) in told
    assert format_difference(kept) in told
    assert format_difference(score) in describe_one_time_effect(effect_, width)
    assert describe_one_time_effect(_effect(flow=False), width) == ""
