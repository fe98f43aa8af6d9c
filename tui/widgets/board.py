"""The board: rows of sellers, teams or segments against the time when their business is due."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive

from sim.game.game_tree import GameNode
from sim.play.session import Session
from sim.text.figures import count_noun
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
from tui.keyboard.keys import SCROLL, with_keys
from tui.widgets.chance import said_instead
from tui.widgets.panel import Panel, panel_key
from tui.widgets.squares import Squares, mark_square
from tui.widgets.written import Written

PIECES = (
    ("♞", "proposal", "proposals"),
    ("♟", "qualified", "qualified"),
    ("♝", "ripening", "conversations"),
)
"""Sign, name, and field of a cell."""

HOLLOW, NOT_YET, BEFORE = "♙", "not yet", "before"
"""Sign of a win that is expected of business that does not exist yet; its name, and its name while what is shown was
expected before.
"""

UNKNOWN = {"off": "not known: the lookahead is off", "trouble": "not known", "over": "the game is over"}
"""What stands in the row of hollow pieces where none are expected, by the state of the lookahead."""

EMPTY = "·"
LABEL = 12
"""characters; of a row's name."""

LABELS = {"sellers": "seller", "teams": "team", "segments": "segment"}
TEACHING = "nothing here is due next year or later"
LATER = "expected numbers; nobody knows which pieces"
TELLS = "{squares.ask} tells of it, {squares.leave} leaves"
READING = "each piece stands where its business is due"


class BoardPanel(Panel, inherit_bindings=False):
    """The board. Its head and its sums stay where they are while the rows scroll."""

    BINDINGS = SCROLL.bindings(
        "scroll.page_up", "scroll.page_down", "scroll.top", "scroll.end"
    )  # arrows walk the game
    NAME = "board"

    turned: reactive[int] = reactive(0)
    """how often the perspective was changed."""

    later: reactive[int] = reactive(0)
    """quarters after which the board is looked at; 0 is now."""

    def __init__(self, foresight: LookaheadController) -> None:
        self._foresight = foresight
        self._good: tuple[GameNode, tuple[float, ...]] | None = None
        """what the pieces of a position are good for."""
        self._rows: list[Content] = []
        """what is written, in rows of text."""
        self._hollow: tuple[float, ...] | None = None
        super().__init__()

    def compose(self) -> ComposeResult:
        """Head and sums around the rows."""
        yield Written(id="board-head")
        yield Squares(id="board-rows")
        yield Written(id="board-sums")

    def title(self) -> str:
        """Name and meaning; some quarters on also when that is."""
        if not self.later or self._session is None:
            return "Board: where the work lies"
        return f"Board {count_noun(self.later, 'quarter')} on, as expected under your move"

    def watch_turned(self) -> None:
        """Show the board from the other side."""
        self.scroll_home(animate=False, immediate=True)
        self.redraw()

    def step(self, quarters: int) -> bool:
        """Look at the board further on, or less far; False where the game ends before, or begins after."""
        wanted = self.later + quarters
        view = self._session.view if self._session is not None else None
        if view is None or not 0 <= wanted <= view.quarters - view.quarter + 1:
            return False
        self.later = wanted
        if wanted and self.squares.has_focus:  # nobody knows which pieces these will be
            self.screen.set_focus(self)
        self.redraw()
        return True

    def _redraw_later(self, session: Session) -> None:
        """The board some quarters on, or that it is not known yet."""
        boards, width = self._foresight.boards, cell_width(self.text_width)
        known = boards is not None and self.later <= len(boards)
        self.border_title = Content(f"{panel_key(self.NAME)} {self.title()}")
        self.border_subtitle = LATER if known else ""
        if boards is None or not known:
            self.query_one("#board-head", Written).update(said_instead(self._foresight))
            self.squares.update("")
            self.query_one("#board-sums", Written).update("")
            return
        seen = expected_board(session.view, boards[self.later - 1])
        self.query_one("#board-head", Written).update(_head(seen, width))
        self.squares.update(join_lines(rows_of(seen, width)))
        self.query_one("#board-sums", Written).update(join_lines(_sums(seen.total, width)))

    def redraw(self) -> None:
        """Write head, rows and sums anew."""
        if self._session is None or not self.size.width:
            return
        if self.later:
            self._redraw_later(self._session)
            return
        self.border_title = Content(f"{panel_key(self.NAME)} {self.title()}")
        seen = self._board(self._session)
        width = cell_width(self.text_width)
        self.query_one("#board-head", Written).update(_head(seen, width))
        squares = self.squares
        squares.size_in_squares = (len(seen.rows) + 1, len(COLUMNS))
        squares.keep_inside()
        self._rows = rows_of(seen, width, self._mark)
        squares.update(join_lines(self._rows))
        self._sum_up(seen.total, width)
        self.border_subtitle = self._subtitle(seen)

    def _sum_up(self, total: BoardRow, width: int, *, rows_too: bool = True) -> None:
        self.query_one("#board-sums", Written).update(
            join_lines([*_sums(total, width), self._expected(width)]), layout=rows_too
        )

    def show_ahead(self) -> None:
        """Tell what the lookahead expects by now; pieces stay as they are."""
        if self.later and self._session is not None and self.size.width:
            self._redraw_later(self._session)
            return
        if self._session is not None and self.size.width:
            self._sum_up(self._board(self._session).total, cell_width(self.text_width), rows_too=False)

    def _expected(self, width: int) -> Content:
        """The hollow pieces: of the move on the screen, or until that is known those from before."""
        f, session = self._foresight, self._session
        if session is None or f.state in UNKNOWN:
            self._hollow = None
            return line((f"{HOLLOW} {NOT_YET}".ljust(LABEL) + UNKNOWN.get(f.state, ""), DIM))
        wins = f.wins
        if wins is not None:
            if self._good is None or self._good[0] is not session.shown:
                self._good = session.shown, wins_on_board(session.game.setup.firm, session.view)
            self._hollow = wins_not_on_board(session.view.week, self._good[1], wins)
        if self._hollow is None:
            return line((f"{HOLLOW} {NOT_YET}".ljust(LABEL) + "…", DIM))
        label = f"{HOLLOW} {NOT_YET if wins is not None else BEFORE}".ljust(LABEL)
        texts = [hollow(deals).ljust(width) for deals in self._hollow]
        mark = self._mark
        if mark is not None and mark[0] == self.squares.size_in_squares[0] - 1:
            return line(*mark_square([label, *texts], mark[1]))
        return line((label, DIM), ("".join(texts), "" if wins is not None else DIM))

    def _board(self, session: Session) -> Board:
        return make_board(session.view, self.perspective(session), self._managers(session))

    def perspective(self, session: Session) -> Perspective:
        """From which side the board is looked at."""
        sides = board_perspectives(session.view)
        return sides[self.turned % len(sides)]

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
        """The marked square, while there is one."""
        return self.squares.at if self.squares.has_focus else None

    def show(self, session: Session) -> None:
        """Tell of the position that the session looks at; another one begins with its own board."""
        if session.shown is not self._node:
            self.later, self._foresight.stepping = 0, False
        super().show(session)

    def to_squares(self) -> None:
        """Onto the squares of today's board."""
        self.later, self._foresight.stepping = 0, False
        self.redraw()
        self.squares.enter()

    def pieces(self) -> list[BoardItem] | None:
        """What stands on the marked square; None for the row of what is not yet."""
        assert self._session is not None
        row, column = self.squares.at
        found = board_items(
            self._session.view, self.perspective(self._session), self._managers(self._session)
        )
        return found[row][column] if row < len(found) else None

    @property
    def not_yet(self) -> float | None:
        """Wins in the marked column that are expected of what does not exist yet; None while they are not known."""
        return None if self._hollow is None else self._hollow[self.squares.at[1]]

    def square_name(self) -> str:
        """Row and column of the marked square, in words."""
        assert self._session is not None
        row, column = self.squares.at
        rows = self._board(self._session).rows
        return f"{rows[row].label if row < len(rows) else NOT_YET}, {COLUMNS[column]}"

    def _subtitle(self, seen: Board) -> str:
        if self._mark is not None:
            return f"{self.square_name()}: {with_keys(TELLS)}"
        return READING if seen.reaches_next_year else TEACHING

    @on(Squares.Moved)
    def _moved(self, event: Squares.Moved) -> None:
        event.stop()
        self.redraw()
        if self._mark is not None and self._rows:
            per_row = len(self._rows) // (self.squares.size_in_squares[0] - 1)
            self._bring_into_sight(self._mark[0] * per_row, per_row)

    def _bring_into_sight(self, top: int, rows: int) -> None:
        """Bring rows of text into sight between head and sums."""
        head, sums = self.query_one("#board-head", Written), self.query_one("#board-sums", Written)
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


def _head(seen: Board, width: int) -> Content:
    titles = "".join(title.ljust(width) for title in COLUMNS)
    return line((fit(LABELS[seen.perspective], LABEL) + titles, DIM))


def rows_of(seen: Board, width: int, mark: tuple[int, int] | None = None) -> list[Content]:
    """Lines of text for the rows of a board with columns of this width: one for each row, or where that does not fit
    one for each kind of piece. The square at `mark`, its row and column, is in brackets.
    """

    def column(place: int) -> int | None:
        return mark[1] if mark is not None and mark[0] == place else None

    together = [[one_line(cell, width - 1) for cell in row.cells] for row in seen.rows]
    if all(text is not None for row in together for text in row):
        rows = zip(seen.rows, together, strict=True)
        return [_row(row, texts, width, column(place)) for place, (row, texts) in enumerate(rows)]
    if seen.perspective == "segments":
        return [t for place, row in enumerate(seen.rows) for t in _by_piece(row, width, column(place))]
    return [
        _row(row, [shorten_cell(cell, width - 1) for cell in row.cells], width, column(place))
        for place, row in enumerate(seen.rows)
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


def hollow(deals: float) -> str:
    """Wins that are expected of what does not exist yet, in whole deals."""
    return f"{HOLLOW}{round(deals)}" if round(deals) else EMPTY


def _pieces(cell: BoardCell) -> list[tuple[str, int]]:
    return [(sign, getattr(cell, field)) for sign, _, field in PIECES if getattr(cell, field)]


def one_line(cell: BoardCell, width: int) -> str | None:
    """A cell as pieces, or as counts where they are too many (`♞2♟12`); None where even that does not fit."""
    if cell.pieces <= width:
        return "".join(sign * number for sign, number in _pieces(cell))
    text = "".join(f"{sign}{number}" for sign, number in _pieces(cell))
    return text if len(text) <= width else None


def shorten_cell(cell: BoardCell, width: int) -> str:
    """A cell in any case: what does not fit is a plus; the sums below have it."""
    text = one_line(cell, width)
    if text is not None:
        return text
    parts = [f"{sign}{number}" for sign, number in _pieces(cell)]
    while len(parts) > 1 and len("".join(parts)) + 1 > width:
        parts.pop()
    return "".join(parts)[: width - 1] + "+"
