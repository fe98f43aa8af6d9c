"""What the explained figures are at the moment, by the names that `explanations` gives them."""

from __future__ import annotations

from collections.abc import Iterator

from sim.lookahead.line_figures import EvaluatedLine
from sim.play.session import Session
from sim.policy.notation import format_move
from sim.text.figures import format_money, format_percent
from sim.text.forecast import chances, effect_said, months, points, range_of, shown_move, tag
from sim.text.goals import format_measure
from sim.text.standing import so_far, standing_said
from sim.view.board import make_board
from sim.view.draft import share_kept_under_pressure
from sim.view.standing import assess_standing, books_overview
from tui.controllers.lookahead import LookaheadController

WHOLE = 200
"""characters; room for a sentence that is not cut."""

Figures = dict[str, str]
"""Figures as text, by name; what is not known at the moment is missing."""


def explained_figures(session: Session, foresight: LookaheadController) -> Figures:
    """Of the position that is looked at, and of the draft."""
    return dict([*_known_figures(session), *_of_panels(session), *_foreseen(session, foresight)])


def _known_figures(session: Session) -> Iterator[tuple[str, str]]:
    view, setup = session.view, session.game.setup
    yield "cash", format_money(view.cash)
    yield "sight", months(view.sight)
    yield (
        "patience",
        " ".join(text for text, _ in standing_said(assess_standing(view, setup.scenario.goal.cash_floor))),
    )
    yield "kept", f"{round(100 * share_kept_under_pressure(setup.firm, view))} of 100 hours"
    yield "felt", f"{format_percent(view.stocks.felt)}; pressure {format_percent(view.pace.pressure)}"
    yield "split", format_move(session.draft, session.game.held)


def _of_panels(session: Session) -> Iterator[tuple[str, str]]:
    view, setup = session.view, session.game.setup
    total = make_board(view, "segments").total.cells
    counts = (
        sum(getattr(cell, kind) for cell in total) for kind in ("proposals", "qualified", "conversations")
    )
    yield "pieces", " ".join(f"{sign} {count}" for sign, count in zip("♞♟♝", counts, strict=True))
    books = books_overview(view)
    if books.current is not None:
        yield "attainment", f"{format_percent(books.current.attainment)} of this quarter's target so far"
    if books.game is not None:
        yield "margin", f"{format_money(books.game.margin)} in the game"
        yield "won", f"{books.game.won} ({books.game.won_grown}) in the game"
    measure = setup.scenario.goal.measure
    yield (
        "goal",
        f"{so_far(session)} {format_measure(measure, session.reached)} of {format_measure(measure, setup.threshold)}",
    )
    if view.market.error:
        yield "market", f"error ±{round(100 * view.market.error)} points"


def _foreseen(session: Session, f: LookaheadController) -> Iterator[tuple[str, str]]:
    best, snapshot = f.best, f.snapshot
    if f.effect is not None and f.drafting and not f.weighing:
        yield "effect", effect_said(f.effect, WHOLE)
    if f.state != "told" or best is None or snapshot is None:
        return
    yield "score", f"{points(best.score)} points"
    yield "chances", chances(best.chances)
    if best.attainment is not None:
        yield "quarter", f"{range_of(best.attainment)} of its target"
    if f.change is not None:
        change, clear = f.change
        yield "change", f"{change:+.1f} points{'' if clear else ', within its error'}"
    yield (
        "futures",
        f"{snapshot.periods} moves, {snapshot.futures:,} futures, {snapshot.rounds} rounds of search",
    )
    yield "line", shown_move(best.first, session.game.held)
    yield "tag", ", ".join(tag(line, place) for place, line in enumerate(f.lines))
    yield from _ahead(best)


def _ahead(best: EvaluatedLine) -> Iterator[tuple[str, str]]:
    first, last = best.bookings[0], best.bookings[-1]
    yield (
        "first",
        f"the quarter to come {format_money(first.p10)} to {format_money(first.p90)}, mean {format_money(first.mean)}",
    )
    yield (
        "fan",
        f"the last quarter drawn {format_money(last.p10)} to {format_money(last.p90)}, mean {format_money(last.mean)}",
    )
