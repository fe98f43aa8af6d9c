"""Why the period that led to a node had another result than the one before it on the same line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sim.analysis.why.change_split import ChangeSplit, ComparedPeriod, split_change
from sim.analysis.why.played_period import make_played_period
from sim.analysis.why.strike_effects import strike_effects_before
from sim.game.game_tree import GameNode
from sim.game.setup import GameSetup

ExplainedMeasure = Literal["bookings", "value"]
EXPLAINED_MEASURES: tuple[ExplainedMeasure, ...] = get_args(ExplainedMeasure)

MIN_EXPLAINED_MOVES = 2
"""Moves from which on there are two periods to compare."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The change of two measures between the last two periods of a line."""

    setup: GameSetup
    node: GameNode
    then: ComparedPeriod
    now: ComparedPeriod
    bookings: ChangeSplit
    """Change of the period's bookings."""
    value: ChangeSplit
    """Change of the period's margin with the expected margin of the year after it."""

    def of(self, measure: ExplainedMeasure) -> ChangeSplit:
        """The split of a measure."""
        return self.bookings if measure == "bookings" else self.value


def explain(setup: GameSetup, node: GameNode) -> Explanation | None:
    """Explain the change at a node; None if fewer than two periods were played."""
    if node.number < MIN_EXPLAINED_MOVES:
        return None
    line = [one for one in reversed(list(node.line())) if one.parent is not None]
    periods = [make_played_period(setup, one) for one in line]
    struck = strike_effects_before(setup.firm, periods)
    then, now = (ComparedPeriod(p, s) for p, s in zip(periods[-2:], struck[-2:], strict=True))
    return Explanation(setup, node, then, now, *split_change(setup.firm, then, now))
