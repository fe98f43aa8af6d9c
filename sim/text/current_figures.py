"""The current values of the figures that `explanations` explains, by the same names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.lookahead.line_figures import EvaluatedLine, QuantileBand
from sim.lookahead.snapshot import LookaheadSnapshot
from sim.play.session import Session
from sim.policy.notation import format_move
from sim.text.figures import format_money, format_percent
from sim.text.forecast import format_attainment, format_chances, format_points, format_sight
from sim.text.goals import format_measure
from sim.text.lines import format_line_rank, format_move_without_focus
from sim.text.position import PLANNED_HOURS, format_mood, hours_kept, progress_label, session_sentences
from sim.view.board import make_board
from sim.view.market_reading import reading_error_points
from sim.view.standing import books_overview

NamedFigures = Iterator[tuple[str, str]]
"""Names of figures, and their values as text."""


def position_figures(session: Session) -> NamedFigures:
    """Figures of the position on the screen, and of the draft."""
    view, setup = session.view, session.game.setup
    yield "cash", format_money(view.cash)
    yield "sight", format_sight(view.sight)
    yield "patience", " ".join(text for text, _ in session_sentences(session))
    yield "kept", f"{hours_kept(session)} of {PLANNED_HOURS} hours"
    yield "felt", format_mood(view)
    yield "split", format_move(session.draft, session.game.held)
    total = make_board(view, "segments").total.cells
    fields = ("proposals", "qualified", "conversations")
    counts = (sum(getattr(cell, field) for cell in total) for field in fields)
    yield "pieces", " ".join(f"{sign} {count}" for sign, count in zip("♞♟♝", counts, strict=True))
    books = books_overview(view)
    if books.current is not None:
        yield "attainment", f"{format_percent(books.current.attainment)} of this quarter's target so far"
    if books.game is not None:
        yield "margin", f"{format_money(books.game.margin)} in the game"
        yield "won", f"{books.game.won} ({books.game.won_grown}) in the game"
    measure = setup.scenario.goal.measure
    reached, goal = (format_measure(measure, value) for value in (session.reached, setup.threshold))
    yield "goal", f"{progress_label(session)} {reached} of {goal}"
    if view.market.error:
        yield "market", f"error ±{reading_error_points(view)} points"


def forecast_figures(
    session: Session,
    snapshot: LookaheadSnapshot,
    lines: Sequence[EvaluatedLine],
    change: tuple[float, bool] | None,
) -> NamedFigures:
    """Figures of the lookahead. `change` is that of the win chance in points, and whether it is clear."""
    best = lines[0]
    yield "score", f"{format_points(best.score)} points"
    yield "chances", format_chances(best.chances)
    if best.attainment is not None:
        yield "quarter", f"{format_attainment(best.attainment)} of its target"
    if change is not None:
        yield "change", f"{change[0]:+.1f} points{'' if change[1] else ', within its error'}"
    yield (
        "futures",
        f"{snapshot.periods} moves, {snapshot.futures:,} futures, {snapshot.rounds} rounds of search",
    )
    yield "line", format_move_without_focus(best.first, session.game.held)
    yield "tag", ", ".join(format_line_rank(line, place) for place, line in enumerate(lines))
    yield "first", f"the next quarter {_format_band(best.bookings[0])}"
    yield "fan", f"the last quarter shown {_format_band(best.bookings[-1])}"


def _format_band(band: QuantileBand) -> str:
    return f"{format_money(band.p10)} to {format_money(band.p90)}, mean {format_money(band.mean)}"
