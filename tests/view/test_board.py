"""The board: every item is on it once, in the column in which it is due by its own times, and advances."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.event.items import item_id
from sim.view.board import (
    COLUMNS,
    FIRST_YEAR_COLUMN,
    Board,
    BoardCell,
    Perspective,
    board_perspectives,
    column_ends,
    due_chances,
    make_board,
    stages_left,
    weeks_left,
)
from sim.view.view import View
from tests.making import game, play, scenario

MEANS = st.lists(st.floats(0.2, 400), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def view() -> View:
    """The reference after half a year of steady play."""
    return play(game(scenario()), *["S25 M35 L65"] * 2).view()


def test_columns_end_with_their_month_quarter_or_year() -> None:
    assert column_ends(0) == (4, 13, 26, 39, 52, 104, 156)
    assert column_ends(13) == column_ends(0)
    assert column_ends(4) == (4, 9, 22, 35, 48, 100, 152)
    assert column_ends(8) == (5, 5, 18, 31, 44, 96, 148)  # the last month is the rest of the quarter
    assert len(column_ends(0)) == len(COLUMNS) - 1


@given(st.floats(0.2, 400), st.integers(0, 400))
def test_one_stage_is_passed_as_an_exponential_clock_has_it(mean: float, weeks: int) -> None:
    (chance,) = due_chances([mean], [weeks])
    assert chance == pytest.approx(-math.expm1(-weeks / mean), abs=1e-9)


@given(MEANS)
def test_stages_are_passed_one_a_week_at_most(means: list[float]) -> None:
    chances = due_chances(means, range(60))
    assert all(chance == 0 for chance in chances[: len(means)])
    assert all(0 <= a <= b + 1e-12 <= 1 + 2e-12 for a, b in pairwise(chances))


@given(MEANS, st.integers(1, 200))
def test_against_a_recursion_week_by_week(means: list[float], weeks: int) -> None:
    waiting = [1.0] + [0.0] * len(means)
    for _ in range(weeks):
        moved = [w * -math.expm1(-1 / mean) for w, mean in zip(waiting, means, strict=False)]
        waiting = [w - out + into for w, out, into in zip(waiting, [*moved, 0.0], [0.0, *moved], strict=True)]
    assert due_chances(means, [weeks])[0] == pytest.approx(waiting[-1], abs=1e-9)


@given(MEANS, st.floats(0.2, 400), st.integers(0, 300))
def test_one_more_stage_is_never_sooner(means: list[float], more: float, weeks: int) -> None:
    assert due_chances([more, *means], [weeks])[0] <= due_chances(means, [weeks])[0] + 1e-12


@pytest.mark.parametrize("elapsed", [0, 9, 43, 150])
@pytest.mark.parametrize("means", [[6.0], [5.0, 6.0], [12.0, 12.0, 12.0, 5.0, 6.0]])
def test_many_items_are_due_as_the_law_says_however_long_they_have_been_there(
    means: list[float], elapsed: int
) -> None:
    """Of 4,000 items; the largest of all distances is passed by chance once in 10,000 (Kolmogorov; 12 cases: .1 %)."""
    n, weeks = 4000, range(400)
    items = [item_id(10, 3, 1, ordinal, 2) for ordinal in range(n)]
    left = np.sort([weeks_left(item, means, elapsed) for item in items])
    seen = np.searchsorted(left, weeks, side="right") / n
    assert np.abs(seen - due_chances(means, weeks)).max() < 2.23 / math.sqrt(n)


@given(st.integers(0, 2**60), MEANS, st.integers(0, 300))
def test_an_item_comes_nearer_by_a_week_each_week_until_its_time_is_over(
    item: int, means: list[float], elapsed: int
) -> None:
    now, then = weeks_left(item, means, elapsed), weeks_left(item, means, elapsed + 1)
    rest = weeks_left(item, [1e-9, *means[1:]], 0) - 1  # what lies behind the first stage
    assert now >= len(means)
    assert then == now - 1 or now - rest == 1


def _counts(seen: Board) -> BoardCell:
    return sum((cell for row in seen.rows for cell in row.cells), BoardCell())


def test_every_item_stands_once_whichever_way_the_board_is_turned(view: View) -> None:
    proposals = sum(deal.stage == "proposal" for deal in view.deals)
    there = BoardCell(proposals, len(view.deals) - proposals, len(view.conversations))
    sides: tuple[Perspective, ...] = ("sellers", "teams", "segments")
    for side in sides:
        seen = make_board(view, side, managers=2)
        assert _counts(seen) == sum(seen.total.cells, BoardCell()) == there
        assert all(len(row.cells) == len(COLUMNS) for row in seen.rows)


def test_items_stand_with_their_owner_and_segment(view: View) -> None:
    sellers, segments = make_board(view, "sellers"), make_board(view, "segments")
    for seat, row in enumerate(sellers.rows):
        owned = sum(d.owner == seat for d in view.deals) + sum(c.owner == seat for c in view.conversations)
        assert sum(cell.pieces for cell in row.cells) == owned
    for place, row in enumerate(segments.rows):
        inside = sum(d.segment == place for d in view.deals) + sum(
            c.segment == place for c in view.conversations
        )
        assert sum(cell.pieces for cell in row.cells) == inside
        assert row.label == view.segments[place]


def test_teams_are_their_sellers(view: View) -> None:
    sellers, teams = make_board(view, "sellers"), make_board(view, "teams", managers=2)
    half = len(sellers.rows) // 2
    assert [row.label for row in teams.rows] == ["Team 1", "Team 2"]
    for team, rows in zip(teams.rows, (sellers.rows[:half], sellers.rows[half:]), strict=True):
        assert team.cells == tuple(
            sum(cells, BoardCell()) for cells in zip(*(r.cells for r in rows), strict=True)
        )
    assert len(make_board(view, "teams", managers=0.2).rows) == 1


def test_a_piece_does_not_hop_about_because_of_others(view: View) -> None:
    for deal in view.deals[::7]:
        alone = replace(view, deals=(deal,), conversations=())
        (place,) = [i for i, cell in enumerate(make_board(alone, "segments").total.cells) if cell.pieces]
        due = weeks_left(deal.id, stages_left(deal, view.pace), view.week - deal.since - 1)
        low, high = [0.0, *column_ends(view.week)][place], [*column_ends(view.week), math.inf][place]
        assert low < due <= high


def test_what_is_further_from_being_due_stands_further_to_the_right(view: View) -> None:
    def mean(cells: tuple[BoardCell, ...], field: str) -> float:
        weights: list[int] = [getattr(cell, field) for cell in cells]
        return sum(place * n for place, n in enumerate(weights)) / sum(weights)

    cells = make_board(view, "sellers").total.cells
    assert mean(cells, "proposals") < mean(cells, "qualified") < mean(cells, "conversations")


def test_whether_anybody_works_on_next_year(view: View) -> None:
    assert make_board(view, "sellers").reaches_next_year
    calm = replace(view, conversations=(), deals=())
    assert not make_board(calm, "sellers").reaches_next_year
    far = [c for c in make_board(view, "sellers").total.cells[FIRST_YEAR_COLUMN:] if c.pieces]
    assert far


def test_perspectives_follow_the_size_of_the_team(view: View) -> None:
    def of(sellers: int) -> tuple[str, ...]:
        return board_perspectives(replace(view, sellers=view.sellers[:1] * sellers))

    assert of(1) == ("segments", "sellers")
    assert of(2) == of(16) == ("sellers", "segments")
    assert of(17) == ("teams", "segments")
