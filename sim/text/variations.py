"""Lines of a game as text: their names, where they part, what they came to."""

from __future__ import annotations

from collections.abc import Sequence

from sim.game.game import Game
from sim.game.variations import LineComparison, Variation
from sim.text.figures import count_noun
from sim.text.goals import describe_outcome
from sim.text.lines import format_move_without_focus

UNNAMED = "without a name"


def variation_title(variation: Variation, place: int) -> str:
    """`Line 2, all on growth`; places are counted from 0."""
    return f"Line {place + 1}, {variation.name or UNNAMED}"


def describe_variation(game: Game, variation: Variation, place: int, *, played: str = "") -> str:
    """How long a line is, where it parts from the lines before it, and what it came to; `played` marks the line of
    the game.
    """
    parts = f", parts at move {variation.shared + 1}" if place else ""
    moves = count_noun(len(variation.nodes) - 1, "move")
    return f"{moves}{parts}{played}, {describe_outcome(game, variation.end)}"


def format_changed_moves(variation: Variation, held: Sequence[int]) -> str:
    """The moves of a line from where it begins, each only if it differs from the one before: `1. S6 M18; 3. S25`."""
    found, last = [], ""
    for number, node in enumerate(variation.nodes[1:], start=1):
        assert node.own is not None
        text = format_move_without_focus(node.own, held)
        if number > variation.shared and text != last:
            found.append(f"{number}. {text}")
        last = text
    return "; ".join(found) or "no move yet"


def describe_parting(comparison: LineComparison) -> str:
    """Where two lines part."""
    if comparison.parted is None:
        return "One line only goes on further than the other."
    return f"They part at move {comparison.parted}; up to there they are the same."


def compared_span(comparison: LineComparison) -> str:
    """Up to which move two lines are compared."""
    return f"After {count_noun(comparison.until, 'move')} of both lines"


def final_heading(comparison: LineComparison) -> str:
    """The heading above how both lines ended."""
    return "At the end" if None not in comparison.results else "At the end, if the line was played to it"
