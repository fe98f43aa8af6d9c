"""The board and its pieces, as sentences: what is due when, what each seller works on, what is only expected."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sim.base.problems import quote_value
from sim.model.conversations import AGES
from sim.text.figures import count_noun, format_percent, join_names
from sim.text.pieces import describe_piece, describe_sources
from sim.view.board import Board, BoardCell, BoardItem, BoardRow, board_perspectives, make_board, stages_left
from sim.view.business_sources import estimate_sources
from sim.view.expected_wins import wins_not_on_board, wins_on_board
from sim.view.piece_outlook import make_piece_outlook
from sim.view.view import DealView, SellerView, View
from tui.plain.foreseeing import parse_whole
from tui.plain.session import PlainSession, refusal

COLUMNS = (
    "this month", "later this quarter", "next quarter", "in 2 quarters", "in 3 quarters",
    "in 1 to 2 years", "in 2 to 3 years", "in more than 3 years",
)  # fmt: skip
"""When business is due, for the columns of a board."""

PIECE = re.compile(r"\S +\d+$")
"""A piece's number behind a seller's number or name."""


def board_told(desk: PlainSession, text: str = "") -> Iterator[str]:
    """Row by row, what is due when. The argument chooses the side from which it is looked at."""
    session = desk.game
    sides = board_perspectives(session.view)
    side = next((s for s in sides if text and s.startswith(text.lower())), None) if text else sides[0]
    if side is None:
        raise refusal(
            f"the board has no side {quote_value(text)} here", f"choose one of {' and '.join(sides)}"
        )
    seen = make_board(session.view, side, session.game.setup.scenario.organisation.managers)
    yield from (_row(row) for row in seen.rows)
    yield _row(seen.total, "All together")
    yield from _empty_future(seen)


def _empty_future(seen: Board) -> Iterator[str]:
    if not seen.reaches_next_year:
        yield "Nothing here is due next year or later."


def _row(row: BoardRow, name: str = "") -> str:
    parts = [f"{when_} {_cell(cell)}" for when_, cell in zip(COLUMNS, row.cells, strict=True) if cell.pieces]
    return f"{name or row.label}: {'; '.join(parts) or 'nothing'}."


def _cell(cell: BoardCell) -> str:
    counts = (
        (cell.proposals, "proposal", "proposals"),
        (cell.qualified, "qualified opportunity", "qualified opportunities"),
        (cell.conversations, "conversation", "conversations"),
    )
    return join_names([count_noun(number, one, many) for number, one, many in counts if number])


# a seller


def seller(desk: PlainSession, text: str = "") -> Iterator[str]:
    """One seller and what they work on; with a second number the story of that piece; without any all sellers."""
    session = desk.game
    view = session.view
    if not text:
        yield from (_person(number, s, view) for number, s in enumerate(view.sellers, start=1))
        return
    name, _, place = text.rpartition(" ") if PIECE.search(text) else (text, "", "")
    chosen = _chosen(view, name)
    pieces = _pieces(view, chosen)
    if place:
        if not pieces:
            raise refusal("there is no piece here", f"`seller {chosen.seat + 1}` says what there is")
        item = pieces[parse_whole(place, "pieces", 1, len(pieces)) - 1]
        yield f"{item.customer}."
        yield from describe_piece(make_piece_outlook(session.game.setup.firm, view, item))
        return
    yield _person(chosen.seat + 1, chosen, view)
    yield from (_piece(number, item, view) for number, item in enumerate(pieces, start=1))
    if pieces:
        yield f"`seller {chosen.seat + 1} 1` says more about the first, and what may become of it."


def _pieces(view: View, of: SellerView) -> list[BoardItem]:
    every: list[BoardItem] = [*view.deals, *view.conversations]
    return [item for item in every if item.owner == of.seat]


def _chosen(view: View, text: str) -> SellerView:
    if text.isascii() and text.isdecimal() and len(text) < 5 and 1 <= int(text) <= len(view.sellers):
        return view.sellers[int(text) - 1]
    named = [s for s in view.sellers if s.present and text.lower() in s.name.lower()]
    if len(named) != 1:
        many = "several sellers have" if named else "no seller has"
        remedy = f"give a number from 1 to {len(view.sellers)}; `seller` lists them"
        raise refusal(f"{many} that number or name", remedy)
    return named[0]


def _person(number: int, s: SellerView, view: View) -> str:
    deals = sum(deal.owner == s.seat for deal in view.deals)
    talks = sum(talk.owner == s.seat for talk in view.conversations)
    work = f"{count_noun(deals, 'opportunity', 'opportunities')}, {count_noun(talks, 'conversation')}"
    if not s.present:
        return f"{number}: an empty seat; {work}."
    new = f"; productivity {format_percent(s.ramp)}" if round(100 * s.ramp) < 100 else ""
    return f"{number}: {s.name}; {work}{new}."


def _piece(number: int, item: BoardItem, view: View) -> str:
    """A piece in a line: what, whose, how long, how long it takes on average until it is decided."""
    still = count_noun(max(1, round(sum(stages_left(item, view.pace)))), "week")
    since = "since before the game" if item.since < 0 else f"for {count_noun(view.week - item.since, 'week')}"
    return (
        f"{number}: {_kind(item)}: {item.customer}, {view.segments[item.segment]}; {since}; "
        f"decided in about {still} on average."
    )


def _kind(item: BoardItem) -> str:
    if isinstance(item, DealView):
        grown = ", grown from a conversation" if item.grown else ""
        return f"{'Proposal' if item.stage == 'proposal' else 'Qualified opportunity'}{grown}"
    return f"Conversation in age {item.age + 1} of {AGES}"


def tell_expected(desk: PlainSession, _: str = "") -> Iterator[str]:
    """Wins that are expected of business that does not exist yet, if the draft is kept, and what that comes from."""
    session = desk.to_move
    firm, view, draft = session.game.setup.firm, session.view, session.whole_draft
    kept = draft == view.last_move
    wins = desk.ahead.look(session).nothing.wins if kept else desk.ahead.effect(session).wins
    hollow = wins_not_on_board(view.week, wins_on_board(firm, view), wins)
    there = [
        f"{column} {round(deals)}" for column, deals in zip(COLUMNS, hollow, strict=True) if round(deals)
    ]
    yield f"Wins expected from business that does not exist yet, with {desk.written(session.draft)} kept:"
    yield f"{'; '.join(there) or 'none'}."
    yield from describe_sources(estimate_sources(firm, view, draft))
