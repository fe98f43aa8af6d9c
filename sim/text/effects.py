"""What a draft would change, as text; and why a drastic draft should be thought over."""

from __future__ import annotations

from sim.lookahead.draft_effects import DraftEffect, OneTimeEffect
from sim.lookahead.drastic_moves import drastic_reason
from sim.lookahead.line_figures import MeanEstimate
from sim.text.figures import format_percent
from sim.text.forecast import format_change, format_percent_change, is_clear

KEPT_STARTS = ("If kept, against keeping the last move: ", "If kept, vs last: ", "If kept: ")
"""How the effect of a kept move begins, the longest first."""


def describe_effect(effect: DraftEffect, width: int, *, both: bool = False, by_value: bool = False) -> str:
    """What a draft changes if it is kept to the end, against keeping the last move, in the longest form that fits a
    width. `both`: also what it changes if it is made once. `by_value`: the goal is not open any more.
    """
    rough, what = "~" if effect.flow else "", _unit(by_value)
    now, score = f"{rough}{format_percent_change(effect.now)}", effect.value if by_value else effect.score
    year = (
        "" if effect.in_a_year is None else f" · in a year {rough}{format_percent_change(effect.in_a_year)}"
    )
    figures = f"this quarter {now}{year} · {what} {_clear(score, effect.flow, by_value)}"
    texts = [f"{start}{figures}" for start in KEPT_STARTS]
    if both and effect.once is not None:
        once = effect.once.value if by_value else effect.once.score
        once_text, kept = (format_change(one, rough=effect.flow, by_value=by_value) for one in (once, score))
        each = _one_time_texts(effect.once, effect.flow, by_value)
        texts = [f"{one} · {text[0].lower()}{text[1:]}" for text in texts for one in each]
        shares = f"quarter {now}{year.replace(' · in a year', ', year')}"
        texts += [
            f"{what.capitalize()}: {label} {once_text} · kept {kept}, {shares}"
            for label in ("this move only", "only now", "once")
        ]
        texts.sort(key=len, reverse=True)
    return next((text for text in texts if len(text) <= width), texts[-1])


def describe_one_time_effect(effect: DraftEffect, width: int, *, by_value: bool = False) -> str:
    """What a draft changes if it is made once, followed by the best line, against the best line; empty while that is
    not known.
    """
    once = effect.once
    texts = [] if once is None else [f"{text}." for text in _one_time_texts(once, effect.flow, by_value)]
    return next((text for text in texts if len(text) <= width), texts[-1] if texts else "")


def _one_time_texts(once: OneTimeEffect, flow: bool, by_value: bool) -> list[str]:
    score = once.value if by_value else once.score
    return [
        f"This move only, then the best line: {_unit(by_value)} {_clear(score, flow, by_value)}",
        f"This move only: {format_change(score, rough=flow, by_value=by_value)}",
    ]


def _unit(by_value: bool) -> str:
    return "value" if by_value else "win chance"


def _clear(figure: MeanEstimate, flow: bool, by_value: bool) -> str:
    text = format_change(figure, rough=flow, by_value=by_value)
    return text if flow or is_clear(figure) else f"{text} (unclear)"


def drastic_warning(effect: DraftEffect) -> str | None:
    """Why a draft is drastic, as a sentence; None if it is not."""
    reason, once = drastic_reason(effect), effect.once
    if reason is None or once is None:
        return None
    if reason == "cost":
        change = f"costs {-once.score.mean:.0f} points of win chance (±{max(1, round(once.score.se))})"
    else:
        change = f"gets you fired in {format_percent(once.fired[0].mean)} of all futures"
    return f"Even with the best line after it, this move {change}."
