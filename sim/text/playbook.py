"""The plans of the playbook: what they are called, and why each is offered, from figures of the position."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from sim.model.firm import Firm
from sim.model.move import Move
from sim.play.playbook import Plan, PlanName, make_plans
from sim.policy.answer_progress import progress_after, weeks_to_finish, worst_signal
from sim.policy.notation import format_move
from sim.text.figures import count_noun, format_money, format_percent, format_time_off
from sim.text.signals import describe_answer, name_signal
from sim.view.business_sources import estimate_sources
from sim.view.draft import share_kept_under_pressure
from sim.view.quarter_outlook import quarter_outlook
from sim.view.standing import assess_standing
from sim.view.view import View

TITLES: dict[PlanName, str] = {
    "protect": "Protect the future",
    "close": "Close the quarter",
    "answer": "Answer the signal",
    "sow": "Start next year's business",
    "watch": "Look out",
    "mend": "Restore the team",
}


@dataclass(frozen=True, slots=True)
class DescribedPlan:
    """A plan with its title and the reason why it is offered."""

    name: PlanName
    title: str
    move: Move
    why: str


def describe_plans(firm: Firm, view: View, held: tuple[int, ...]) -> tuple[DescribedPlan, ...]:
    """The plans for a view, for the seats that are held."""
    return tuple(
        DescribedPlan(plan.name, TITLES[plan.name], plan.move, _REASONS[plan.name](firm, view, held, plan))
        for plan in make_plans(firm, view, held)
    )


def _why_protect(firm: Firm, view: View, _held: tuple[int, ...], _plan: Plan) -> str:
    kept, talks = share_kept_under_pressure(firm, view), len(view.conversations)
    ripening = (
        count_noun(talks, "conversation is", "conversations are").capitalize() + " ripening on the board."
    )
    if kept >= 1:
        return f"There is no pressure on the team, so your plan happens as you set it. {ripening}"
    lost = 100 - round(100 * kept)
    return f"Pressure takes {lost} of 100 hours planned for the future, so the plan asks for more. {ripening}"


def _why_close(firm: Firm, view: View, _held: tuple[int, ...], _plan: Plan) -> str:
    look, stand = quarter_outlook(firm, view), assess_standing(view, firm.scenario.goal.cash_floor)
    fired = stand.needed is not None and stand.needed > 0
    needed = f" Below {format_percent(stand.needed or 0)} you are fired." if fired else ""
    return (
        f"So far {format_money(look.booked)} of {format_money(look.target)} is booked; the pieces on the board are "
        f"worth {format_money(look.expected)} more by the end of the quarter, together "
        f"{format_percent(look.attainment)}.{needed}"
    )


def _why_answer(firm: Firm, view: View, held: tuple[int, ...], plan: Plan) -> str:
    signal = worst_signal(view)
    assert signal is not None  # or the plan would not be offered
    weeks = weeks_to_finish(firm, view, signal, plan.move)
    if weeks <= signal.weeks_low:
        move, time = format_move(replace(plan.move, focus=None), held), count_noun(math.ceil(weeks), "week")
        done = f"With {move} it is ready in {time}: in time in nine of ten cases."
    else:
        part = format_percent(progress_after(firm, view, signal, plan.move, signal.weeks_left))
        done = f"Even so it may be too late: it would be {part} ready at the expected time."
    off, answer = (
        format_time_off(signal.weeks_low, signal.weeks_high),
        describe_answer(signal.progress, firm.parameters.answers),
    )
    return f"{name_signal(firm.scenario, view, signal)} is {off}. {answer} {done}"


def _why_sow(firm: Firm, view: View, _held: tuple[int, ...], plan: Plan) -> str:
    now, then = (estimate_sources(firm, view, move) for move in (view.last_move, plan.move))
    return (
        f"Sellers would begin {count_noun(round(then.begun), 'conversation')} a quarter instead of "
        f"{round(now.begun)}. The business that grows from them is due {format_time_off(*then.due)}."
    )


def _why_watch(firm: Firm, view: View, _held: tuple[int, ...], _plan: Plan) -> str:
    longest = max(kind.lead[1] for kind in firm.scenario.disruptions.types.values())
    return (
        f"Your team sees {count_noun(round(view.sight), 'month')} ahead; some disruptions brew for "
        f"{count_noun(longest, 'week')} before they strike. Leaders and managers who watch notice them earlier and "
        "read them more exactly."
    )


def _why_mend(_firm: Firm, view: View, _held: tuple[int, ...], _plan: Plan) -> str:
    stocks, pressure = view.stocks, format_percent(view.pace.pressure)
    return (
        f"Burnout is {round(100 * stocks.burnout)} and pressure {pressure}: hours are lost, and people leave. Culture, "
        f"at {round(100 * stocks.culture)}, reduces pressure; managers who develop people rebuild skill."
    )


_REASONS: dict[PlanName, Callable[[Firm, View, tuple[int, ...], Plan], str]] = {
    "protect": _why_protect,
    "close": _why_close,
    "answer": _why_answer,
    "sow": _why_sow,
    "watch": _why_watch,
    "mend": _why_mend,
}
