"""What the lookahead found, as words: figures rounded as their errors allow, moves in short, effects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.base.rounding import round_to_total
from sim.event.facts import DisruptionStruck, Fact
from sim.lookahead.draft_effects import DraftEffect, OneTimeEffect
from sim.lookahead.line_figures import (
    CLEAR_STANDARD_ERRORS,
    EndingChances,
    EvaluatedLine,
    MeanEstimate,
    QuantileBand,
)
from sim.lookahead.objectives import GoalStatus
from sim.lookahead.turning_points import TurningPoint
from sim.model.calendar import period_weeks, quarter_of
from sim.model.move import Move
from sim.policy.notation import SEAT_LETTERS, SEAT_NAMES, format_move
from sim.scenario.organisation import Cadence
from sim.scenario.scenario import Scenario
from sim.text.figures import count_noun, format_money, format_percent
from sim.text.why import format_strike_title, join_names

COARSE = 5
"""percent; a following move is told where it differs by so much from the one told before."""

HUNDRED = 100


def points(figure: MeanEstimate) -> str:
    """A score or chance in points with its error: `64.1 ±0.6`, or whole points where no more is known."""
    digits = 0 if figure.se >= 1 else 1
    return f"{figure.mean:.{digits}f} ±{figure.se:.{digits}f}"


def difference_text(figure: MeanEstimate) -> str:
    """A difference in points with its error: `+1.4 ±0.5`."""
    return (
        format_signed(figure.mean, 0 if figure.se >= 1 else 1)
        + f" ±{figure.se:.{0 if figure.se >= 1 else 1}f}"
    )


def what_turned(turn: TurningPoint, facts: Sequence[Fact], scenario: Scenario) -> str:
    """The win chance before and after a move, and what of the change is the move's and what came; what struck in its
    period is named with the latter.
    """
    struck = [format_strike_title(scenario, fact) for fact in facts if isinstance(fact, DisruptionStruck)]
    came = f"what came {difference_text(turn.came)}" + (f": {join_names(struck)} struck" if struck else "")
    told = f"win chance {points(turn.before)} before, {points(turn.after)} after"
    return f"{told}; the move {difference_text(turn.by_move)}, {came}"


def format_signed(value: float, digits: int = 0) -> str:
    """A number with its sign; nothing is `0`."""
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text


def chances(c: EndingChances) -> str:
    """How games end, in whole percents that sum to a hundred."""
    goal, draw, fired = round_to_total([100 * share for share in (c.goal, c.draw, c.fired)], 100)
    return f"goal {goal} %  draw {draw} %  fired {fired} %"


def range_of(band: QuantileBand) -> str:
    """A ratio with its band: `94 % (81 to 107)`."""
    low, high = (round(HUNDRED * x) for x in (band.p10, band.p90))
    return f"{format_percent(band.mean)} ({low} to {high})"


def months(sight: float) -> str:
    """How far ahead a team sees."""
    return "nothing ahead" if sight <= 0 else count_noun(max(1, round(sight)), "month")


REACH: dict[GoalStatus, str] = {
    "beyond": "The goal is out of reach",
    "certain": "The goal is certain",
    "open": "",
}
"""Why lines are told by value, where they are."""


def line_worth(line: EvaluatedLine, *, by_value: bool) -> str:
    """What a line is worth: its win chance in points, or where the goal is not open its value; with its error."""
    return (
        f"{format_money(line.value.mean)} ±{format_money(line.value.se)}" if by_value else points(line.score)
    )


def gain(figure: MeanEstimate, *, by_value: bool) -> str:
    """A difference of win chance in points, or of value in money, with its error."""
    return _short(figure, False, True) if by_value else f"{difference_text(figure)} points of win chance"


def tag(line: EvaluatedLine, place: int, *, by_value: bool = False) -> str:
    """How a line stands beside the best one."""
    if place == 0:
        return "best"
    if line.equal:
        return "equal"
    if by_value:
        return f"{'+' if line.gain.mean > 0 else ''}{format_money(line.gain.mean)}"
    return format_signed(line.difference.mean, 0 if line.difference.se >= 1 else 1)


def later_moves(
    line: EvaluatedLine, held: Sequence[int], week: int, cadence: Cadence, *, words: bool = False
) -> list[str]:
    """The moves after the first where they differ enough from those before: `L55 r30 from Q4`, with `words`
    `leaders 55 answers 30 from Q4`.
    """
    found, last = [], line.first
    for move, start in zip(line.moves, starts(week, cadence, len(line.moves)), strict=True):
        parts = [text for text, differs in _parts(last, move, held, words) if differs]
        if parts:
            found.append(f"{' '.join(parts)} from Q{quarter_of(start) + 1}")
            last = move
    return found


def starts(week: int, cadence: Cadence, moves: int) -> Iterator[int]:
    """First weeks of so many periods."""
    for _ in range(moves):
        yield week
        week += period_weeks(week, cadence)


def _parts(before: Move, after: Move, held: Sequence[int], words: bool) -> Iterator[tuple[str, bool]]:
    for seat in held:
        name = f"{SEAT_NAMES[seat]} " if words else SEAT_LETTERS[seat]
        yield f"{name}{after.split[seat]}", abs(after.split[seat] - before.split[seat]) >= COARSE
    old, new = before.response[held[0]], after.response[held[0]]
    yield f"answers {new}" if words else f"r{new}", abs(new - old) >= COARSE


def effect_said(effect: DraftEffect, width: int, *, both: bool = False, by_value: bool = False) -> str:
    """What a draft that is kept to the end changes against keeping the last move: from the flow alone with a `~`, then
    with errors; with `both` also what it changes if it is made once. As long as a width allows. `by_value` where the
    goal is not open any more.
    """
    about, what = "~" if effect.flow else "", "value" if by_value else "win chance"
    now, score = f"{about}{_share(effect.now)}", effect.value if by_value else effect.score
    win = _clear(score, effect.flow, by_value)
    year = "" if effect.in_a_year is None else f" · in a year {about}{_share(effect.in_a_year)}"
    said = f"this quarter {now}{year} · {what} {win}"
    starts_ = ("If kept, against keeping the last move: ", "If kept, vs last: ", "If kept: ")
    kept = [f"{start}{said}" for start in starts_]
    if both and effect.once is not None:
        once_score = effect.once.value if by_value else effect.once.score
        now_, then = (_short(figure, effect.flow, by_value) for figure in (once_score, score))
        each = _once(effect.once, effect.flow, by_value)
        kept = [f"{once} · {text[0].lower()}{text[1:]}" for text in kept for once in each]
        shares = f"quarter {now}{year.replace(' · in a year', ', year')}"
        start = f"{what[0].upper()}{what[1:]}:"
        kept += [
            f"{start} this move only {now_} · kept {then}, {shares}",
            f"{start} only now {now_} · kept {then}, {shares}",
            f"{start} once {now_} · kept {then}, {shares}",
        ]
        kept.sort(key=len, reverse=True)
    return next((text for text in kept if len(text) <= width), kept[-1])


def once_said(effect: DraftEffect, width: int, *, by_value: bool = False) -> str:
    """What a draft changes that is made once, with the best line after it, against the best line; empty while that is
    not known.
    """
    once = effect.once
    texts = [] if once is None else [f"{text}." for text in _once(once, effect.flow, by_value)]
    return next((text for text in texts if len(text) <= width), texts[-1] if texts else "")


def _once(once: OneTimeEffect, flow: bool, by_value: bool) -> list[str]:
    score, what = (once.value, "value") if by_value else (once.score, "win chance")
    return [
        f"This move only, then the best line: {what} {_clear(score, flow, by_value)}",
        f"This move only: {_short(score, flow, by_value)}",
    ]


def _share(figure: MeanEstimate) -> str:
    return f"{format_signed(HUNDRED * figure.mean)} %"


def _short(figure: MeanEstimate, flow: bool, by_value: bool) -> str:
    if by_value:
        sign = "+" if figure.mean > 0 else ""
        error = "" if flow else f" ±{format_money(figure.se)}"
        return f"{'~' if flow else ''}{sign}{format_money(figure.mean)}{error}"
    return f"~{format_signed(figure.mean)}" if flow else difference_text(figure)


def _clear(figure: MeanEstimate, flow: bool, by_value: bool) -> str:
    said = _short(figure, flow, by_value)
    return said if flow or abs(figure.mean) > CLEAR_STANDARD_ERRORS * figure.se else f"{said} (unclear)"


def shown_move(move: Move, held: Sequence[int]) -> str:
    """A move of the held seats without its focus, which lines leave as it is."""
    return format_move(without_focus(move), held)


def without_focus(move: Move) -> Move:
    """The same move with the usual focus."""
    return Move(move.split, move.response, None, move.concentration)
