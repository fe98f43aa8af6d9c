"""Why the period that led to a node brought another result than the one before it on the same line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sim.analysis.why.carried import struck_before
from sim.analysis.why.period import period
from sim.analysis.why.split import ChangeSplit, Side, split
from sim.game.setup import Setup
from sim.game.tree import Node

Measure = Literal["bookings", "value"]
MEASURES: tuple[Measure, ...] = get_args(Measure)

LEAST_MOVES = 2
"""moves; from which on there are two periods to compare."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The change of two measures between the last two periods of a line."""

    setup: Setup
    node: Node
    then: Side
    now: Side
    bookings: ChangeSplit
    """of the period."""
    value: ChangeSplit
    """margin of the period, and that of the year after it as expected from where it led."""

    def of(self, measure: Measure) -> ChangeSplit:
        """The split of a measure."""
        return self.bookings if measure == "bookings" else self.value


def explain(setup: Setup, node: Node) -> Explanation | None:
    """The explanation at a node; None where fewer than two periods are played."""
    if node.number < LEAST_MOVES:
        return None
    line = [one for one in reversed(list(node.line())) if one.parent is not None]
    periods = [period(setup, one) for one in line]
    struck = struck_before(setup.firm, periods)
    then, now = (Side(p, s) for p, s in zip(periods[-2:], struck[-2:], strict=True))
    return Explanation(setup, node, then, now, *split(setup.firm, then, now))
