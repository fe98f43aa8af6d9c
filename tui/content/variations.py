"""Lines of a game in the list, and two of them side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.game.variations import LineComparison, QuarterComparison, Variation
from sim.lookahead.turning_points import TurningPoint
from sim.play.session import Session
from sim.policy.notation import format_move
from sim.scenario.scenario import GoalMeasure
from sim.text.books import COMPARED_MEASURES
from sim.text.goals import PROGRESS_LABELS, format_measure, result_rows
from sim.text.lines import describe_turning_point
from sim.text.variations import (
    UNNAMED,
    compared_span,
    describe_parting,
    describe_variation,
    final_heading,
    format_changed_moves,
)
from tui.drawing.text import DIM, STRONG, Part, align_right, fit, line

LABEL, FIGURE = 16, 11
"""characters; width of a row's name, of a figure."""

NAME = 24
"""characters; width of a line's name in the list."""

INDENT = 4
"""characters; before the moves of a line, under its name."""


def variation_entry(
    session: Session, variation: Variation, place: int, marked: bool, width: int
) -> list[Part]:
    """A line in the list: its name, length and outcome, then its moves in rows of a width."""
    here = "▸" if session.game.at in variation.nodes else " "
    moves = _wrap_moves(format_changed_moves(variation, session.game.held), width - INDENT)
    return [
        line(
            f"{here}{place + 1} ",
            (fit(variation.name or UNNAMED, NAME), STRONG if variation.name else DIM),
            f" {describe_variation(session.game, variation, place)}",
            (" ● marked" if marked else "", STRONG),
        ),
        *(line((" " * INDENT + row, DIM)) for row in moves),
    ]


def _wrap_moves(moves: str, width: int) -> list[str]:
    """Moves in rows of a width, without breaking any of them."""
    rows: list[str] = []
    for move in moves.split("; "):
        if rows and len(rows[-1]) + len(move) + 3 <= width:
            rows[-1] += f"; {move}"
        else:
            rows.append(move)
    return rows


def turning_point_line(turn: TurningPoint, variation: Variation, session: Session) -> str:
    """A turning point in a line."""
    node = variation.nodes[turn.move]
    assert node.own is not None
    arrow = "▲" if turn.after.mean > turn.before.mean else "▼"
    text = describe_turning_point(turn, node, session.game.setup.scenario)
    return f"{arrow} move {turn.move}, {format_move(node.own, session.game.held)}: {text}"


def comparison_lines(
    comparison: LineComparison, names: tuple[str, str], measure: GoalMeasure, width: int
) -> list[Part]:
    """Two lines side by side, as text of a width."""
    rows: list[Part] = [
        line(("A  ", STRONG), names[0]),
        line(("B  ", STRONG), names[1]),
        (describe_parting(comparison), DIM),
    ]
    for quarter in comparison.quarters:
        if quarter.moves[0] != quarter.moves[1] or quarter.books[0] != quarter.books[1]:
            rows.extend(_quarter(quarter, width))
    rows += ["", (compared_span(comparison), STRONG), _column_titles()]
    rows.append(_row(PROGRESS_LABELS[measure], comparison.reached, lambda x: format_measure(measure, x)))
    rows += [
        _row(stock.title.strip(), (float(a), float(b)), lambda x: f"{x:.0f}")
        for stock, a, b in comparison.stocks
    ]
    return [*rows, *_results(comparison, measure)]


def _results(comparison: LineComparison, measure: GoalMeasure) -> Iterator[Part]:
    """The parts of both results, if at least one line was played to the end."""
    if comparison.results == (None, None):
        return
    yield from ("", (final_heading(comparison), STRONG), _column_titles())
    for title, value, format_value in result_rows(measure):
        a, b = (None if result is None else value(result) for result in comparison.results)
        yield _row(title, (a, b), format_value)


def _column_titles() -> Part:
    return (" " * LABEL + "".join(align_right(title, FIGURE) for title in ("A", "B", "B - A")), DIM)


def _quarter(quarter: QuarterComparison, width: int) -> Iterator[Part]:
    yield ""
    same = quarter.moves[0] == quarter.moves[1]
    yield line((f"Q{quarter.quarter}", STRONG), ("  the same move" if same else "", DIM))
    for letter, moves in zip("AB", quarter.moves, strict=True):
        yield (fit(f"  {letter}  {moves or 'not played'}", width), "")
        if same:
            break
    if quarter.books != (None, None):
        yield _column_titles()
        for measure in COMPARED_MEASURES:
            a, b = (None if book is None else float(measure.value(book)) for book in quarter.books)
            yield _row(measure.title, (a, b), measure.format)


def _row(title: str, values: tuple[float | None, float | None], format_value: Callable[[float], str]) -> Part:
    a, b = values
    texts = ["-" if value is None else format_value(value) for value in values]
    difference = "" if a is None or b is None else _format_difference(b - a, format_value)
    return line(fit(f"  {title}", LABEL), *(align_right(text, FIGURE) for text in (*texts, difference)))


def _format_difference(value: float, format_value: Callable[[float], str]) -> str:
    text = format_value(value)
    return text if text.startswith("-") or format_value(0.0) == text else f"+{text}"
