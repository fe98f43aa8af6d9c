"""The hint in words: which steps it takes, the most valuable first, why, and what it is worth. Knows no screen."""

from __future__ import annotations

from collections.abc import Iterator

from sim.lookahead.draft_effects import LeverContribution
from sim.lookahead.levers import MoveLever, changed_levers, lever_difference
from sim.lookahead.line_figures import CLEAR_STANDARD_ERRORS, EvaluatedLine
from sim.play.session import Session
from sim.text.figures import format_money
from sim.text.forecast import format_line_worth, format_signed
from sim.text.lever_reasons import LeverReason, explain_lever

LeverContributions = tuple[LeverContribution, ...]
"""What each lever of the hint adds, as far as that is known."""


def hint_levers(
    session: Session, best: EvaluatedLine, nothing: EvaluatedLine, steps: LeverContributions
) -> list[MoveLever]:
    """The levers that a hint moves: the most valuable first where that is known, else by how much they move."""
    held = session.game.held
    found = changed_levers(nothing.first, best.first, held)
    values = {step.lever: step.value.mean for step in steps}
    if set(values) == set(found):
        return sorted(found, key=lambda lever: -values[lever])
    return sorted(found, key=lambda lever: -abs(lever_difference(nothing.first, best.first, lever, held)))


def describe_hint(
    session: Session,
    best: EvaluatedLine,
    nothing: EvaluatedLine,
    steps: LeverContributions,
    width: int,
    *,
    by_value: bool = False,
) -> str:
    """Why to play the first move of the best line, in a sentence or two that fit a width; `by_value` where the goal is
    not open any more.
    """
    levers = hint_levers(session, best, nothing, steps)
    now, then = (format_line_worth(one, by_value=by_value) for one in (best, nothing))
    what = "value" if by_value else "win chance"
    if not levers:
        return f"Hint: stay as you are: {what} {now}, and nothing better was found."
    taken = [_step(session, best, nothing, lever) for lever in levers]
    why = _reason(session, best, nothing, levers[0])
    unclear = ", no clear difference" if nothing.equal else ""
    chances = f"The {what} is then {now}, and {then} with your last move{unclear}."
    texts = [
        f"Hint: {', '.join(taken)}: {why.full}. {chances}",
        f"Hint: {taken[0]}: {why.full}. {chances}",
        f"Hint: {taken[0]}: {why.full}.",
        f"Hint: {taken[0]}: {why.short}; {what} {now}, last move {then}.",
        f"Hint: {taken[0]}: {why.short}; {now}, last move {then}.",
        f"Hint: {taken[0]}: {why.short}.",
        f"{taken[0].capitalize()}: {why.short}.",
    ]
    return next((text for text in texts if len(text) <= width), texts[-1])


def hint_reasons(
    session: Session,
    best: EvaluatedLine,
    nothing: EvaluatedLine,
    steps: LeverContributions,
    *,
    by_value: bool = False,
) -> Iterator[tuple[str, str]]:
    """All of it: each step, then its reason and its worth; in the end, without a step, the win chance, or the value."""
    known = {step.lever: step for step in steps}
    for lever in hint_levers(session, best, nothing, steps):
        why = _reason(session, best, nothing, lever).full
        yield _step(session, best, nothing, lever), f"{why}.{_worth(known.get(lever))}"
    now, then = (format_line_worth(one, by_value=by_value) for one in (best, nothing))
    against = f"The {'value' if by_value else 'win chance'} is {now} on the whole line, and {then} with your last move"
    yield "", f"{against}{'; the two cannot be told apart' if nothing.equal else ''}."


def _step(session: Session, best: EvaluatedLine, nothing: EvaluatedLine, lever: MoveLever) -> str:
    """A step in words: `leaders +15`."""
    by = lever_difference(nothing.first, best.first, lever, session.game.held)
    return f"{lever.name} {format_signed(by)}" if by else lever.name


def _reason(session: Session, best: EvaluatedLine, nothing: EvaluatedLine, lever: MoveLever) -> LeverReason:
    up = lever_difference(nothing.first, best.first, lever, session.game.held) > 0
    return explain_lever(session.game.setup.firm, session.view, best.first, lever, up)


def _worth(step: LeverContribution | None) -> str:
    if step is None:
        return ""
    value = step.value
    if abs(value.mean) <= CLEAR_STANDARD_ERRORS * value.se:
        return " What it adds by itself is unclear."
    brings = "adds" if value.mean > 0 else "costs"
    return f" By itself it {brings} about {format_money(abs(value.mean))} of value, if the move is kept."
