"""The result of a lookahead at one moment, complete and immutable."""

from __future__ import annotations

from dataclasses import dataclass

from sim.lookahead.line_figures import EvaluatedLine
from sim.lookahead.objectives import GoalStatus


@dataclass(frozen=True, slots=True)
class LookaheadSnapshot:
    """All lines at one moment of a search."""

    week: int
    """Weeks played in the position."""
    lines: tuple[EvaluatedLine, ...]
    """As many lines as requested, the best score first, evaluated in held-out futures."""
    nothing: EvaluatedLine
    """The line of doing nothing: the last move kept to the end. Its difference is relative to the best line."""
    asked: tuple[EvaluatedLine, ...]
    """Other requested lines in their order, relative to the best one of `lines`."""
    futures: int
    """Number of futures played so far, counted for each plan."""
    rounds: int
    """Rounds of search done."""
    periods: int
    """Number of moves looked ahead."""
    sight: float
    """months; how far ahead the team sees."""
    seconds: float
    """Seconds since the request."""
    reach: GoalStatus = "open"
    """Whether the goal is open. If not, lines are searched and ranked by value."""
    searched: bool = False
    """Whether the search is finished, so that from now on figures only become more precise."""
