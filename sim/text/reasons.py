"""Why a step of a move is worth making, in words made from figures of the position. A reason names what the lever
works on and how that stands; it claims no more than its figures do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.lookahead.levers import Lever
from sim.model.firm import Firm
from sim.model.move import Move
from sim.policy.answering import ready_by, worst
from sim.text.figures import count_noun, money, time_off, whole_percent
from sim.text.signals import everywhere, name_disruption
from sim.view.board import FIRST_YEAR_COLUMN, board
from sim.view.quarter import outlook
from sim.view.view import Signal, View

SELLERS, MANAGERS = 0, 1
"""Indexes of seats."""

READY = 0.97
"""Progress from which an answer is as good as ready."""

ENOUGH_ANSWERED = 25
"""percent; of leaders' hours for the future that go into answers, from which more leaders are more answers."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason in two lengths; each reads on behind a colon and has no full stop."""

    short: str
    full: str


def reason(firm: Firm, view: View, move: Move, lever: Lever, up: bool) -> Reason:
    """Why a move has more (`up`) or less of a lever than the last one."""
    if lever.kind == "answers":
        return _more_answers(firm, view, move) if up else _fewer_answers(firm, view, move)
    if lever.kind == "spread":
        return _spread(firm, view)
    if lever.kind == "focus":
        return Reason("hours do more there", "hours for the future do more there, as the lookahead plays it")
    return _of_seat(firm, view, move, lever.seat, up)


def _of_seat(firm: Firm, view: View, move: Move, seat: int, up: bool) -> Reason:
    if seat == SELLERS:
        return _more_sellers(view) if up else _fewer_sellers(view)
    if not up:
        return _quarter(firm, view)
    return _more_managers(view) if seat == MANAGERS else _more_leaders(firm, view, move)


def _title(firm: Firm, view: View, signal: Signal) -> str:
    return name_disruption(signal.title, view.segments[signal.segment], everywhere(firm.scenario))


def _stands(firm: Firm, view: View, signal: Signal) -> Reason:
    """How far off a signal is, and how far its answer."""
    off, title = time_off(signal.weeks_low, signal.weeks_high), _title(firm, view, signal)
    if signal.progress > 0:
        ready = whole_percent(signal.progress)
        return Reason(
            f"{title} {off}, {ready} ready is not ready",
            f"{title} is {off}; your answer is {ready} ready, and half ready is not ready",
        )
    return Reason(f"{title} {off}, not answered", f"{title} is {off}, and there is no answer yet")


def _more_answers(firm: Firm, view: View, move: Move) -> Reason:
    signal = worst(view)
    if signal is None:
        said = "what is in sight is answered" if view.signals else "nothing is in sight yet"
        return Reason(said, f"{said}; these hours wait for what will be")
    part, stands = ready_by(firm, view, signal, move, signal.weeks_left), _stands(firm, view, signal)
    would = (
        "finished in time"
        if part >= READY
        else f"{whole_percent(part)} ready when it strikes, and half is not half"
    )
    return Reason(stands.short, f"{stands.full}; with this move it would be {would}")


def _fewer_answers(firm: Firm, view: View, move: Move) -> Reason:
    signal = worst(view)
    if signal is None:
        said = "your answers are ready" if view.signals else "there is no signal to answer"
        return Reason(said, said)
    part, stands = ready_by(firm, view, signal, move, signal.weeks_left), _stands(firm, view, signal)
    if part >= READY:
        return Reason("less finishes it in time", f"{stands.full}, but less is enough to finish it in time")
    return Reason("the hours do more in plans", f"{stands.full}; the hours are worth more in your plans")


def _spread(firm: Firm, view: View) -> Reason:
    signal = worst(view)
    if signal is None:
        return Reason("nothing to answer", "nothing hangs on it while there is nothing to answer")
    title = _title(firm, view, signal)
    return Reason(
        f"{title} has most at stake",
        f"of {count_noun(len(view.signals), 'signal')} {title} has most at stake",
    )


def _more_sellers(view: View) -> Reason:
    talks = len(view.conversations)
    total = board(view, "segments").total.cells
    beyond = count_noun(sum(cell.pieces for cell in total[FIRST_YEAR_COLUMN:]), "piece is", "pieces are")
    ripen = f"{count_noun(talks, 'conversation')} {'ripens' if talks == 1 else 'ripen'}"
    return Reason(f"{beyond} due next year or later", f"{ripen}, and {beyond} due next year or later")


def _fewer_sellers(view: View) -> Reason:
    load = whole_percent(view.pace.load)
    return Reason(
        f"the pipeline wants {load} of their hours",
        f"the pipeline wants {load} of the hours that sellers have for it",
    )


def _more_managers(view: View) -> Reason:
    s = view.stocks
    levels = f"skill is {round(100 * s.skill)} and insight {round(100 * s.insight)} of 100"
    return Reason(levels, f"{levels}, and managers build both")


def _more_leaders(firm: Firm, view: View, move: Move) -> Reason:
    signal = worst(view)
    if signal is not None and move.response[2] >= ENOUGH_ANSWERED:
        stands = _stands(firm, view, signal)
        return Reason(stands.short, f"{stands.full}; leaders' hours bring it forward")
    behind, error = round(100 * float(np.mean(view.market.gap))), round(100 * view.market.error)
    if behind > 0:
        return Reason(
            f"offering {behind} points behind needs",
            f"your offering is {behind} points behind what customers need (±{error}), and a new one takes half a year",
        )
    sees = f"you see {count_noun(round(view.sight), 'month')} ahead"
    return Reason(sees, f"{sees}, and offerings of next year are made now")


def _quarter(firm: Firm, view: View) -> Reason:
    """What the quarter still lacks, where their help closes deals."""
    look = outlook(firm, view)
    good = f"the board is good for {whole_percent(look.attainment)} of this quarter"
    return Reason(
        good,
        f"{good}'s {money(look.target)}, and their help wins deals: "
        f"{count_noun(look.proposals, 'proposal is', 'proposals are')} out",
    )
