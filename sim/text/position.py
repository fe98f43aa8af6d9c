"""Where a game is and how the team stands, as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from sim.model.calendar import month_of_quarter, moves_in_quarter
from sim.model.directors import JUDGED_QUARTERS
from sim.play.session import Session
from sim.scenario.disruptions import WEEKS_IN_MONTHS
from sim.text.books import NO_QUARTER
from sim.text.figures import format_percent
from sim.text.goals import PROGRESS_LABELS
from sim.view.draft import share_kept_under_pressure
from sim.view.standing import Standing, assess_standing
from sim.view.stock_labels import StockLabel, stock_percent
from sim.view.view import View

Tone = Literal["danger", "event", "usual", "quiet"]
"""How urgent a sentence is: `danger` only for the danger of being fired, `event` for what struck or was first seen."""

Sentences = Iterator[tuple[str, Tone]]

PLANNED_HOURS = 100


def format_time(session: Session) -> str:
    """The time of a position: `Q5 of 12`, with the month if moves are monthly, or `the end of Q12`."""
    setup, view = session.game.setup, session.view
    if view.week >= setup.scenario.weeks:
        return f"the end of Q{setup.scenario.quarters}"
    months = len(WEEKS_IN_MONTHS)
    month = (view.quarter - 1) * months + month_of_quarter(view.week) + 1
    month_text = f", month {month}" if moves_in_quarter(setup.cadence) > 1 else ""
    return f"Q{view.quarter} of {setup.scenario.quarters}{month_text}"


def format_place(session: Session) -> str:
    """The place of a position in the tree of lines: `after move 3, line 2 of 3`."""
    node, siblings = session.shown, session.siblings
    after = f"after move {node.number}" if node.number else "at the start"
    return f"{after}, line {siblings.index(node) + 1} of {len(siblings)}" if len(siblings) > 1 else after


def progress_label(session: Session) -> str:
    """What the figure beside the goal is: `reached` at the end, before that what there is so far."""
    if session.shown.result is not None:
        return "reached"
    return PROGRESS_LABELS[session.game.setup.scenario.goal.measure]


def hours_kept(session: Session) -> int:
    """Hours for the future that pressure leaves today, of a hundred that are planned."""
    firm = session.game.setup.firm
    return round(PLANNED_HOURS * share_kept_under_pressure(firm, session.view))


def describe_pressure(session: Session) -> str:
    """How much of the hours for the future pressure leaves."""
    kept = hours_kept(session)
    if kept == PLANNED_HOURS:
        return "No pressure: the split happens as you choose it."
    press = format_percent(session.view.pace.pressure)
    return f"Pressure {press}: of {PLANNED_HOURS} hours planned for the future, {kept} remain."


def format_mood(view: View) -> str:
    """Felt attainment and pressure."""
    return f"{format_percent(view.stocks.felt)}; pressure {format_percent(view.pace.pressure)}"


def stock_change(stock: StockLabel, view: View, before: View | None) -> int:
    """points; the change of a stock since the last move."""
    return 0 if before is None else stock_percent(view.stocks, stock) - stock_percent(before.stocks, stock)


def format_stock_change(change: int) -> str:
    """A change with its direction: `▲4`, `▼2`; empty if there is none."""
    return "" if change == 0 else f"{'▲' if change > 0 else '▼'}{abs(change)}"


def session_sentences(session: Session) -> Sentences:
    """How the team of a session stands with the directors."""
    return standing_sentences(assess_standing(session.view, session.game.setup.scenario.goal.cash_floor))


def standing_sentences(s: Standing) -> Sentences:
    """How the team stands with the directors, the most urgent sentence first."""
    yield from _cash(s)
    yield from _directors(s)
    yield from _target(s)


def _cash(s: Standing) -> Sentences:
    if s.danger_of_cash:
        yield "⚠ DANGER: cash is running out.", "danger"
    elif s.cash_quarters is not None:
        yield f"Cash lasts {s.cash_quarters:.0f} quarters.", "usual"


def _directors(s: Standing) -> Sentences:
    if s.needed is None:
        yield f"Until Q{JUDGED_QUARTERS} the directors only watch.", "quiet"
    elif s.needed <= 0:
        yield "The directors are patient.", "quiet"
    elif s.danger_from_directors:
        yield f"⚠ DANGER: below {format_percent(s.needed)} this quarter you are fired.", "danger"
    else:
        yield f"Below {format_percent(s.needed)} this quarter you are fired.", "usual"


def _target(s: Standing) -> Sentences:
    if s.last is None or s.trailing is None:
        yield NO_QUARTER, "usual"
    else:
        span = "year" if s.judged == JUDGED_QUARTERS else "so far"
        yield f"Target: last quarter {format_percent(s.last)}, {span} {format_percent(s.trailing)}.", "usual"
