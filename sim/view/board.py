"""The board. Its rows are sellers, teams or segments, and its columns are when business is due.

Each item has a random time for every stage still before it. The times follow the laws at today's pace, but are computed
from the item's identity alone, so they reveal nothing about its hidden luck. A row therefore shows the true spread, and
pieces advance week by week. Stages are memoryless: an item that stays in a stage longer than its time is no closer to
leaving, and gets another time.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.model.calendar import WEEKS_IN_YEAR, period_weeks
from sim.model.conversations import AGES
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.view.view import ConversationView, DealView, PipelinePace, View

COLUMNS = ("month", "this Q", "+1Q", "+2Q", "+3Q", "+1Y", "+2Y", "+3Y")
"""When business is due: this month, the rest of this quarter, the three quarters after it, then whole years."""

FIRST_YEAR_COLUMN = 5
"""First column that is more than four quarters from now."""

MAX_SELLER_ROWS = 16
"""With more sellers than this, rows are teams."""

PieceKind = Literal["proposal", "qualified", "conversation"]
Perspective = Literal["sellers", "teams", "segments"]


@dataclass(frozen=True, slots=True)
class BoardCell:
    """Counts of the pieces on one square."""

    proposals: int = 0
    qualified: int = 0
    conversations: int = 0

    def __add__(self, other: BoardCell) -> BoardCell:
        return BoardCell(
            self.proposals + other.proposals,
            self.qualified + other.qualified,
            self.conversations + other.conversations,
        )

    @property
    def pieces(self) -> int:
        """Total number of pieces."""
        return self.proposals + self.qualified + self.conversations


SINGLE_PIECE_CELLS: dict[PieceKind, BoardCell] = {
    "proposal": BoardCell(proposals=1),
    "qualified": BoardCell(qualified=1),
    "conversation": BoardCell(conversations=1),
}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One row of the board."""

    label: str
    cells: tuple[BoardCell, ...]
    """One cell for each of `COLUMNS`."""
    empty_seat: bool = False
    """Whether the seat is empty at the moment."""


@dataclass(frozen=True, slots=True)
class Board:
    """All rows and their sum."""

    perspective: Perspective
    rows: tuple[BoardRow, ...]
    total: BoardRow

    @property
    def reaches_next_year(self) -> bool:
        """Whether anything on the board is due more than four quarters from now."""
        return any(cell.pieces for cell in self.total.cells[FIRST_YEAR_COLUMN:])


def board_perspectives(view: View) -> tuple[Perspective, ...]:
    """Return the available perspectives, the default first."""
    if len(view.sellers) == 1:
        return "segments", "sellers"
    return ("sellers" if len(view.sellers) <= MAX_SELLER_ROWS else "teams"), "segments"


def column_ends(week: int) -> tuple[int, ...]:
    """Weeks from a move boundary to the end of each column except the last, which is open."""
    month, quarter = period_weeks(week, "month"), period_weeks(week, "quarter")
    quarters = (quarter + q * WEEKS_IN_QUARTER for q in range(4))
    years = (quarter + 3 * WEEKS_IN_QUARTER + y * WEEKS_IN_YEAR for y in (1, 2))
    return month, *quarters, *years


def due_chances(means: Sequence[float], weeks: Sequence[int]) -> list[float]:
    """Chance that an item has passed all its stages after each number of weeks. `means` are the mean times of the
    stages in weeks. As everywhere in the model, an item passes at most one stage per week.
    """
    pass_on = 1 - np.exp(-1 / np.asarray(means, dtype=float))
    step = np.diag(np.append(1 - pass_on, 1.0)) + np.diag(pass_on, k=1)
    return [float(np.linalg.matrix_power(step, n)[0, -1]) for n in weeks]


def weeks_left(item: int, means: Sequence[float], elapsed: int) -> int:
    """Weeks until an item is due, from its own random times for the stages before it.

    `means` are the mean times of these stages, beginning with the current one, in which the item has been for `elapsed`
    weeks. Over many items the result has the distribution of `due_chances`, whatever `elapsed` is.
    """
    now, *later = (_draw_stage_times(item, len(means) - place, mean) for place, mean in enumerate(means))
    ends = 0
    # The stage lasted longer than the time drawn for it. It is memoryless, so draw another.
    while ends <= elapsed:
        ends += next(now)
    return ends - elapsed + sum(next(times) for times in later)


def _draw_stage_times(item: int, stages: int, mean: float) -> Iterator[int]:
    """Yield random times in weeks (at least 1) of an item in the stage that is `stages` before being due."""
    state = _mix_bits(item * STAGE_KEYS + stages)
    while True:
        state = _mix_bits(state)
        yield max(1, math.ceil(-mean * math.log1p(-(state >> 11) / 2**53)))


STAGE_KEYS = AGES + 3
"""Larger than the number of stages that an item can have before it."""


def _mix_bits(state: int) -> int:
    """Return 64 pseudo-random bits (SplitMix64: Steele, Lea and Flood 2014, Fast splittable generators)."""
    state = (state + 0x9E3779B97F4A7C15) % 2**64
    state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    state = (state ^ (state >> 27)) * 0x94D049BB133111EB % 2**64
    return state ^ (state >> 31)


def make_board(view: View, perspective: Perspective, managers: float = 1.0) -> Board:
    """Return the board of a view. `managers` is the number of managers, rounded, at least one."""
    labels = _row_labels(view, perspective, managers)
    row_of = _row_finder(view, perspective, len(labels))
    cells = [[BoardCell()] * len(COLUMNS) for _ in labels]
    for owner, segment, column, piece in _place_pieces(view):
        row = cells[row_of(owner, segment)]
        row[column] = row[column] + SINGLE_PIECE_CELLS[piece]
    rows = tuple(
        BoardRow(label, tuple(row), empty) for (label, empty), row in zip(labels, cells, strict=True)
    )
    sums = tuple(sum(column, BoardCell()) for column in zip(*cells, strict=True))
    return Board(perspective, rows, BoardRow("all", sums))


BoardItem = DealView | ConversationView


def board_items(view: View, perspective: Perspective, managers: float = 1.0) -> list[list[list[BoardItem]]]:
    """Return the pieces of every square of the same board, by row and column. Within a square proposals come first,
    then qualified opportunities, then conversations.
    """
    labels = _row_labels(view, perspective, managers)
    row_of, columns = _row_finder(view, perspective, len(labels)), _ColumnFinder(view)
    found: list[list[list[BoardItem]]] = [[[] for _ in COLUMNS] for _ in labels]
    everything: list[BoardItem] = [*sorted(view.deals, key=lambda deal: deal.stage), *view.conversations]
    for item in everything:
        found[row_of(item.owner, item.segment)][columns.column(item)].append(item)
    return found


def _row_labels(view: View, perspective: Perspective, managers: float) -> list[tuple[str, bool]]:
    """Return the names of the rows, and whether each is an empty seat."""
    if perspective == "segments":
        return [(title, False) for title in view.segments]
    if perspective == "sellers":
        return [(s.name if s.present else "empty seat", not s.present) for s in view.sellers]
    return [(f"Team {n + 1}", False) for n in range(min(max(1, round(managers)), len(view.sellers)))]


def _row_finder(view: View, perspective: Perspective, rows: int) -> Callable[[int, int], int]:
    if perspective == "segments":
        return lambda _, segment: segment
    seats = len(view.sellers)
    return lambda owner, _: owner * rows // seats


PlacedPiece = tuple[int, int, int, PieceKind]
"""Owner, segment, column, piece."""


def _place_pieces(view: View) -> Iterator[PlacedPiece]:
    columns = _ColumnFinder(view)
    for deal in view.deals:
        yield deal.owner, deal.segment, columns.column(deal), deal.stage
    for talk in view.conversations:
        yield talk.owner, talk.segment, columns.column(talk), "conversation"


class _ColumnFinder:
    """Finds the column of an item."""

    def __init__(self, view: View) -> None:
        self._week, self._pace, self._ends = view.week, view.pace, column_ends(view.week)

    def column(self, item: DealView | ConversationView) -> int:
        """Return the index of the column in which the item is due."""
        elapsed = self._week - item.since - 1  # it acts from the week after its arrival
        return bisect_left(self._ends, weeks_left(item.id, stages_left(item, self._pace), elapsed))


def stages_left(item: DealView | ConversationView, pace: PipelinePace) -> tuple[float, ...]:
    """Mean weeks of each stage that an item still has to pass."""
    decision = pace.proposal_weeks[item.segment]
    if isinstance(item, DealView):
        return (decision,) if item.stage == "proposal" else (pace.qualified_weeks, decision)
    return *((pace.age_weeks,) * (AGES - item.age)), pace.qualified_weeks, decision
