"""Where a game is, as words: when it is, and how the team stands with the directors. Knows no screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from sim.model.calendar import month_of_quarter, moves_in_quarter
from sim.model.directors import JUDGED_QUARTERS
from sim.play.session import Session
from sim.scenario.disruptions import WEEKS_IN_MONTHS
from sim.text.figures import format_percent
from sim.text.goals import SO_FAR
from sim.view.standing import Standing

Tone = Literal["danger", "event", "usual", "quiet"]
"""How pressing a sentence is; danger is only that of being fired, an event what struck or was first seen."""

Sentences = Iterator[tuple[str, Tone]]


def when(session: Session) -> str:
    """The time of a position: `Q5 of 12`, with the month where moves are made by the month, or `the end`."""
    setup, view = session.game.setup, session.view
    if view.week >= setup.scenario.weeks:
        return f"the end of Q{setup.scenario.quarters}"
    months = len(WEEKS_IN_MONTHS)
    month = (view.quarter - 1) * months + month_of_quarter(view.week) + 1
    named = f", month {month}" if moves_in_quarter(setup.cadence) > 1 else ""
    return f"Q{view.quarter} of {setup.scenario.quarters}{named}"


def so_far(session: Session) -> str:
    """What a figure of the goal is: reached, or so far and without what comes after the end."""
    if session.shown.result is not None:
        return "reached"
    return SO_FAR[session.game.setup.scenario.goal.measure]


def standing_said(s: Standing) -> Sentences:
    """How the team stands, the most pressing sentence first."""
    yield from _cash(s)
    yield from _directors(s)
    yield from _target_sentences(s)


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


def _target_sentences(s: Standing) -> Sentences:
    if s.last is None or s.trailing is None:
        yield "No quarter has ended yet.", "usual"
    else:
        of = "year" if s.judged == JUDGED_QUARTERS else "so far"
        yield f"Target: last quarter {format_percent(s.last)}, {of} {format_percent(s.trailing)}.", "usual"
