"""Which moves are drastic enough to ask for a confirmation.

What is judged is what happens if the draft is played: the move made once, followed by the best line, against the best
line. A move is drastic if it clearly (by more than two standard errors) costs ten points of win chance or more, or if
it clearly raises the chance of being fired, to more than a half. An effect estimated from the flow alone has no
errors and is never drastic; neither is a move while no best line is known.
"""

from __future__ import annotations

from typing import Literal

from sim.lookahead.draft_effects import DraftEffect
from sim.lookahead.line_figures import CLEAR_STANDARD_ERRORS

MIN_DRASTIC_COST = 10.0
"""points of win chance."""

MIN_DRASTIC_RISK = 0.5
"""0..1; chance of being fired."""

DrasticReason = Literal["cost", "risk"]


def drastic_reason(effect: DraftEffect) -> DrasticReason | None:
    """What makes a move drastic: what it costs, or the risk of being fired. None if it is not drastic."""
    if effect.flow or effect.once is None:
        return None
    score, (chance, change) = effect.once.score, effect.once.fired
    if score.mean <= -MIN_DRASTIC_COST and abs(score.mean) > CLEAR_STANDARD_ERRORS * score.se:
        return "cost"
    risky = chance.mean - CLEAR_STANDARD_ERRORS * chance.se > MIN_DRASTIC_RISK
    return "risk" if risky and change.mean > CLEAR_STANDARD_ERRORS * change.se else None
