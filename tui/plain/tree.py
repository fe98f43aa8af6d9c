"""The tree of a game: its lines with their names, two of them side by side, and where a line turned."""

from __future__ import annotations

from collections.abc import Iterator

from sim.event.books import Book
from sim.game.game_tree import GameNode
from sim.game.variations import (
    MAX_NAME_LENGTH,
    Variation,
    clean_line_name,
    compare_variations,
    list_variations,
    variation_index,
)
from sim.lookahead.requests import PositionsRequest
from sim.lookahead.turning_points import PositionValue, TurningPoint, find_turning_points, value_of_ending
from sim.play.session import Session
from sim.text.books import BOOK_ROWS
from sim.text.goals import PROGRESS_LABELS, format_measure, result_rows
from sim.text.lines import describe_turning_point
from sim.text.variations import (
    UNNAMED,
    compared_span,
    describe_parting,
    describe_variation,
    final_heading,
    variation_title,
)
from tui.plain.foreseeing import parse_whole
from tui.plain.session import PlainSession, refusal
from tui.plain.slow import as_far_as_it_goes, progress_teller, stoppable

LOOKING = "valuing positions"


def tree(desk: PlainSession, text: str = "") -> Iterator[str]:
    """All lines of the game, or the position at the end of one of them, to be looked at."""
    session = desk.game
    found = list_variations(session.game)
    if text:
        strand = found[parse_whole(text, "lines", 1, len(found)) - 1]
        session.look_at(strand.end)
        yield f"This is the end of line {text}; `back` and `on` step along it, `return` goes back to the game."
        return
    yield from (_entry(session, strand, place) for place, strand in enumerate(found))
    yield "`tree NUMBER` goes to the end of one, `name WORDS` names the one you look at, `compare 1 2` compares two."


def _entry(session: Session, strand: Variation, place: int) -> str:
    game = session.game
    played = ", the one that is played" if game.at in strand.nodes and strand.end is _end(game.at) else ""
    return f"{variation_title(strand, place)}: {describe_variation(game, strand, place, played=played)}."


def _end(node: GameNode) -> GameNode:
    """Where the first line through a node ends."""
    while node.children:
        node = node.children[0]
    return node


def _looked_at(session: Session) -> tuple[list[Variation], int]:
    found = list_variations(session.game)
    return found, variation_index(found, session.shown)


def name(desk: PlainSession, text: str = "") -> Iterator[str]:
    """Name the line that is looked at; without words its name is taken away. The record keeps it."""
    session = desk.game
    found, place = _looked_at(session)
    begins = found[place].branch_node
    if begins is None:
        raise refusal("no move was made yet, so there is no line to name", "`play` plays one")
    session.name_line(begins, text)
    session.save()
    yield (
        f"Line {place + 1} is called {clean_line_name(text) or UNNAMED}. A name has at most "
        f"{MAX_NAME_LENGTH} characters."
    )


def compare(desk: PlainSession, text: str = "") -> Iterator[str]:
    """Two lines side by side, quarter by quarter."""
    session = desk.game
    found = list_variations(session.game)
    if len(found) < 2:
        raise refusal("there is one line only", "`takeback` and another move start a second one")
    numbers = text.split() or ["1", "2"]
    if len(numbers) != 2 or numbers[0] == numbers[1]:
        raise refusal("two lines are compared", "write `compare 1 2`; `tree` lists the lines")
    places = [parse_whole(number, "lines", 1, len(found)) - 1 for number in numbers]
    both = found[places[0]], found[places[1]]
    compared = compare_variations(session.game, *both)
    names = [variation_title(strand, place) for strand, place in zip(both, places, strict=True)]
    yield f"{names[0]}, against {names[1][0].lower()}{names[1][1:]}."
    yield describe_parting(compared)
    for quarter in compared.quarters:
        if quarter.moves[0] == quarter.moves[1] and quarter.books[0] == quarter.books[1]:
            yield f"Q{quarter.quarter}: {quarter.moves[0]}, the same in both."
            continue
        moves = [move or "not played" for move in quarter.moves]
        yield f"Q{quarter.quarter}: {moves[0]}" + (
            f" against {moves[1]}." if moves[0] != moves[1] else ", both."
        )
        yield from _books(*quarter.books)
    measure = session.game.setup.scenario.goal.measure
    reached = [format_measure(measure, value) for value in compared.reached]
    yield f"{compared_span(compared)}: {PROGRESS_LABELS[measure]} {reached[0]} against {reached[1]}."
    yield from (f"{stock.title.strip().capitalize()}: {a} against {b}." for stock, a, b in compared.stocks)
    if compared.results != (None, None):
        parts = (
            f"{title} " + " against ".join("not yet" if r is None else say(of(r)) for r in compared.results)
            for title, of, say in result_rows(measure)
        )
        yield f"{final_heading(compared)}: {'; '.join(parts)}."


def _books(one: Book | None, other: Book | None) -> Iterator[str]:
    """The first rows of the books, where there is something in one of them."""
    if one is not None and other is not None:
        rows = [f"{title} {of(one)} against {of(other)}" for title, of in BOOK_ROWS[:4]]
        said_ = "; ".join(rows)
        yield f"{said_[0].upper()}{said_[1:]}."


# turning points


def turns(desk: PlainSession, _: str = "") -> Iterator[str]:
    """The moves of the line that is looked at after which the win chance was clearly another one."""
    session = desk.game
    found, place = _looked_at(session)
    strand = found[place]
    points_ = find_turning_points(_worth(desk, session, strand))
    yield from (_turn(turn, strand, desk) for turn in points_)
    if not points_:
        yield "No move of this line is a turning point."


def _worth(desk: PlainSession, session: Session, strand: Variation) -> list[PositionValue | None]:
    """Of each position of a line and of its next move, as far as they were valued."""
    steps = zip(strand.nodes, [*strand.nodes[1:], None], strict=True)
    open_ = {n: None if after is None else after.own for n, after in steps if n.result is None}
    request = PositionsRequest(tuple(session.position_of(node) for node in open_), tuple(open_.values()))
    with stoppable() as stop:
        tell = progress_teller(LOOKING, stop)
        last = as_far_as_it_goes(request.answers(stop), lambda step, _: tell(step, len(open_)))
    desk.ahead.stopped = len(last.worth) < len(open_)
    known = dict(zip(open_, last.worth, strict=False))
    ends = {n: value_of_ending(n.result.ending) for n in strand.nodes if n.result is not None}
    return [known.get(node, ends.get(node)) for node in strand.nodes]


def _turn(turn: TurningPoint, strand: Variation, desk: PlainSession) -> str:
    own = strand.nodes[turn.move].own
    assert own is not None
    told = describe_turning_point(turn, strand.nodes[turn.move], desk.game.game.setup.scenario)
    return f"Move {turn.move}, {desk.written(own)}: {told}."
