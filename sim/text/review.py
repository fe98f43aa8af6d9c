"""Moments and advice as sentences, for screens and text alike. Plain text: titles and names may be anybody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.analysis.moments.advice import Advice
from sim.analysis.moments.moments import Moment
from sim.analysis.why.luck import Came
from sim.event.facts import Struck
from sim.game.outcome import Result
from sim.game.setup import Setup
from sim.game.tree import Node
from sim.lookahead.lines import Figure
from sim.lookahead.weighing import Unit
from sim.model.calendar import moves_in_quarter
from sim.policy.notation import write
from sim.text.figures import money, whole_percent
from sim.text.why import join_names, strike_title

RISK = 0.05
"""0..1; by which chances of being fired differ where they are told."""


def when(setup: Setup, number: int) -> str:
    """The period of a move: `Q3`, or with monthly moves `month 7`."""
    return f"Q{number}" if moves_in_quarter(setup.cadence) == 1 else f"month {number}"


def format_unit(unit: Unit, of: float) -> str:
    """An amount in its unit, without a sign."""
    return money(abs(of)) if unit == "k" else f"{abs(of):.0f} points"


def with_error(unit: Unit, of: Figure) -> str:
    """An amount with two standard errors, which 95 % of them lie within."""
    error = money(2 * of.se) if unit == "k" else f"{2 * of.se:.0f}"
    return f"{format_unit(unit, of.mean)} (±{error})"


def unit_words(unit: Unit) -> str:
    """What is weighed, in words."""
    return "value" if unit == "k" else "win chance"


def choice(moment: Moment, held: tuple[int, ...]) -> str:
    """What a choice cost, and what would have been better."""
    w = moment.weighed
    best, played = moment.fired
    risk = f" With yours the chance of being fired was {whole_percent(played)}, not {whole_percent(best)}."
    return (
        f"You played {write(w.played, held)}. {write(w.best, held)} was worth "
        f"{with_error(moment.unit, moment.amount)} of "
        f"{unit_words(moment.unit)} more, by what you could know then.{risk if _apart(moment) else ''}"
    )


def luck_sentence(moment: Moment, node: Node, setup: Setup) -> str:
    """What luck brought or took after a move, of what that consists, and what struck in its period; the node is the one
    it led to. Each figure is told with its own sign.
    """
    told = [
        f"Luck {_moved_verb(moment.amount.mean)} {with_error(moment.unit, moment.amount)} of {unit_words(moment.unit)}."
    ]
    came = moment.weighed.came
    if came is not None:
        name = "month" if setup.cadence == "month" else "quarter"
        told.append(_parts(parts_of_luck(moment, node.result) or {"dice": came.dice}, name))
        told += [_bookings(came, name), *_strikes(came, node, setup)]
    if node.result is not None and node.result.ending == "fired":
        told.append("The board fired you then, and what would have come after is lost.")
    if _apart(moment) and node.result is None:
        before, after = moment.fired
        told.append(f"The chance of being fired went from {whole_percent(before)} to {whole_percent(after)}.")
    return " ".join(told)


def _moved_verb(amount_: float) -> str:
    return "brought" if amount_ > 0 else "took"


def parts_of_luck(moment: Moment, result: Result | None) -> dict[str, float] | None:
    """k; of what the luck that followed a move consists: the dice of its period (the same figure as in *Why*), after
    the last move the year after, and the rest: what struck, what was seen, what it means for later. They sum to it.
    None where the win chance is weighed, and where the board fired the team: there luck is no sum of what came.
    """
    came = moment.weighed.came
    if came is None or moment.unit != "k" or (result is not None and result.ending == "fired"):
        return None
    parts = {"dice": came.dice}
    if result is not None:
        parts["year"] = result.franchise - came.year_after
    return {**parts, "rest": moment.amount.mean - sum(parts.values())}


def _parts(parts: Mapping[str, float], name: str) -> str:
    named = {
        "dice": f"Dice of the {name}",
        "year": "dice and strikes of the year after",
        "rest": "all else (what struck, what was seen, what it means for later)",
    }
    return f"{join_names(f'{named[part]} {_moved_verb(k)} {money(abs(k))}' for part, k in parts.items())} of value."


def _bookings(came: Came, name: str) -> str:
    return (
        f"The {name} booked {money(came.bookings)}, where {money(came.expected_bookings)} was to be expected."
    )


def _strikes(came: Came, node: Node, setup: Setup) -> Iterator[str]:
    """What struck in a period, and what that did."""
    struck = [strike_title(setup.scenario, fact) for fact in node.facts if isinstance(fact, Struck)]
    if struck:
        how = (
            f"{_moved_verb(came.strikes)} {money(abs(came.strikes))}"
            if round(came.strikes)
            else "moved nothing"
        )
        yield f"{join_names(struck)} struck; within a year that {how}."


def _apart(moment: Moment) -> bool:
    """Whether two chances of being fired are worth telling."""
    return abs(moment.fired[0] - moment.fired[1]) >= RISK


def advice_sentences(setup: Setup, held: tuple[int, ...], of: Advice) -> Iterator[str]:
    """What to try next, a sentence each."""
    if of.again is not None:
        at = when(setup, of.again.number)
        yield f"Look at {at} again, play on from there with {write(of.again.best, held)}, and see how it goes on."
    if of.seat is not None:
        way = "more" if of.seat == "team" else "less" if setup.seat == "team" else "something else"
        yield f"Then play the same scenario as {of.seat}: {way} is in your hands, and it looks different from there."
    if of.scenario is not None:
        yield f"Then play “{of.scenario}”."
    if of.again is None and of.seat is None and of.scenario is None:
        yield "Nothing that you did cost much. Play another world of the same scenario: another seed, other luck."
