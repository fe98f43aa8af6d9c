"""What the luck that followed a move consists of."""

from __future__ import annotations

from sim.analysis.moments.moments import Moment
from sim.game.outcome import Result


def split_luck(moment: Moment, result: Result | None) -> dict[str, float] | None:
    """k; the dice of the period (the same figure as in *Why*), after the last move the year after the end, and the
    rest: what struck, what was seen, what it means for later. They sum to the luck.

    None if the game is measured by win chance, or if the directors fired the team: then luck is no sum of events.
    """
    luck = moment.move.luck
    if luck is None or moment.unit != "k" or (result is not None and result.ending == "fired"):
        return None
    parts = {"dice": luck.dice}
    if result is not None:
        parts["year"] = result.franchise - luck.year_after
    return {**parts, "rest": moment.amount.mean - sum(parts.values())}
