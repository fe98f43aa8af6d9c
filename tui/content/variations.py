"""Lines of a game in words: what they are called, where they part, what they brought; two of them side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.event.books import Book
from sim.game.variations import LineComparison, QuarterComparison, Variation
from sim.lookahead.turning_points import TurningPoint
from sim.play.session import Session
from sim.policy.notation import format_move
from sim.scenario.scenario import GoalMeasure
from sim.text.figures import count_noun, format_money, format_percent
from sim.text.forecast import shown_move, what_turned
from sim.text.goals import SO_FAR, came_to, format_measure, parts_of_value
from tui.drawing.text import DIM, STRONG, Part, fit, line, right

LABEL, FIGURE = 16, 11
"""characters; of a row's name, of a figure."""

INDENT = 4
"""characters; of the moves of a line, under its name."""

UNNAMED = "without a name"

ROWS: tuple[tuple[str, Callable[[Book], float], Callable[[float], str]], ...] = (
    ("bookings", lambda b: b.bookings, format_money),
    ("attainment", lambda b: b.attainment, format_percent),
    ("margin", lambda b: b.margin, format_money),
    ("deals won", lambda b: float(b.won), lambda n: f"{n:.0f}"),
    ("conversations", lambda b: float(b.begun), lambda n: f"{n:.0f}"),
)
"""What of a quarter's books stands side by side: a name, the figure, and how it is said."""


def variation_title(strand: Variation, place: int) -> str:
    """A line by its place and name."""
    return f"Line {place + 1}, {strand.name or UNNAMED}"


def variation_entry(session: Session, strand: Variation, place: int, marked: bool, width: int) -> list[Part]:
    """A line in the list: its name, how far it is, what it came to; then its moves in short, under each other."""
    game = session.game
    here = "▸" if game.at in strand.nodes else " "
    end = strand.end
    came = came_to(game, end)
    part = f", parts at move {strand.shared + 1}" if place else ""
    name = strand.name or UNNAMED
    return [
        line(
            f"{here}{place + 1} ",
            (fit(name, 24), STRONG if strand.name else DIM),
            f" {count_noun(len(strand.nodes) - 1, 'move')}{part}, {came}",
            (" ● marked" if marked else "", STRONG),
        ),
        *(line((" " * INDENT + row, DIM)) for row in _rows(moves_in_short(session, strand), width - INDENT)),
    ]


def _rows(moves: str, width: int) -> list[str]:
    """Moves in rows of a width, none of them broken."""
    rows: list[str] = []
    for move in moves.split("; "):
        if rows and len(rows[-1]) + len(move) + 3 <= width:
            rows[-1] += f"; {move}"
        else:
            rows.append(move)
    return rows


def moves_in_short(session: Session, strand: Variation) -> str:
    """The moves of a line from where it begins, each only where it differs from the one before: `1. S6 M18; 3. S25`."""
    held, found, last = session.game.held, [], ""
    for number, node in enumerate(strand.nodes[1:], start=1):
        assert node.own is not None
        text = shown_move(node.own, held)
        if number > strand.shared and text != last:
            found.append(f"{number}. {text}")
        last = text
    return "; ".join(found) or "no move yet"


def turn_said(turn: TurningPoint, strand: Variation, session: Session) -> str:
    """A turning point as a sentence."""
    node = strand.nodes[turn.move]
    assert node.own is not None
    arrow = "▲" if turn.after.mean > turn.before.mean else "▼"
    told = what_turned(turn, node.facts, session.game.setup.scenario)
    return f"{arrow} move {turn.move}, {format_move(node.own, session.game.held)}: {told}"


def beside_text(
    found: LineComparison, names: tuple[str, str], measure: GoalMeasure, width: int
) -> list[Part]:
    """Two lines side by side, as text of a width."""
    rows: list[Part] = [*_heads(found, names)]
    for quarter in filter(_differs, found.quarters):
        rows.extend(_quarter(quarter, width))
    rows += ["", (f"After {count_noun(found.until, 'move')}, as far as both are played", STRONG), _titles()]
    rows.append(_row(SO_FAR[measure], found.reached, lambda x: format_measure(measure, x)))
    rows += [
        _row(stock.title.strip(), (float(a), float(b)), lambda x: f"{x:.0f}") for stock, a, b in found.stocks
    ]
    return [*rows, *_ends(found, measure)]


def _ends(found: LineComparison, measure: GoalMeasure) -> Iterator[Part]:
    """What both came to in the end, with its parts, as their results say it."""
    if found.results == (None, None):
        return
    yield ""
    yield (f"In the end{'' if None not in found.results else ', where it was played to it'}", STRONG)
    yield _titles()
    for title, of, say in parts_of_value(measure):
        both = [None if result is None else of(result) for result in found.results]
        yield _row(title, (both[0], both[1]), say)


def _heads(found: LineComparison, names: tuple[str, str]) -> Iterator[Part]:
    yield line(("A  ", STRONG), names[0])
    yield line(("B  ", STRONG), names[1])
    where = (
        "One of them only goes on longer."
        if found.parted is None
        else f"They part at move {found.parted}; until then they are the same."
    )
    yield (where, DIM)


def _differs(quarter: QuarterComparison) -> bool:
    """Whether there is anything in it to compare."""
    return quarter.moves[0] != quarter.moves[1] or quarter.books[0] != quarter.books[1]


def _titles() -> Part:
    return (" " * LABEL + "".join(right(title, FIGURE) for title in ("A", "B", "B - A")), DIM)


def _quarter(quarter: QuarterComparison, width: int) -> Iterator[Part]:
    yield ""
    same = quarter.moves[0] == quarter.moves[1]
    yield line((f"Q{quarter.quarter}", STRONG), ("  the same move" if same else "", DIM))
    for letter, moves in zip("AB", quarter.moves, strict=True):
        yield (fit(f"  {letter}  {moves or 'not played'}", width), "")
        if same:
            break
    books = quarter.books
    if books[0] is not None or books[1] is not None:
        yield _titles()
        for title, of, say in ROWS:
            yield _row(title, (_of(books[0], of), _of(books[1], of)), say)


def _of(book: Book | None, of: Callable[[Book], float]) -> float | None:
    return None if book is None else of(book)


def _row(title: str, both: tuple[float | None, float | None], say: Callable[[float], str]) -> Part:
    a, b = both
    texts = ["-" if value is None else say(value) for value in both]
    difference = "" if a is None or b is None else _difference(b - a, say)
    return line(fit(f"  {title}", LABEL), *(right(text, FIGURE) for text in (*texts, difference)))


def _difference(value: float, say: Callable[[float], str]) -> str:
    text = say(value)
    return text if text.startswith("-") or say(0.0) == text else f"+{text}"
