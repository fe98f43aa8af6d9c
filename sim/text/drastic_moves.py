"""Which moves are drastic enough to ask twice: told by figures alone, so that all others are played at once.

What is judged is what is done: the move made once, with the best line after it, against the best line. It is drastic
where it clearly (by more than two standard errors) costs ten points of win chance or more, or where it clearly
raises the danger of being fired, to more than a half. What is told from the flow alone, without errors, is never
drastic; nor is a move while no best line is known.
"""

from __future__ import annotations

from sim.lookahead.draft_effects import DraftEffect
from sim.lookahead.line_figures import CLEAR_STANDARD_ERRORS
from sim.text.figures import format_percent

DRASTIC_COST = 10.0
"""points of win chance."""

DRASTIC_DANGER = 0.5
"""0..1; chance of being fired."""

LEAD_IN = "Also with the best line after it,"


def drastic_warning(effect: DraftEffect) -> str | None:
    """Why a move is drastic, as a sentence; None where it is not."""
    if effect.flow or effect.once is None:
        return None
    score, (chance, change) = effect.once.score, effect.once.fired
    if score.mean <= -DRASTIC_COST and abs(score.mean) > CLEAR_STANDARD_ERRORS * score.se:
        return (
            f"{LEAD_IN} this move costs {-score.mean:.0f} points of win chance (±{max(1, round(score.se))})."
        )
    if (
        chance.mean - CLEAR_STANDARD_ERRORS * chance.se > DRASTIC_DANGER
        and change.mean > CLEAR_STANDARD_ERRORS * change.se
    ):
        return f"{LEAD_IN} this move gets you fired in {format_percent(chance.mean)} of all futures."
    return None
