"""Why a step of a move is worth making, in words made from figures of the position. A reason names what the lever
works on and its current state; it claims no more than its figures do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.lookahead.levers import MoveLever
from sim.model.firm import Firm
from sim.model.move import Move
from sim.policy.answer_progress import progress_after, worst_signal
from sim.text.figures import count_noun, format_money, format_percent, format_time_off
from sim.text.signals import market_wide_titles, name_disruption
from sim.view.board import FIRST_YEAR_COLUMN, make_board
from sim.view.quarter_outlook import quarter_outlook
from sim.view.view import Signal, View

SELLERS, MANAGERS = 0, 1
"""Indexes of seats."""

READY_PROGRESS = 0.97
"""Progress from which an answer is as good as ready."""

HIGH_RESPONSE = 25
"""percent; of leaders' hours for the future that go into answers, from which more leaders are more answers."""


@dataclass(frozen=True, slots=True)
class LeverReason:
    """A reason in two lengths; each reads on behind a colon and has no full stop."""

    short: str
    full: str


def explain_lever(firm: Firm, view: View, move: Move, lever: MoveLever, up: bool) -> LeverReason:
    """Why a move has more (`up`) or less of a lever than the last one."""
    if lever.kind == "answers":
        return _explain_more_answers(firm, view, move) if up else _explain_fewer_answers(firm, view, move)
    if lever.kind == "spread":
        return _explain_spread(firm, view)
    if lever.kind == "focus":
        return LeverReason(
            "hours do more there", "hours for the future do more there, according to the lookahead"
        )
    return _explain_seat(firm, view, move, lever.seat, up)


def _explain_seat(firm: Firm, view: View, move: Move, seat: int, up: bool) -> LeverReason:
    if seat == SELLERS:
        return _explain_more_sellers(view) if up else _explain_fewer_sellers(view)
    if not up:
        return _explain_quarter(firm, view)
    return _explain_more_managers(view) if seat == MANAGERS else _explain_more_leaders(firm, view, move)


def _signal_title(firm: Firm, view: View, signal: Signal) -> str:
    return name_disruption(signal.title, view.segments[signal.segment], market_wide_titles(firm.scenario))


def _signal_status(firm: Firm, view: View, signal: Signal) -> LeverReason:
    """How far off a signal is, and how far its answer."""
    off, title = format_time_off(signal.weeks_low, signal.weeks_high), _signal_title(firm, view, signal)
    if signal.progress > 0:
        ready = format_percent(signal.progress)
        return LeverReason(
            f"{title} {off}, {ready} ready is not ready",
            f"{title} is {off}; your answer is {ready} ready, and half ready is not ready",
        )
    return LeverReason(f"{title} {off}, not answered", f"{title} is {off}, and there is no answer yet")


def _explain_more_answers(firm: Firm, view: View, move: Move) -> LeverReason:
    signal = worst_signal(view)
    if signal is None:
        text = "everything in sight is answered" if view.signals else "nothing is in sight yet"
        return LeverReason(text, f"{text}; these hours are kept for what comes")
    part, status = (
        progress_after(firm, view, signal, move, signal.weeks_left),
        _signal_status(firm, view, signal),
    )
    would = (
        "finished in time"
        if part >= READY_PROGRESS
        else f"{format_percent(part)} ready when it strikes, and half is not half"
    )
    return LeverReason(status.short, f"{status.full}; with this move it would be {would}")


def _explain_fewer_answers(firm: Firm, view: View, move: Move) -> LeverReason:
    signal = worst_signal(view)
    if signal is None:
        text = "your answers are ready" if view.signals else "there is no signal to answer"
        return LeverReason(text, text)
    part, status = (
        progress_after(firm, view, signal, move, signal.weeks_left),
        _signal_status(firm, view, signal),
    )
    if part >= READY_PROGRESS:
        return LeverReason(
            "less finishes it in time", f"{status.full}, but less is enough to finish it in time"
        )
    return LeverReason("the hours do more in plans", f"{status.full}; the hours are worth more in your plans")


def _explain_spread(firm: Firm, view: View) -> LeverReason:
    signal = worst_signal(view)
    if signal is None:
        return LeverReason("nothing to answer", "it makes no difference until there is a signal to answer")
    title = _signal_title(firm, view, signal)
    return LeverReason(
        f"{title} has the most at stake",
        f"of {count_noun(len(view.signals), 'signal')} {title} has the most at stake",
    )


def _explain_more_sellers(view: View) -> LeverReason:
    talks = len(view.conversations)
    total = make_board(view, "segments").total.cells
    beyond = count_noun(sum(cell.pieces for cell in total[FIRST_YEAR_COLUMN:]), "piece is", "pieces are")
    ripen = f"{count_noun(talks, 'conversation')} {'ripens' if talks == 1 else 'ripen'}"
    return LeverReason(f"{beyond} due next year or later", f"{ripen}, and {beyond} due next year or later")


def _explain_fewer_sellers(view: View) -> LeverReason:
    load = format_percent(view.pace.load)
    return LeverReason(
        f"the pipeline needs {load} of their hours",
        f"the pipeline needs {load} of the hours that sellers have for it",
    )


def _explain_more_managers(view: View) -> LeverReason:
    s = view.stocks
    levels = f"skill is {round(100 * s.skill)} and insight {round(100 * s.insight)} of 100"
    return LeverReason(levels, f"{levels}, and managers build both")


def _explain_more_leaders(firm: Firm, view: View, move: Move) -> LeverReason:
    signal = worst_signal(view)
    if signal is not None and move.response[2] >= HIGH_RESPONSE:
        status = _signal_status(firm, view, signal)
        return LeverReason(status.short, f"{status.full}; leaders' hours bring it forward")
    behind, error = round(100 * float(np.mean(view.market.gap))), round(100 * view.market.error)
    if behind > 0:
        return LeverReason(
            f"offering {behind} points behind needs",
            f"your offering is {behind} points behind what customers need (±{error}), and a new one takes half a year",
        )
    sees = f"you see {count_noun(round(view.sight), 'month')} ahead"
    return LeverReason(sees, f"{sees}, and offerings of next year are made now")


def _explain_quarter(firm: Firm, view: View) -> LeverReason:
    """What the quarter still lacks, where their help closes deals."""
    look = quarter_outlook(firm, view)
    good = f"the pieces on the board are worth {format_percent(look.attainment)} of this quarter"
    return LeverReason(
        good,
        f"{good}'s {format_money(look.target)}, and their help wins deals: "
        f"{count_noun(look.proposals, 'proposal is', 'proposals are')} out",
    )
