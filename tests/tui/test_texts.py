"""Texts of the screen: cells of the board, bars, the status, and that foreign text keeps its width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sim.text.goals import format_measure
from sim.view.board import COLUMNS, Board, BoardCell, BoardRow
from sim.view.standing import Standing
from tui.drawing.text import DANGER, fit, hanging_indent, horizontal_bar, vertical_bar
from tui.widgets.board import LABEL, board_lines, cell_width, format_cell, shorten_cell
from tui.widgets.status import status_line

COUNT = st.integers(0, 400)
CELL = st.builds(BoardCell, COUNT, COUNT, COUNT)
WIDTH = st.integers(5, 12)


@pytest.mark.parametrize(
    ("cell", "said_"),
    [
        (BoardCell(), ""),
        (BoardCell(2, 1, 1), "♞♞♟♝"),
        (BoardCell(2, 5, 0), "♞2♟5"),
        (BoardCell(0, 0, 12), "♝12"),
        (BoardCell(10, 20, 30), None),
    ],
)
def test_a_cell_shows_pieces_or_counts(cell: BoardCell, said_: str | None) -> None:
    assert format_cell(cell, 6) == said_


@given(CELL, WIDTH)
def test_a_cell_never_runs_into_its_neighbour(cell: BoardCell, width: int) -> None:
    text = shorten_cell(cell, width)
    assert len(text) <= width
    assert bool(text) == bool(cell.pieces)
    assert text.endswith("+") == (format_cell(cell, width) is None)


def test_segments_that_do_not_fit_are_told_piece_by_piece() -> None:
    full = BoardRow("Core", (BoardCell(100, 200, 300),) * len(COLUMNS))
    rows = board_lines(Board("segments", (full, full), full), cell_width(68))
    assert len(rows) == 6
    assert [row.plain.split()[-1] for row in rows] == ["100", "200", "300"] * 2
    sellers = board_lines(Board("sellers", (full, full), full), cell_width(68))
    assert len(sellers) == 2
    assert all("+" in row.plain for row in sellers)


def test_columns_of_head_and_rows_agree() -> None:
    row = BoardRow(
        "A name that is much too long", tuple(BoardCell(proposals=n % 3) for n in range(len(COLUMNS)))
    )
    (text,) = board_lines(Board("sellers", (row,), row), 7)
    for place, cell in enumerate(row.cells):
        assert text.plain[LABEL + 7 * place] == ("♞" if cell.proposals else "·")


@given(st.text(max_size=40), st.integers(1, 30))
def test_foreign_text_takes_exactly_its_width(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(st.floats(-1, 2), st.integers(1, 40))
def test_bars_are_as_long_as_their_share(share: float, size: int) -> None:
    kept = max(0.0, min(1.0, share))
    text = horizontal_bar(share, size)
    assert len(text) == size
    assert abs(text.count("█") - kept * size) < 1
    standing = vertical_bar(share, size)
    assert len(standing) == size
    assert abs(standing.count("█") - kept * size) < 1
    assert sorted(standing) == standing or kept in (0.0, 1.0)  # nothing stands above a gap


@given(st.text("ab ", min_size=1, max_size=200), st.integers(20, 60))
def test_a_hanging_text_keeps_its_indent(text: str, width: int) -> None:
    first, *others = hanging_indent(("day 7", ""), text, 9, width).plain.split("\n")
    assert first.startswith("day 7    ")
    assert all(row.startswith(" " * 9) for row in others)


def test_a_markup_in_a_hanging_text_is_text() -> None:
    assert "[red]x[/]" in hanging_indent(("", ""), "[red]x[/]", 2, 40).plain


@pytest.mark.parametrize(
    ("standing", "words", "danger"),
    [
        (Standing(None, None, 0, 0.65, None, None), "only watch", False),
        (Standing(0.9, 0.9, 1, 0.65, None, None), "Target: last quarter 90 %, so far 90 %", False),
        (Standing(0.9, 0.9, 4, 0.65, -0.1, None), "The directors are patient", False),
        (Standing(0.9, 0.9, 4, 0.65, 0.3, None), "Below 30 % this quarter you are fired", False),
        (Standing(0.6, 0.7, 4, 0.65, 0.62, None), "DANGER: below 62 %", True),
        (Standing(0.9, 0.9, 4, 0.65, -0.1, 1.4), "DANGER: cash", True),
        (Standing(0.9, 0.9, 4, 0.65, -0.1, 6.2), "Cash lasts 6 quarters", False),
    ],
)
def test_the_status_says_it_in_words_and_is_red_only_in_danger(
    standing: Standing, words: str, danger: bool
) -> None:
    told = status_line(standing, 80)
    assert words in told.plain
    assert len(told.plain) <= 80
    assert told.plain.endswith(".")
    assert any(span.style == DANGER for span in told.spans) == danger


def test_goals_are_said_in_their_unit() -> None:
    assert (
        format_measure("value", 17_000),
        format_measure("share", 0.41),
        format_measure("accounts", 1234.0),
    ) == (
        "17.0M",
        "41 %",
        "1,234",
    )
