"""The effect of a move today, before it is made."""

from __future__ import annotations

import numpy as np

from sim.model.firm import Firm
from sim.model.move import Move, PerSeat
from sim.model.pressure import effective_split
from sim.view.view import View


def share_kept_under_pressure(firm: Firm, view: View) -> float:
    """share; strategic hours that remain strategic under today's pressure."""
    return float(effective_split(np.ones(1), view.pace.pressure, firm.parameters.pressure)[0])


def effective_split_percents(firm: Firm, view: View, move: Move) -> PerSeat:
    """percent; strategic shares of sellers, managers and leaders after today's pressure."""
    kept = share_kept_under_pressure(firm, view)
    sellers, managers, leaders = (round(share * kept) for share in move.split)
    return sellers, managers, leaders
