"""Moments and advice as sentences, for screens and text alike. Plain text: titles and names may be anybody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.analysis.moments.advice import NextGameAdvice
from sim.analysis.moments.luck_parts import split_luck
from sim.analysis.moments.moments import Moment
from sim.analysis.why.period_luck import PeriodLuck
from sim.event.facts import DisruptionStruck
from sim.game.game_tree import GameNode
from sim.game.setup import GameSetup
from sim.lookahead.line_figures import MeanEstimate
from sim.lookahead.move_evaluation import ValueUnit
from sim.model.calendar import moves_in_quarter
from sim.policy.notation import format_move
from sim.text.figures import format_money, format_percent, join_names
from sim.text.why import format_strike_title

MIN_RISK_CHANGE = 0.05
"""0..1; by which chances of being fired differ where they are told."""


def format_move_period(setup: GameSetup, number: int) -> str:
    """The period of a move: `Q3`, or with monthly moves `month 7`."""
    return f"Q{number}" if moves_in_quarter(setup.cadence) == 1 else f"month {number}"


def format_amount(unit: ValueUnit, of: float) -> str:
    """An amount in its unit, without a sign."""
    return format_money(abs(of)) if unit == "k" else f"{abs(of):.0f} points"


def format_with_error(unit: ValueUnit, of: MeanEstimate) -> str:
    """An amount with two standard errors, which 95 % of them lie within."""
    error = format_money(2 * of.se) if unit == "k" else f"{2 * of.se:.0f}"
    return f"{format_amount(unit, of.mean)} (±{error})"


def unit_name(unit: ValueUnit) -> str:
    """What is weighed, in words."""
    return "value" if unit == "k" else "win chance"


def choice_sentences(moment: Moment, held: tuple[int, ...]) -> str:
    """What a choice cost, and what would have been better."""
    w = moment.move
    best, played = moment.fired
    risk = f" With yours the chance of being fired was {format_percent(played)}, not {format_percent(best)}."
    return (
        f"You played {format_move(w.played, held)}. {format_move(w.best, held)} was worth "
        f"{format_with_error(moment.unit, moment.amount)} of "
        f"{unit_name(moment.unit)} more, by what you could know then.{risk if _risk_changed(moment) else ''}"
    )


def luck_sentences(moment: Moment, node: GameNode, setup: GameSetup) -> str:
    """What luck brought or took after a move, of what that consists, and what struck in its period; the node is the one
    it led to. Each figure is told with its own sign.
    """
    sentences = [
        f"Luck {_moved_verb(moment.amount.mean)} {format_with_error(moment.unit, moment.amount)} "
        f"of {unit_name(moment.unit)}."
    ]
    came = moment.move.luck
    if came is not None:
        name = "month" if setup.cadence == "month" else "quarter"
        sentences.append(_parts_sentence(split_luck(moment, node.result) or {"dice": came.dice}, name))
        sentences += [_bookings_sentence(came, name), *_strike_sentences(came, node, setup)]
    if node.result is not None and node.result.ending == "fired":
        sentences.append("The directors fired you then; what would have come later is lost.")
    if _risk_changed(moment) and node.result is None:
        before, after = moment.fired
        sentences.append(
            f"The chance of being fired went from {format_percent(before)} to {format_percent(after)}."
        )
    return " ".join(sentences)


def _moved_verb(amount_: float) -> str:
    return "brought" if amount_ > 0 else "took"


def _parts_sentence(parts: Mapping[str, float], name: str) -> str:
    named = {
        "dice": f"Dice of the {name}",
        "year": "dice and strikes of the year after",
        "rest": "everything else (what struck, what was seen, what it means for later)",
    }
    moved = (f"{named[part]} {_moved_verb(k)} {format_money(abs(k))}" for part, k in parts.items())
    return f"{join_names(moved)} of value."


def _bookings_sentence(came: PeriodLuck, name: str) -> str:
    return (
        f"The {name} booked {format_money(came.bookings)}, where {format_money(came.expected_bookings)} was "
        "expected."
    )


def _strike_sentences(came: PeriodLuck, node: GameNode, setup: GameSetup) -> Iterator[str]:
    """What struck in a period, and what that did."""
    struck = [
        format_strike_title(setup.scenario, fact) for fact in node.facts if isinstance(fact, DisruptionStruck)
    ]
    if struck:
        how = (
            f"{_moved_verb(came.strikes)} {format_money(abs(came.strikes))}"
            if round(came.strikes)
            else "moved nothing"
        )
        yield f"{join_names(struck)} struck; within a year that {how}."


def _risk_changed(moment: Moment) -> bool:
    """Whether two chances of being fired are worth telling."""
    return abs(moment.fired[0] - moment.fired[1]) >= MIN_RISK_CHANGE


def advice_sentences(setup: GameSetup, held: tuple[int, ...], of: NextGameAdvice) -> Iterator[str]:
    """What to try next, a sentence each."""
    play = "Play" if of.again is None else "Then play"
    if of.again is not None:
        at = format_move_period(setup, of.again.number)
        yield f"Look at {at} again, play on from there with {format_move(of.again.best, held)}, and see how it goes on."
    if of.seat is not None:
        way = "more" if of.seat == "team" else "less" if setup.seat == "team" else "something else"
        yield f"{play} the same scenario as {of.seat}: {way} is yours to decide, and it looks different from there."
    if of.scenario is not None:
        yield f"{play} “{of.scenario}”."
    if of.again is None and of.seat is None and of.scenario is None:
        yield "None of your choices cost much. Play another world of the same scenario: another seed, other luck."
