"""The current values of the explained figures that are known at the moment."""

from __future__ import annotations

from sim.play.session import Session
from sim.text.current_figures import forecast_figures, position_figures
from sim.text.effects import describe_effect
from tui.controllers.lookahead import LookaheadController

EFFECT_WIDTH = 200
"""characters; room for the longest text of an effect."""


def current_figures(session: Session, lookahead: LookaheadController) -> dict[str, str]:
    """Figures of the position on the screen and of the draft, by name."""
    found = dict(position_figures(session))
    if lookahead.effect is not None and lookahead.drafting and not lookahead.weighing:
        found["effect"] = describe_effect(lookahead.effect, EFFECT_WIDTH)
    if lookahead.state == "told" and lookahead.lines and lookahead.snapshot is not None:
        found |= forecast_figures(session, lookahead.snapshot, lookahead.lines, lookahead.change)
    return found
