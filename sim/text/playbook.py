"""Named plans, made from the position by rules, each with a sentence that says why. None of them knows more than the
team, and each is a move that can still be changed. A plan that has nothing to do in a position is not offered.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sim.model.firm import Firm
from sim.model.move import Focus, Move, PerSeat
from sim.policy.answer_progress import progress_after, weeks_to_finish, worst_signal
from sim.policy.focus import default_focus_percents
from sim.policy.notation import format_move
from sim.policy.registry import make_bot
from sim.text.figures import count_noun, format_money, format_percent, format_time_off
from sim.text.signals import describe_answer, market_wide_titles, name_disruption
from sim.text.sources import estimate_sources
from sim.view.draft import share_kept_under_pressure
from sim.view.quarter_outlook import quarter_outlook
from sim.view.standing import assess_standing
from sim.view.view import Signal, View

COURSE_BOT = "captain"
"""The bot whose split for the years to come is held."""

CLOSING_SPLIT = (0, 5)
"""percent; what sellers and managers give to the years to come while a quarter is closed. Leaders go on: their hours
close few deals."""

RESPONSE_STEP = 5
"""percent; answers are planned in such steps, as sliders are moved."""

SINGLE_SIGNAL_CONCENTRATION = 4.0
"""power; concentration that puts nearly all answers on the worst signal."""

SOWING_FOCUS: Focus = ((70, 15, 15), (55, 25, 20), (40, 20, 20, 20))
WATCHING_FOCUS: Focus = ((40, 30, 30), (30, 20, 50), (25, 45, 15, 15))
MENDING_FOCUS: Focus = ((40, 30, 30), (70, 15, 15), (25, 15, 40, 20))
"""percent; focus of plans that sow, look out, and mend the team."""

SHORT_SIGHT_MONTHS = 3.5
"""months; a team that sees less far is offered to look out."""

MIN_TIRED_BURNOUT = 0.05
"""Burnout from which mending the team is offered."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A named plan for a position."""

    name: str
    title: str
    move: Move
    """of the whole firm; seats that are not held as they were lived last."""
    why: str
    """sentences, from figures of the position."""


@dataclass(frozen=True, slots=True)
class _PresetContext:
    """What plans are made from."""

    firm: Firm
    view: View
    held: tuple[int, ...]

    def own(self, move: Move) -> Move:
        """A move in the held seats, the last one in the others."""
        last = self.view.last_move

        def three(own: PerSeat, others: PerSeat) -> PerSeat:
            sellers, managers, leaders = (own[s] if s in self.held else others[s] for s in range(3))
            return sellers, managers, leaders

        focus = move.focus
        if focus is not None:
            others = last.focus or default_focus_percents(self.firm)
            sellers, managers, leaders = (focus[s] if s in self.held else others[s] for s in range(3))
            focus = sellers, managers, leaders
        return replace(
            move,
            split=three(move.split, last.split),
            response=three(move.response, last.response),
            focus=focus,
        )

    def course(self, focus: Focus | None = None) -> Move:
        """The move that holds course under today's pressure, with a focus."""
        course = make_bot(COURSE_BOT, self.firm)(self.view)
        return self.own(
            replace(course, split=split_to_request(self.firm, self.view, course.split), focus=focus)
        )

    def written(self, move: Move) -> str:
        """The held seats' part of a move."""
        return format_move(replace(move, focus=None), self.held)


def make_presets(firm: Firm, view: View, held: tuple[int, ...]) -> tuple[Preset, ...]:
    """The plans for a view, for the seats that are held."""
    case = _PresetContext(firm, view, held)
    makers = (_protect, _close, _answer, _sow, _watch, _mend)
    return tuple(preset for make in makers for preset in make(case))


def split_to_request(firm: Firm, view: View, wanted: PerSeat) -> PerSeat:
    """percent; the split to ask for so that this one is lived under today's pressure, as far as there are hours."""
    kept = share_kept_under_pressure(firm, view)
    sellers, managers, leaders = (min(100, math.ceil(share / kept)) if kept > 0 else 100 for share in wanted)
    return sellers, managers, leaders


def _protect(case: _PresetContext) -> Iterator[Preset]:
    move, kept = case.course(), share_kept_under_pressure(case.firm, case.view)
    talks = len(case.view.conversations)
    ripen = (
        count_noun(talks, "conversation").capitalize()
        + (" is" if talks == 1 else " are")
        + " ripening on the board."
    )
    why = "There is no pressure on the team, so your plan happens as you set it."
    if kept < 1:
        why = (
            f"Pressure takes {100 - round(100 * kept)} of 100 hours meant for the future, so the plan asks for "
            "more of them than it needs."
        )
    yield Preset("protect", "Protect the future", move, f"{why} {ripen}")


def _close(case: _PresetContext) -> Iterator[Preset]:
    firm, view = case.firm, case.view
    if view.quarter > view.quarters or case.held == (2,):
        return
    look, stand = quarter_outlook(firm, view), assess_standing(view, firm.scenario.goal.cash_floor)
    last = view.last_move
    move = case.own(replace(last, split=(*CLOSING_SPLIT, last.split[2]), response=(0, 0, last.response[2])))
    needed = (
        ""
        if stand.needed is None or stand.needed <= 0
        else f" Below {format_percent(stand.needed)} you are fired."
    )
    why = (
        f"So far {format_money(look.booked)} of {format_money(look.target)} is booked; the pieces on the board are "
        "worth "
        f"{format_money(look.expected)} more by the end of the quarter, together "
        f"{format_percent(look.attainment)}.{needed}"
    )
    yield Preset("close", "Close the quarter", move, why)


def _answer(case: _PresetContext) -> Iterator[Preset]:
    firm, view = case.firm, case.view
    signal = worst_signal(view)
    if signal is None:
        return
    move = _least_answer_move(case, signal)
    weeks = weeks_to_finish(firm, view, signal, move)
    title = name_disruption(signal.title, view.segments[signal.segment], market_wide_titles(firm.scenario))
    if weeks <= signal.weeks_low:
        in_ = count_noun(math.ceil(weeks), "week")
        done = f"With {case.written(move)} it is ready in {in_}: in time in nine of ten cases."
    else:
        part = progress_after(firm, view, signal, move, signal.weeks_left)
        done = (
            f"Even so it may be too late: it would be {format_percent(part)} ready by the time that is read."
        )
    off, answer = (
        format_time_off(signal.weeks_low, signal.weeks_high),
        describe_answer(signal.progress, firm.parameters.answers),
    )
    yield Preset("answer", "Answer the signal", move, f"{title} is {off}. {answer} {done}")


def _least_answer_move(case: _PresetContext, signal: Signal) -> Move:
    """The move with the least response, and only then with more of the held seats' hours, that finishes an answer in
    time in nine of ten cases; all of both where none does.
    """
    last, several = case.view.last_move, sum(s.progress < 1 for s in case.view.signals) > 1
    base = replace(last, concentration=SINGLE_SIGNAL_CONCENTRATION if several else last.concentration)
    move = base
    for more in range(0, 100, RESPONSE_STEP):
        sellers, managers, leaders = (min(100, share + more) for share in last.split)
        for response in range(RESPONSE_STEP, 100 + RESPONSE_STEP, RESPONSE_STEP):
            move = case.own(replace(base, split=(sellers, managers, leaders), response=(response,) * 3))
            if weeks_to_finish(case.firm, case.view, signal, move) <= signal.weeks_low:
                return move
    return move


def _sow(case: _PresetContext) -> Iterator[Preset]:
    firm, view, move = case.firm, case.view, case.course(SOWING_FOCUS)
    now, then = estimate_sources(firm, view, view.last_move), estimate_sources(firm, view, move)
    if round(then.begun) <= round(now.begun):
        return
    why = (
        f"Sellers would begin {count_noun(round(then.begun), 'conversation')} a quarter in place of "
        f"{round(now.begun)}. "
        f"What grows from them is due {format_time_off(*then.due)}."
    )
    yield Preset("sow", "Start next year's business", move, why)


def _watch(case: _PresetContext) -> Iterator[Preset]:
    view, kinds = case.view, case.firm.scenario.disruptions.types.values()
    if view.sight >= SHORT_SIGHT_MONTHS or not kinds or case.held == (0,):
        return
    longest = max(kind.lead[1] for kind in kinds)
    why = (
        f"Your team sees {count_noun(round(view.sight), 'month')} ahead; some disruptions brew for "
        f"{count_noun(longest, 'week')} "
        "before they strike. Leaders and managers who watch notice them earlier and read them more exactly."
    )
    yield Preset("watch", "Look out", case.course(WATCHING_FOCUS), why)


def _mend(case: _PresetContext) -> Iterator[Preset]:
    stocks, pressure = case.view.stocks, case.view.pace.pressure
    if stocks.burnout < MIN_TIRED_BURNOUT or case.held == (0,):
        return
    why = (
        f"Burnout is {round(100 * stocks.burnout)} and pressure {format_percent(pressure)}: hours are lost, "
        "and people leave. "
        f"Culture, at {round(100 * stocks.culture)}, keeps pressure off; managers who develop people rebuild skill."
    )
    yield Preset("mend", "Restore the team", case.course(MENDING_FOCUS), why)
