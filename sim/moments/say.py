"""Moments and advice as sentences, for screens and text alike. Plain text: titles and names may be anybody's."""

from __future__ import annotations

from collections.abc import Iterator

from sim.game.setup import Setup
from sim.game.tree import Node
from sim.lookahead.lines import Figure
from sim.model.calendar import moves_in_quarter
from sim.moments.advice import Advice
from sim.moments.moments import Moment
from sim.moments.weigh import Unit
from sim.policy.notation import write
from sim.view.news import BOOKS, END, STRIKE, news
from sim.view.say import money, percent

RISK = 0.05
"""0..1; by which chances of being fired differ where they are told."""


def when(setup: Setup, number: int) -> str:
    """The period of a move: `Q3`, or with monthly moves `month 7`."""
    return f"Q{number}" if moves_in_quarter(setup.cadence) == 1 else f"month {number}"


def amount(unit: Unit, of: float) -> str:
    """An amount in its unit, without a sign."""
    return money(abs(of)) if unit == "k" else f"{abs(of):.0f} points"


def figure(unit: Unit, of: Figure) -> str:
    """An amount with two standard errors, which 95 % of them lie within."""
    error = money(2 * of.se) if unit == "k" else f"{2 * of.se:.0f}"
    return f"{amount(unit, of.mean)} (±{error})"


def worth(unit: Unit) -> str:
    """What is weighed, in words."""
    return "value" if unit == "k" else "win chance"


def choice(moment: Moment, held: tuple[int, ...]) -> str:
    """What a choice cost, and what would have been better."""
    w = moment.weighed
    best, played = moment.fired
    risk = f" With yours the chance of being fired was {percent(played)}, not {percent(best)}."
    return (
        f"You played {write(w.played, held)}. {write(w.best, held)} was worth {figure(moment.unit, moment.amount)} of "
        f"{worth(moment.unit)} more, by what you could know then.{risk if _apart(moment) else ''}"
    )


def luck(moment: Moment, node: Node, setup: Setup) -> str:
    """What luck brought or took after a move, and what happened in its period; the node is the one it led to."""
    way = "brought" if moment.amount.mean > 0 else "took"
    told = f"Luck {way} {figure(moment.unit, moment.amount)} of {worth(moment.unit)}."
    before, after = moment.fired
    risk = f"The chance of being fired went from {percent(before)} to {percent(after)}."
    return " ".join(
        [told, *_events(node, setup), *([risk] if _apart(moment) and node.result is None else [])]
    )


def _apart(moment: Moment) -> bool:
    """Whether two chances of being fired are worth telling."""
    return abs(moment.fired[0] - moment.fired[1]) >= RISK


def _events(node: Node, setup: Setup) -> Iterator[str]:
    """The strikes of a period, else its books: what there was that no move decides alone."""
    items = news(node.facts, [s.title for s in setup.scenario.market.segments.values()], setup.scenario)
    strikes = [item.text for item in items if STRIKE <= item.weight < END]
    yield from strikes[:2] or [item.text for item in items if item.weight == BOOKS][:1]


def advised(setup: Setup, held: tuple[int, ...], of: Advice) -> Iterator[str]:
    """What to try next, a sentence each."""
    if of.again is not None:
        at = when(setup, of.again.number)
        yield f"Look at {at} again, play on from there with {write(of.again.best, held)}, and see how it goes on."
    if of.seat is not None:
        yield f"Then play the same scenario as {of.seat}: less is in your hands, and it looks different from there."
    if of.scenario is not None:
        yield f"Then play “{of.scenario}”."
    if of.again is None and of.seat is None and of.scenario is None:
        yield "Nothing that you did cost much. Play another world of the same scenario: another seed, other luck."
