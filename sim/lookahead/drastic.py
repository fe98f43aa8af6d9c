"""Which moves are drastic enough to ask twice: told by figures alone, so that all others are played at once.

A move is drastic where keeping it in place of the last one clearly (by more than two standard errors) costs ten points
of win chance or more, or where it clearly raises the danger of being fired, to more than a half. What is told from the
flow alone, without errors, is never drastic.
"""

from __future__ import annotations

from sim.lookahead.drafts import Effect
from sim.lookahead.lines import SEPARATE
from sim.view.say import percent

COSTS = 10.0
"""points of win chance."""

DANGER = 0.5
"""0..1; chance of being fired."""


def drastic(effect: Effect) -> str | None:
    """Why a move is drastic, as a sentence; None where it is not."""
    if effect.flow:
        return None
    score, fired = effect.score, effect.fired
    if score.mean <= -COSTS and abs(score.mean) > SEPARATE * score.se:
        return (
            f"Kept, this move would cost {-score.mean:.0f} points of win chance (±{max(1, round(score.se))})."
        )
    if fired is not None:
        chance, change = fired
        if chance.mean - SEPARATE * chance.se > DANGER and change.mean > SEPARATE * change.se:
            return f"Kept, this move would get you fired in {percent(chance.mean)} of all futures."
    return None
