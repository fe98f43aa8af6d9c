"""The board: where the work lies. Rows are sellers, teams or segments; columns are when the business is due.

Each item stands in the column of a fixed quantile of its own remaining time, so that a row shows the spread and a
piece does not hop about. The quantile follows from the item's identity alone and tells nothing of its hidden luck.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.model.calendar import WEEKS_IN_YEAR, period_weeks
from sim.model.conversations import AGES
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.view.view import ConversationView, DealView, Pace, View

COLUMNS = ("month", "this Q", "+1Q", "+2Q", "+3Q", "+1Y", "+2Y", "+3Y")
"""When business is due: this month, the rest of this quarter, the three quarters after it, then whole years."""

FIRST_YEAR_COLUMN = 5
"""Columns from here on lie beyond the four quarters from now: next year and after."""

MOST_SELLER_ROWS = 16
"""Of more sellers, their teams are shown."""

Piece = Literal["proposal", "qualified", "conversation"]
Perspective = Literal["sellers", "teams", "segments"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands on one square; counts."""

    proposals: int = 0
    qualified: int = 0
    conversations: int = 0

    def __add__(self, other: Cell) -> Cell:
        return Cell(
            self.proposals + other.proposals,
            self.qualified + other.qualified,
            self.conversations + other.conversations,
        )

    @property
    def pieces(self) -> int:
        """All together."""
        return self.proposals + self.qualified + self.conversations


ONE: dict[Piece, Cell] = {
    "proposal": Cell(proposals=1),
    "qualified": Cell(qualified=1),
    "conversation": Cell(conversations=1),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the board."""

    label: str
    cells: tuple[Cell, ...]
    """one for each of `COLUMNS`."""
    empty_seat: bool = False
    """nobody sits here at the moment."""


@dataclass(frozen=True, slots=True)
class Board:
    """All rows, and their sum."""

    perspective: Perspective
    rows: tuple[Row, ...]
    total: Row

    @property
    def works_on_next_year(self) -> bool:
        """Whether anything on the board is due beyond the four quarters from now."""
        return any(cell.pieces for cell in self.total.cells[FIRST_YEAR_COLUMN:])


def perspectives(view: View) -> tuple[Perspective, ...]:
    """The ways in which the board can be looked at, the usual one first."""
    if len(view.sellers) == 1:
        return "segments", "sellers"
    return ("sellers" if len(view.sellers) <= MOST_SELLER_ROWS else "teams"), "segments"


def column_ends(week: int) -> tuple[int, ...]:
    """Weeks from a move boundary to the end of each column but the last, which has none."""
    month, quarter = period_weeks(week, "month"), period_weeks(week, "quarter")
    quarters = (quarter + q * WEEKS_IN_QUARTER for q in range(4))
    years = (quarter + 3 * WEEKS_IN_QUARTER + y * WEEKS_IN_YEAR for y in (1, 2))
    return month, *quarters, *years


def due_by(means: Sequence[float], weeks: Sequence[int]) -> list[float]:
    """Chance that something has passed all its stages after each of these numbers of weeks. `means` are the stages'
    mean times in weeks; in a week it passes at most one, as everything in the world does.
    """
    pass_on = 1 - np.exp(-1 / np.asarray(means, dtype=float))
    step = np.diag(np.append(1 - pass_on, 1.0)) + np.diag(pass_on, k=1)
    return [float(np.linalg.matrix_power(step, n)[0, -1]) for n in weeks]


def quantile(item: int) -> float:
    """The quantile, 0 to 1, at which an item stands. Neighbouring identities are spread by the golden ratio."""
    return (item * 0x9E3779B97F4A7C15 % 2**64) / 2**64


def board(view: View, perspective: Perspective, managers: float = 1.0) -> Board:
    """The board of a view. `managers` is how many lead the sellers; a part of one counts as one."""
    labels = _labels(view, perspective, managers)
    row_of = _row_of(view, perspective, len(labels))
    cells = [[Cell()] * len(COLUMNS) for _ in labels]
    for owner, segment, column, piece in _placed(view):
        row = cells[row_of(owner, segment)]
        row[column] = row[column] + ONE[piece]
    rows = tuple(Row(label, tuple(row), empty) for (label, empty), row in zip(labels, cells, strict=True))
    sums = tuple(sum(column, Cell()) for column in zip(*cells, strict=True))
    return Board(perspective, rows, Row("all", sums))


Item = DealView | ConversationView


def items(view: View, perspective: Perspective, managers: float = 1.0) -> list[list[list[Item]]]:
    """The pieces of every square of the same board, by row and column; in a square proposals, then qualified
    opportunities, then conversations.
    """
    labels = _labels(view, perspective, managers)
    row_of, columns = _row_of(view, perspective, len(labels)), _Columns(view)
    found: list[list[list[Item]]] = [[[] for _ in COLUMNS] for _ in labels]
    everything: list[Item] = [*sorted(view.deals, key=lambda deal: deal.stage), *view.conversations]
    for item in everything:
        found[row_of(item.owner, item.segment)][columns.of(item)].append(item)
    return found


def _labels(view: View, perspective: Perspective, managers: float) -> list[tuple[str, bool]]:
    """Names of the rows, and whether they are empty seats."""
    if perspective == "segments":
        return [(title, False) for title in view.segments]
    if perspective == "sellers":
        return [(s.name if s.present else "empty seat", not s.present) for s in view.sellers]
    return [(f"Team {n + 1}", False) for n in range(min(max(1, round(managers)), len(view.sellers)))]


def _row_of(view: View, perspective: Perspective, rows: int) -> Callable[[int, int], int]:
    if perspective == "segments":
        return lambda _, segment: segment
    seats = len(view.sellers)
    return lambda owner, _: owner * rows // seats


Placed = tuple[int, int, int, Piece]
"""Owner, segment, column, piece."""


def _placed(view: View) -> Iterator[Placed]:
    columns = _Columns(view)
    for deal in view.deals:
        yield deal.owner, deal.segment, columns.of(deal), deal.stage
    for talk in view.conversations:
        yield talk.owner, talk.segment, columns.of(talk), "conversation"


class _Columns:
    """Finds the column of items; those with the same stages before them share one distribution."""

    def __init__(self, view: View) -> None:
        self._pace, self._ends = view.pace, column_ends(view.week)
        self._due_by: dict[tuple[float, ...], list[float]] = {}

    def of(self, item: DealView | ConversationView) -> int:
        """The column in which the item's quantile of its remaining time falls."""
        means = stages_left(item, self._pace)
        if means not in self._due_by:
            self._due_by[means] = due_by(means, self._ends)
        return bisect_right(self._due_by[means], quantile(item.id))


def stages_left(item: DealView | ConversationView, pace: Pace) -> tuple[float, ...]:
    """Mean weeks of each stage that an item has before it until its business is due."""
    decision = pace.proposal_weeks[item.segment]
    if isinstance(item, DealView):
        return (decision,) if item.stage == "proposal" else (pace.qualified_weeks, decision)
    return *((pace.age_weeks,) * (AGES - item.age)), pace.qualified_weeks, decision
