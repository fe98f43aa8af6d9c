"""The default focus of a firm in whole percents, as moves contain it."""

from __future__ import annotations

from sim.base.rounding import round_to_total
from sim.model.firm import Firm
from sim.model.move import Focus


def default_focus_percents(firm: Firm) -> Focus:
    """Default focus of the three seats in percent. The shares of each seat sum to 100."""
    sellers, managers, leaders = (
        round_to_total((100 * shares).tolist(), 100) for shares in firm.default_focus
    )
    return sellers, managers, leaders
