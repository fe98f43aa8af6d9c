"""What a lookahead has found at a moment: complete and immutable."""

from __future__ import annotations

from dataclasses import dataclass

from sim.lookahead.line_figures import EvaluatedLine
from sim.lookahead.objectives import GoalStatus


@dataclass(frozen=True, slots=True)
class LookaheadSnapshot:
    """All lines at one moment of a search."""

    week: int
    """weeks played in the position that it is about."""
    lines: tuple[EvaluatedLine, ...]
    """as many as were asked for, the best score first; from held-out futures."""
    nothing: EvaluatedLine
    """the line of doing nothing: the last move held to the end. Its difference is to the best line."""
    asked: tuple[EvaluatedLine, ...]
    """lines that were asked for, in their order; compared with the best one of `lines`."""
    futures: int
    """played so far, each plan's counted."""
    rounds: int
    """rounds of search done."""
    periods: int
    """moves that are looked ahead."""
    sight: float
    """months; how far ahead the team sees."""
    seconds: float
    """seconds; since the request."""
    reach: GoalStatus = "open"
    """whether the goal is open; where it is not, lines are searched and ranked by value."""
    searched: bool = False
    """whether the search is over, so that from now on figures only get finer."""
