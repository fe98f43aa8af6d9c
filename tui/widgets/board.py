"""The board: rows of sellers, teams or segments, and columns for when their business is due."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive

from sim.game.game_tree import GameNode
from sim.play.session import Session
from sim.text.figures import count_noun
from sim.text.screen import (
    BOARD_SUBTITLE,
    BOARD_TITLE,
    EXPECTED_BOARD,
    EXPECTED_WINS_UNKNOWN,
    NO_FUTURE_BUSINESS,
    SQUARE_KEYS,
)
from sim.view.board import (
    COLUMNS,
    Board,
    BoardCell,
    BoardItem,
    BoardRow,
    Perspective,
    board_items,
    board_perspectives,
    make_board,
)
from sim.view.expected_board import expected_board
from sim.view.expected_wins import wins_not_on_board, wins_on_board
from tui.controllers.lookahead import LookaheadController
from tui.drawing.text import DIM, Part, fit, join_lines, line
from tui.keyboard.keys import SCROLL, insert_keys
from tui.widgets.chance import lookahead_message
from tui.widgets.panel import Panel, panel_key
from tui.widgets.squares import Squares, mark_square
from tui.widgets.text_rows import TextRows

PIECES = (
    ("♞", "proposal", "proposals"),
    ("♟", "qualified", "qualified"),
    ("♝", "ripening", "conversations"),
)
"""Symbol and name of each kind of piece, and its field in a cell."""

HOLLOW, NOT_YET, BEFORE = "♙", "not yet", "before"
"""Symbol of a win that is expected from future business; the label of its row, and the label while it shows what was
expected before.
"""

EMPTY = "·"
LABEL = 12
"""characters; width of a row's label."""

LABELS = {"sellers": "seller", "teams": "team", "segments": "segment"}


class BoardPanel(Panel, inherit_bindings=False):
    """The board. Only its rows scroll, between head and sums."""

    BINDINGS = SCROLL.bindings(
        "scroll.page_up", "scroll.page_down", "scroll.top", "scroll.end"
    )  # arrows walk the game
    NAME = "board"

    turned: reactive[int] = reactive(0)
    """How often the perspective was switched."""

    later: reactive[int] = reactive(0)
    """Quarters from now for which the board is shown; 0 is now."""

    def __init__(self, foresight: LookaheadController) -> None:
        self._foresight = foresight
        self._wins: tuple[GameNode, tuple[float, ...]] | None = None
        """A position, and the wins expected from its pieces."""
        self._rows: list[Content] = []
        """The rows as shown."""
        self._future_wins: tuple[float, ...] | None = None
        super().__init__()

    def compose(self) -> ComposeResult:
        """Compose head, rows and sums."""
        yield TextRows(id="board-head")
        yield Squares(id="board-rows")
        yield TextRows(id="board-sums")

    def title(self) -> str:
        """What the board shows, and for when."""
        if not self.later or self._session is None:
            return BOARD_TITLE
        return f"Board {count_noun(self.later, 'quarter')} on, as expected under your move"

    def watch_turned(self) -> None:
        """Show another perspective."""
        self.scroll_home(animate=False, immediate=True)
        self.redraw()

    def step(self, quarters: int) -> bool:
        """Show the board some quarters later, or earlier; False outside of the game."""
        wanted = self.later + quarters
        view = self._session.view if self._session is not None else None
        if view is None or not 0 <= wanted <= view.quarters - view.quarter + 1:
            return False
        self.later = wanted
        if wanted and self.squares.has_focus:  # a later board has no pieces
            self.screen.set_focus(self)
        self.redraw()
        return True

    def _redraw_later(self, session: Session) -> None:
        """Show the expected board some quarters from now, or that it is not known yet."""
        boards, width = self._foresight.boards, cell_width(self.text_width)
        known = boards is not None and self.later <= len(boards)
        self.border_title = Content(f"{panel_key(self.NAME)} {self.title()}")
        self.border_subtitle = EXPECTED_BOARD if known else ""
        if boards is None or not known:
            self.query_one("#board-head", TextRows).update(lookahead_message(self._foresight))
            self.squares.update("")
            self.query_one("#board-sums", TextRows).update("")
            return
        board = expected_board(session.view, boards[self.later - 1])
        self.query_one("#board-head", TextRows).update(_head(board, width))
        self.squares.update(join_lines(board_lines(board, width)))
        self.query_one("#board-sums", TextRows).update(join_lines(_sums(board.total, width)))

    def redraw(self) -> None:
        """Update head, rows and sums."""
        if self._session is None or not self.size.width:
            return
        if self.later:
            self._redraw_later(self._session)
            return
        self.border_title = Content(f"{panel_key(self.NAME)} {self.title()}")
        board = self._board(self._session)
        width = cell_width(self.text_width)
        self.query_one("#board-head", TextRows).update(_head(board, width))
        squares = self.squares
        squares.size_in_squares = (len(board.rows) + 1, len(COLUMNS))
        squares.keep_inside()
        self._rows = board_lines(board, width, self._mark)
        squares.update(join_lines(self._rows))
        self._sum_up(board.total, width)
        self.border_subtitle = self._subtitle(board)

    def _sum_up(self, total: BoardRow, width: int, *, rows_too: bool = True) -> None:
        self.query_one("#board-sums", TextRows).update(
            join_lines([*_sums(total, width), self._expected_row(width)]), layout=rows_too
        )

    def show_ahead(self) -> None:
        """Update what the lookahead expects."""
        if self.later and self._session is not None and self.size.width:
            self._redraw_later(self._session)
            return
        if self._session is not None and self.size.width:
            self._sum_up(self._board(self._session).total, cell_width(self.text_width), rows_too=False)

    def _expected_row(self, width: int) -> Content:
        """Wins expected from future business under the draft, or while that is not known, those from before."""
        f, session = self._foresight, self._session
        if session is None or f.state in EXPECTED_WINS_UNKNOWN:
            self._future_wins = None
            return line((f"{HOLLOW} {NOT_YET}".ljust(LABEL) + EXPECTED_WINS_UNKNOWN.get(f.state, ""), DIM))
        wins = f.wins
        if wins is not None:
            if self._wins is None or self._wins[0] is not session.shown:
                self._wins = session.shown, wins_on_board(session.game.setup.firm, session.view)
            self._future_wins = wins_not_on_board(session.view.week, self._wins[1], wins)
        if self._future_wins is None:
            return line((f"{HOLLOW} {NOT_YET}".ljust(LABEL) + "…", DIM))
        label = f"{HOLLOW} {NOT_YET if wins is not None else BEFORE}".ljust(LABEL)
        texts = [format_expected_wins(deals).ljust(width) for deals in self._future_wins]
        mark = self._mark
        if mark is not None and mark[0] == self.squares.size_in_squares[0] - 1:
            return line(*mark_square([label, *texts], mark[1]))
        return line((label, DIM), ("".join(texts), "" if wins is not None else DIM))

    def _board(self, session: Session) -> Board:
        return make_board(session.view, self.perspective(session), self._managers(session))

    def perspective(self, session: Session) -> Perspective:
        """What the rows stand for."""
        perspectives = board_perspectives(session.view)
        return perspectives[self.turned % len(perspectives)]

    @staticmethod
    def _managers(session: Session) -> float:
        return session.game.setup.scenario.organisation.managers

    # squares

    @property
    def squares(self) -> Squares:
        """The rows."""
        return self.query_one(Squares)

    @property
    def _mark(self) -> tuple[int, int] | None:
        """Row and column of the marked square, while there is one."""
        return self.squares.at if self.squares.has_focus else None

    def show(self, session: Session) -> None:
        """Show the session's position; another position begins with the board of now."""
        if session.shown is not self._node:
            self.later, self._foresight.stepping = 0, False
        super().show(session)

    def to_squares(self) -> None:
        """Give the focus to the squares of the board of now."""
        self.later, self._foresight.stepping = 0, False
        self.redraw()
        self.squares.enter()

    def pieces(self) -> list[BoardItem] | None:
        """The pieces on the marked square; None in the row of future business."""
        assert self._session is not None
        row, column = self.squares.at
        found = board_items(
            self._session.view, self.perspective(self._session), self._managers(self._session)
        )
        return found[row][column] if row < len(found) else None

    @property
    def future_wins(self) -> float | None:
        """Wins expected from future business in the marked column; None while they are not known."""
        return None if self._future_wins is None else self._future_wins[self.squares.at[1]]

    def square_name(self) -> str:
        """Row and column of the marked square, in words."""
        assert self._session is not None
        row, column = self.squares.at
        rows = self._board(self._session).rows
        return f"{rows[row].label if row < len(rows) else NOT_YET}, {COLUMNS[column]}"

    def _subtitle(self, board: Board) -> str:
        if self._mark is not None:
            return f"{self.square_name()}: {insert_keys(SQUARE_KEYS)}"
        return BOARD_SUBTITLE if board.reaches_next_year else NO_FUTURE_BUSINESS

    @on(Squares.Moved)
    def _moved(self, event: Squares.Moved) -> None:
        event.stop()
        self.redraw()
        if self._mark is not None and self._rows:
            per_row = len(self._rows) // (self.squares.size_in_squares[0] - 1)
            self._scroll_to_rows(self._mark[0] * per_row, per_row)

    def _scroll_to_rows(self, top: int, rows: int) -> None:
        """Scroll so that rows of text are visible between head and sums."""
        head, sums = self.query_one("#board-head", TextRows), self.query_one("#board-sums", TextRows)
        room = self.content_region.height - head.size.height - sums.size.height
        if top < self.scroll_y:
            self.scroll_to(y=top, animate=False, immediate=True)
        elif top + rows > self.scroll_y + room:
            self.scroll_to(y=top + rows - room, animate=False, immediate=True)

    @on(Squares.Left)
    def _left(self, event: Squares.Left) -> None:
        event.stop()
        self.screen.set_focus(self)

    @on(Squares.Clicked)
    def _clicked(self, event: Squares.Clicked) -> None:
        event.stop()
        squares, width = self.squares, cell_width(self.text_width)
        per_row = max(1, len(self._rows) // max(1, squares.size_in_squares[0] - 1))
        at = (event.y // per_row, (event.x - LABEL) // width)
        if event.x < LABEL or at[0] >= squares.size_in_squares[0] - 1 or at[1] >= len(COLUMNS):
            return
        if squares.has_focus and squares.at == at:
            self.post_message(Squares.Asked())
        else:
            squares.at = at
            squares.enter()


def cell_width(width: int) -> int:
    """Characters of a column on a board of this width; the last one is a gap."""
    return max(6, (width - LABEL + 1) // len(COLUMNS))


def _head(board: Board, width: int) -> Content:
    titles = "".join(title.ljust(width) for title in COLUMNS)
    return line((fit(LABELS[board.perspective], LABEL) + titles, DIM))


def board_lines(board: Board, width: int, mark: tuple[int, int] | None = None) -> list[Content]:
    """The rows of a board as text, with columns of a width: one line for each row, or if that does not fit, one for
    each kind of piece. The square at `mark` (row and column) is in brackets.
    """

    def column(place: int) -> int | None:
        return mark[1] if mark is not None and mark[0] == place else None

    together = [[format_cell(cell, width - 1) for cell in row.cells] for row in board.rows]
    if all(text is not None for row in together for text in row):
        rows = zip(board.rows, together, strict=True)
        return [_row(row, texts, width, column(place)) for place, (row, texts) in enumerate(rows)]
    if board.perspective == "segments":
        return [t for place, row in enumerate(board.rows) for t in _by_piece(row, width, column(place))]
    return [
        _row(row, [shorten_cell(cell, width - 1) for cell in row.cells], width, column(place))
        for place, row in enumerate(board.rows)
    ]


def _row(row: BoardRow, texts: list[str | None], width: int, mark: int | None) -> Content:
    label, cells = fit(row.label, LABEL - 1) + " ", [(text or EMPTY).ljust(width) for text in texts]
    if mark is not None:
        return line(*mark_square([label, *cells], mark))
    return line((label, DIM if row.empty_seat else ""), "".join(cells))


def _by_piece(row: BoardRow, width: int, mark: int | None) -> list[Content]:
    names = [row.label, *[""] * (len(PIECES) - 1)]
    return [
        line(*mark_square([f"{fit(name, LABEL - 3)} {PIECES[place][0]} ", *_counts(row, place, width)], mark))
        for place, name in enumerate(names)
    ]


def _sums(total: BoardRow, width: int) -> list[Part]:
    """The legend with the sums."""
    return [
        line((f"{sign} {name}".ljust(LABEL), DIM), *_counts(total, place, width))
        for place, (sign, name, _) in enumerate(PIECES)
    ]


def _counts(row: BoardRow, place: int, width: int) -> list[str]:
    field = PIECES[place][2]
    return [f"{getattr(cell, field) or EMPTY}".ljust(width) for cell in row.cells]


def format_expected_wins(deals: float) -> str:
    """Wins expected from future business, in whole deals."""
    return f"{HOLLOW}{round(deals)}" if round(deals) else EMPTY


def _pieces(cell: BoardCell) -> list[tuple[str, int]]:
    return [(sign, getattr(cell, field)) for sign, _, field in PIECES if getattr(cell, field)]


def format_cell(cell: BoardCell, width: int) -> str | None:
    """A cell as pieces, or as counts if there are too many (`♞2♟12`); None if even that does not fit."""
    if cell.pieces <= width:
        return "".join(sign * number for sign, number in _pieces(cell))
    text = "".join(f"{sign}{number}" for sign, number in _pieces(cell))
    return text if len(text) <= width else None


def shorten_cell(cell: BoardCell, width: int) -> str:
    """A cell cut to a width; a plus replaces what does not fit. The sums include it."""
    text = format_cell(cell, width)
    if text is not None:
        return text
    parts = [f"{sign}{number}" for sign, number in _pieces(cell)]
    while len(parts) > 1 and len("".join(parts)) + 1 > width:
        parts.pop()
    return "".join(parts)[: width - 1] + "+"
