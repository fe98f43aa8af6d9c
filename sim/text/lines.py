"""Lines of the lookahead, and turning points of lines that were played, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.event.facts import DisruptionStruck
from sim.game.game_tree import GameNode
from sim.lookahead.line_figures import EvaluatedLine, MeanEstimate
from sim.lookahead.snapshot import LookaheadSnapshot
from sim.lookahead.turning_points import TurningPoint
from sim.model.calendar import period_weeks, quarter_of
from sim.model.move import Move
from sim.policy.notation import SEAT_LETTERS, SEAT_NAMES, format_move
from sim.scenario.organisation import Cadence
from sim.scenario.scenario import Scenario
from sim.text.figures import count_noun, format_money, join_names
from sim.text.forecast import format_difference, format_points, format_signed
from sim.text.why import format_strike_title

MIN_SPLIT_CHANGE = 5
"""percent; a later move is named if a share differs by this much from the move named before."""


def lines_title(snapshot: LookaheadSnapshot, lines: Sequence[EvaluatedLine], *, by_value: bool) -> str:
    """How far the lines look ahead, in how many futures, and the largest error of a difference."""
    effort = f"{count_noun(snapshot.periods, 'move')}, {snapshot.futures:,} futures"
    if by_value:
        return (
            f"Lines by value: {effort}, ±{format_money(max((line.gain.se for line in lines), default=0.0))}"
        )
    return f"Lines: {effort}, ±{max((line.difference.se for line in lines), default=0.0):.1f}"


def format_line_rank(line: EvaluatedLine, place: int, *, by_value: bool = False) -> str:
    """`best`, `equal`, or the difference from the best line."""
    if place == 0:
        return "best"
    if line.equal:
        return "equal"
    if by_value:
        return f"{'+' if line.gain.mean > 0 else ''}{format_money(line.gain.mean)}"
    return format_signed(line.difference.mean, 0 if line.difference.se >= 1 else 1)


def describe_line_rank(line: EvaluatedLine, place: int, *, by_value: bool = False) -> str:
    """The rank of a line in words."""
    if place == 0:
        return "the best"
    if line.equal:
        return "no clear difference from the best"
    if by_value:
        return f"worse by {format_money(-line.gain.mean)}"
    difference = MeanEstimate(abs(line.difference.mean), line.difference.se)
    return f"worse by {format_difference(difference).removeprefix('+')} points"


def format_later_moves(
    line: EvaluatedLine, held: Sequence[int], week: int, cadence: Cadence, *, words: bool = False
) -> list[str]:
    """The moves after the first, each if it differs enough from the one before: `L55 r30 from Q4`, with `words`
    `leaders 55 answers 30 from Q4`.
    """
    found, last = [], line.first
    for move in line.moves:
        changes = [text for text, differs in _move_parts(last, move, held, words) if differs]
        if changes:
            found.append(f"{' '.join(changes)} from Q{quarter_of(week) + 1}")
            last = move
        week += period_weeks(week, cadence)
    return found


def _move_parts(before: Move, after: Move, held: Sequence[int], words: bool) -> Iterator[tuple[str, bool]]:
    """Each share of the held seats as text, and whether it differs enough."""
    for seat in held:
        name = f"{SEAT_NAMES[seat]} " if words else SEAT_LETTERS[seat]
        yield f"{name}{after.split[seat]}", abs(after.split[seat] - before.split[seat]) >= MIN_SPLIT_CHANGE
    old, new = before.response[held[0]], after.response[held[0]]
    yield f"answers {new}" if words else f"r{new}", abs(new - old) >= MIN_SPLIT_CHANGE


def format_move_without_focus(move: Move, held: Sequence[int]) -> str:
    """A move of the held seats without its focus, which lines do not change."""
    return format_move(without_focus(move), held)


def without_focus(move: Move) -> Move:
    """The same move with the default focus."""
    return Move(move.split, move.response, None, move.concentration)


def describe_turning_point(turn: TurningPoint, node: GameNode, scenario: Scenario) -> str:
    """The win chance before and after a move, and how much of the change is due to the move and to what happened.
    What struck in its period is named; the node is the one that the move led to.
    """
    struck = [
        format_strike_title(scenario, fact) for fact in node.facts if isinstance(fact, DisruptionStruck)
    ]
    happened = f"what happened {format_difference(turn.effect_after_move)}"
    if struck:
        happened += f": {join_names(struck)} struck"
    chances = f"win chance {format_points(turn.before)} before, {format_points(turn.after)} after"
    return f"{chances}; the move {format_difference(turn.by_move)}, {happened}"
