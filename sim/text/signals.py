"""Signals, and disruptions that struck, as sentences. They say only what a team can know."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sim.model.effects import SEGMENT_QUANTITIES
from sim.model.threats import answer_effect
from sim.scenario.disruptions import DisruptionType
from sim.scenario.parameters import AnswerParameters
from sim.scenario.scenario import Scenario
from sim.text.figures import format_percent, format_strength_range, format_time_off, strength_word
from sim.view.market_reading import reading_error_points
from sim.view.view import PastStrike, Signal, View

NOTHING_IN_SIGHT = (
    "Nothing is in sight. Either nothing is coming, or nobody is watching: a team with foresight sees more."
)

LOCAL_QUANTITIES = (*SEGMENT_QUANTITIES, "accounts")
"""Quantities that an effect can change in one segment alone."""


@dataclass(frozen=True, slots=True)
class SignalText:
    """A signal in words."""

    title: str
    """What is coming, and in which segment."""
    when: str
    """Time and strength, as ranges."""
    answer: str
    """How far the answer is, as a sentence."""
    ready: float
    """0..1; the progress of the answer."""


def market_wide_titles(scenario: Scenario) -> frozenset[str]:
    """Titles of disruptions that strike the whole market: no segment is named with them."""
    return frozenset(k.title for k in scenario.disruptions.types.values() if not _is_local(k))


def _is_local(kind: DisruptionType) -> bool:
    return any(e.scope == "segment" and e.on in LOCAL_QUANTITIES for e in kind.effects)


def name_disruption(title: str, segment: str, whole: Collection[str]) -> str:
    """A disruption with its segment, if it has one of its own."""
    return title if title in whole else f"{title} in {segment}"


def name_signal(scenario: Scenario, view: View, signal: Signal) -> str:
    """What a signal announces, with its segment if it has one of its own."""
    return name_disruption(signal.title, view.segments[signal.segment], market_wide_titles(scenario))


def signal_texts(view: View, scenario: Scenario) -> list[SignalText]:
    """The signals, the soonest first."""
    whole, answers = market_wide_titles(scenario), scenario.parameters.answers
    return [
        _signal_text(s, name_disruption(s.title, view.segments[s.segment], whole), answers)
        for s in view.signals
    ]


def _signal_text(signal: Signal, title: str, answers: AnswerParameters) -> SignalText:
    when = (
        f"{format_time_off(signal.weeks_low, signal.weeks_high)}; "
        f"{format_strength_range(signal.severity_low, signal.severity_high)}"
    )
    if signal.chance < 1:
        when += f"; {format_percent(1 - signal.chance)} of such signs are false alarms"
    return SignalText(title, when, describe_answer(signal.progress, answers), signal.progress)


def describe_answer(progress: float, answers: AnswerParameters) -> str:
    """How far an answer is, and how much of that counts."""
    if progress <= 0:
        return "There is no answer yet."
    if progress >= 1:
        return "Your answer is ready."
    counts = format_percent(float(answer_effect(progress, answers)))
    return f"Your answer is {format_percent(progress)} ready, which counts {counts} (half ready counts for little)."


def readings_heading(view: View) -> str:
    """The heading above the readings of the market."""
    return f"The market as read: points ahead of customers' needs, ±{reading_error_points(view)}"


def past_strike_lines(view: View, scenario: Scenario) -> list[str]:
    """The disruptions that struck so far, the latest first."""
    whole, answers = market_wide_titles(scenario), scenario.parameters.answers
    return [
        _past_strike_line(p, name_disruption(p.title, view.segments[p.segment], whole), answers)
        for p in view.struck
    ]


def _past_strike_line(past: PastStrike, title: str, answers: AnswerParameters) -> str:
    return (
        f"{title}, {strength_word(past.severity)}; {describe_past_answer(past.seen, past.progress, answers)}"
    )


def describe_past_answer(seen: bool, progress: float, answers: AnswerParameters) -> str:
    """How prepared a team was when something struck."""
    if not seen:
        return "nobody saw it coming"
    if progress <= 0:
        return "seen, but not answered"
    if progress >= 1:
        return "your answer was ready"
    return (
        f"your answer was {format_percent(progress)} ready, which counted "
        f"{format_percent(float(answer_effect(progress, answers)))}"
    )
