"""The expected board some quarters ahead: expected counts by segment, spread over the columns at today's pace. Which
individual pieces these will be is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.arrays import Array
from sim.model.conversations import AGES
from sim.model.state import Counts
from sim.view.board import COLUMNS, Board, BoardCell, BoardRow, column_ends, due_chances
from sim.view.view import View


@dataclass(frozen=True, slots=True)
class ExpectedPipeline:
    """Expected pipeline at the end of a quarter, by segment."""

    week: int
    """Weeks played by then."""
    proposals: tuple[float, ...]
    qualified: tuple[float, ...]
    conversations: tuple[tuple[float, ...], ...]
    """By segment, then by age."""


def expect_pipeline(week: int, counts: Counts) -> ExpectedPipeline:
    """Average the counts of many futures, or of many plans in them, (..., segments, kinds)."""

    def mean(values: Array) -> Array:
        return np.asarray(values.mean(axis=tuple(range(values.ndim - 2))))

    proposals, qualified = (mean(c).sum(axis=-1).tolist() for c in (counts.proposals, counts.qualified))
    talks = mean(counts.conversations).tolist()
    return ExpectedPipeline(week, tuple(proposals), tuple(qualified), tuple(tuple(row) for row in talks))


def expected_board(view: View, at: ExpectedPipeline) -> Board:
    """Return the expected board by segment, in whole pieces."""
    rows = [_expected_by_column(view, at, segment) for segment in range(len(view.segments))]
    cells = [tuple(_round_cell(row[:, column]) for column in range(len(COLUMNS))) for row in rows]
    sums = np.sum(rows, axis=0)
    total = tuple(_round_cell(sums[:, column]) for column in range(len(COLUMNS)))
    return Board(
        "segments",
        tuple(BoardRow(title, row) for title, row in zip(view.segments, cells, strict=True)),
        BoardRow("all", total),
    )


def _round_cell(counts: Array) -> BoardCell:
    proposals, qualified, conversations = (round(float(n)) for n in counts)
    return BoardCell(proposals, qualified, conversations)


def _expected_by_column(view: View, at: ExpectedPipeline, segment: int) -> Array:
    """Expected proposals, qualified opportunities and conversations of a segment by column, (3, columns)."""
    pace, ends = view.pace, column_ends(at.week)
    decision = pace.proposal_weeks[segment]

    def spread(*means: float) -> Array:
        return np.diff([0.0, *due_chances(means, ends), 1.0])

    talks = sum(
        number * spread(*((pace.age_weeks,) * (AGES - age)), pace.qualified_weeks, decision)
        for age, number in enumerate(at.conversations[segment])
    )
    return np.stack(
        [
            at.proposals[segment] * spread(decision),
            at.qualified[segment] * spread(pace.qualified_weeks, decision),
            np.asarray(talks),
        ]
    )
