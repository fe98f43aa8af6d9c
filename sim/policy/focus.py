"""A firm's default focus in whole percents, as moves have it."""

from __future__ import annotations

from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.move import Focus


def default_focus_percents(firm: Firm) -> Focus:
    """Default focus of the three seats in percent; each seat's shares sum to 100."""
    sellers, managers, leaders = (_round_percents(shares) for shares in firm.default_focus)
    return sellers, managers, leaders


def _round_percents(shares: Array) -> tuple[int, ...]:
    """Whole percents that sum to 100: rounded down, the rest to the largest remainders."""
    exact = [float(share) * 100 for share in shares]
    whole = [int(x) for x in exact]
    for i in sorted(range(len(exact)), key=lambda i: whole[i] - exact[i])[: 100 - sum(whole)]:
        whole[i] += 1
    return tuple(whole)
