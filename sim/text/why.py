"""A split in words: a sentence for each cause, made from the figures that it rests on. Only what a team can know of its
past: strikes that came, stocks that it sees, and what was to be expected of both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from sim.analysis.why.change_split import CAUSES, Cause, ChangeSplit
from sim.analysis.why.explanation import ExplainedMeasure, Explanation
from sim.analysis.why.played_period import RIVAL_STOCKS
from sim.base.rounding import round_to_total
from sim.event.facts import DisruptionStruck
from sim.game.game_tree import GameNode
from sim.scenario.disruptions import DisruptionType
from sim.scenario.scenario import Scenario
from sim.text.figures import count_noun, format_money, join_names, strength_word
from sim.text.signals import describe_past_answer, market_wide_titles, name_disruption

PERCENT_FACTOR = 100

PEOPLE_STOCK_NAMES: Mapping[str, str] = {
    "ramp": "sellers at full pace",
    "felt": "felt attainment",
    "burnout": "burnout",
    "culture": "culture",
    "capability": "capability",
    "skill": "skill",
}
"""Stocks of people as they are called; all but the first in points of 100."""

CAUSE_MEANINGS: Mapping[Cause, str] = {
    "volume": "How many proposals customers decide on: pipeline, season, and your hours. Also paying customers.",
    "win rate": "How many of these are won: your fit to the market, relationships, insight, help on deals.",
    "deal size": "What a win is worth: insight, and which segments it comes from.",
    "disruption": "What strikes did to you, at once and since then, apart from what they did to the rival.",
    "rival": "How far the rival's offering moved towards or away from the market, on its own or because of a strike.",
    "people": "How many people there are, how experienced, how tired, how pressed and how able.",
    "luck": "The difference between what happened and what was expected, this period against the one before.",
}
"""What each cause is, in a sentence."""

CAUSES_INTRODUCTION = (
    "From the second move on, this says why a move brought more or less than the one before, in bookings and in "
    "value. Seven causes sum to the change:"
)
"""Told where there are no two periods to compare; the meanings follow."""

MAX_NAMED_STOCKS = 2
"""stocks of people that a sentence names at most."""


def format_signed_money(k: float) -> str:
    """Money with its sign: `+41k`, `-1.25M`, `0k`."""
    text = format_money(k)
    return text if text.startswith("-") or round(k) == 0 else f"+{text}"


def period_name(explanation: Explanation) -> str:
    """What a period of this game is called."""
    return "month" if explanation.setup.cadence == "month" else "quarter"


def describe_measure(measure: ExplainedMeasure, explanation: Explanation) -> str:
    """What a measure is, in a few words."""
    name = period_name(explanation)
    if measure == "bookings":
        return f"bookings of the {name}"
    return f"margin of the {name} and, as expected, of the year after"


def round_causes(split: ChangeSplit) -> dict[Cause, int]:
    """k; the causes in whole numbers that sum to the rounded change."""
    rounded = round_to_total([split.by_cause[cause] for cause in CAUSES], round(split.change))
    return dict(zip(CAUSES, rounded, strict=True))


def describe_change(explanation: Explanation, measure: ExplainedMeasure) -> str:
    """The change and its largest cause, in a sentence or two."""
    split = explanation.of(measure)
    largest = split.largest
    change = f"{measure.capitalize()} went from {format_money(split.then)} to {format_money(split.now)}"
    if round(split.by_cause[largest]) == 0:
        return f"{change}; nothing changed it much."
    return f"{change}. The largest cause is {largest}. {cause_sentence(explanation, measure, largest)}"


def cause_sentences(explanation: Explanation, measure: ExplainedMeasure) -> dict[Cause, str]:
    """A sentence for each cause."""
    return {cause: cause_sentence(explanation, measure, cause) for cause in CAUSES}


def cause_sentence(explanation: Explanation, measure: ExplainedMeasure, cause: Cause) -> str:
    """What moved, as far as one cause goes."""
    return _SENTENCES[cause](explanation, measure)


def _volume(e: Explanation, measure: ExplainedMeasure) -> str:
    then, now = _channel_values(e.of(measure).factors.decided)
    text = f"By pipeline, season and hours alone, {now:,.0f} decisions of customers were expected, after {then:,.0f}"
    if measure == "bookings":
        return f"{text}."
    paying, before = (round(float(np.sum(side.period.start["accounts"]))) for side in (e.now, e.then))
    return f"{text}; {count_noun(paying, 'customer')} paid at the start, after {before}."


def _win_rate(e: Explanation, measure: ExplainedMeasure) -> str:
    rates = _format_win_rates(*_channel_values(e.of(measure).factors.win_rate))
    return f"By fit to the market, relationships, insight and help alone, the expected win rate was {rates}."


def _deal_size(e: Explanation, measure: ExplainedMeasure) -> str:
    then, now = _channel_values(e.of(measure).factors.size)
    text = "By insight and the mix of segments alone, the expected worth of a win was"
    return f"{text} {_format_win_worth(now)}, after {_format_win_worth(then)}."


def _channel_values(grid: np.ndarray) -> tuple[float, float]:
    """A factor then, and with all but disruption, rival and people as now."""
    return float(grid[0, 0, 0, 0]), float(grid[0, 0, 0, 1])


def _format_win_rates(then: float, now: float) -> str:
    return f"{PERCENT_FACTOR * now:.1f} %, after {PERCENT_FACTOR * then:.1f} %"


def _format_win_worth(k: float) -> str:
    return format_money(k) if k >= PERCENT_FACTOR else f"{k:.3g}k"


def _disruption(e: Explanation, measure: ExplainedMeasure) -> str:
    struck = _strikes_text(e, rival=False)
    earlier = any(np.any(change) for change in e.then.struck.values())
    if struck:
        return f"{struck}{'; what struck earlier continues' if earlier else ''}."
    if earlier and round(e.of(measure).by_cause["disruption"]):
        return f"Nothing struck in these two {period_name(e)}s; what struck before is fading, or spreading."
    return "No strike made a difference."


def _rival(e: Explanation, measure: ExplainedMeasure) -> str:
    grid = e.of(measure).factors.win_rate
    then, now = float(grid[0, 0, 0, 0]), float(grid[0, 1, 0, 0])
    struck = _strikes_text(e, rival=True)
    if round(e.of(measure).by_cause["rival"]) == 0:
        return (
            f"{struck}, and changed nothing." if struck else "The rival's offering fits the market as before."
        )
    text = f"By the rival alone, the expected win rate was {_format_win_rates(then, now)}."
    return f"{struck}. {text}" if struck else text


def _strikes_text(e: Explanation, *, rival: bool) -> str:
    """What struck in the two periods and touches the rival, or all else: `Slump (usual; ...) struck in this
    quarter`.
    """
    name = period_name(e)
    now = list(_strike_titles(e, e.node, rival=rival))
    before = list(_strike_titles(e, e.node.parent, rival=rival))
    parts = [f"{join_names(now)} struck in this {name}"] if now else []
    parts += [f"{join_names(before)} struck in the {name} before"] if before else []
    return "; ".join(parts)


def _strike_titles(e: Explanation, node: GameNode | None, *, rival: bool) -> Iterator[str]:
    scenario = e.setup.scenario
    kinds = {d.mark: e.setup.world.kind(d) for d in e.setup.world.disruptions}
    for fact in () if node is None else node.facts:
        if isinstance(fact, DisruptionStruck) and _has_effects(kinds[fact.index], rival=rival):
            yield format_strike_title(scenario, fact)


def format_strike_title(scenario: Scenario, fact: DisruptionStruck) -> str:
    """A strike in short: `Slump (usual; nobody saw it coming)`."""
    segments = [s.title for s in scenario.market.segments.values()]
    answered = describe_past_answer(fact.seen, fact.progress, scenario.parameters.answers)
    title = name_disruption(fact.title, segments[fact.segment], market_wide_titles(scenario))
    return f"{title} ({strength_word(fact.severity)}; {answered})"


def _has_effects(kind: DisruptionType, *, rival: bool) -> bool:
    return any((effect.on in RIVAL_STOCKS) is rival for effect in kind.effects)


def _people(e: Explanation, measure: ExplainedMeasure) -> str:  # noqa: ARG001  # as all sentences
    then, now = e.then.period.start, e.now.period.start
    there = [round(float(np.sum(state["filled"]))) for state in (then, now)]
    parts = [f"{there[1]} sellers were there, after {there[0]}"] if there[0] != there[1] else []
    parts += [
        f"{PEOPLE_STOCK_NAMES[name]} {after}, after {before}" for name, before, after in _moved_stocks(e)
    ]
    if not parts:
        return "People were much as before."
    return f"When the {period_name(e)} began: {'; '.join(parts)}."


def _moved_stocks(e: Explanation) -> list[tuple[str, int, int]]:
    """The stocks of people that moved most, with whole points then and now."""
    then, now = e.then.period.start, e.now.period.start
    rows = [(name, _points(name, then[name]), _points(name, now[name])) for name in PEOPLE_STOCK_NAMES]
    moved = [row for row in rows if row[1] != row[2]]
    return sorted(moved, key=lambda row: -abs(row[2] - row[1]))[:MAX_NAMED_STOCKS]


def _points(name: str, value: np.ndarray) -> int:
    return round(float(np.sum(value)) * (1 if name == "ramp" else PERCENT_FACTOR))


def _luck(e: Explanation, measure: ExplainedMeasure) -> str:
    split, name = e.of(measure), period_name(e)
    now, then = (
        _format_deviation(came) for came in (split.now - split.expected_now, split.then - split.expected_then)
    )
    return f"By luck the {name} came out {now}, the one before {then}."


def _format_deviation(k: float) -> str:
    """How far something came out from what was expected."""
    if round(k) == 0:
        return "as expected"
    return f"{format_money(abs(k))} {'above' if k > 0 else 'below'} expectation"


_SENTENCES: Mapping[Cause, Callable[[Explanation, ExplainedMeasure], str]] = {
    "volume": _volume,
    "win rate": _win_rate,
    "deal size": _deal_size,
    "disruption": _disruption,
    "rival": _rival,
    "people": _people,
    "luck": _luck,
}
