"""Between the project's records and the page's letters."""

from __future__ import annotations

from typing import Any

from sim.model.firm import Firm
from sim.model.move import Move, make_allocation
from sim.model.state import Counts, Stocks
from tests.model import page


def in_letters(c: Counts, s: Stocks) -> page.State:
    """A state in the page's letters."""
    return page.State(
        Q=[(float(a), float(b)) for a, b in c.qualified],
        P=[(float(a), float(b)) for a, b in c.proposals],
        B=c.accounts.tolist(),
        g=s.gap.tolist(),
        gR=s.rival_gap.tolist(),
        E=float(s.relationships),
        I=float(s.insight),
        F=float(s.foresight),
        C=float(s.culture),
        T=float(s.capability),
        K=float(s.skill),
        O=float(s.offering),
        O1=float(s.offering_built),
        O2=float(s.offering_live),
        k=s.ramp.tolist(),
        filled=s.filled.tolist(),
        b=float(s.burnout),
        A=float(s.felt),
        lD=float(s.demand),
        sl=float(s.slowness),
        ex=float(s.exodus),
    )


def as_choice(firm: Firm, move: Move) -> page.Choice:
    """A move as the page has it."""
    a = make_allocation(firm, move)
    plain: list[Any] = [tuple(x.tolist()) for x in (a.split, a.response, a.sellers, a.managers, a.leaders)]
    return page.Choice(*plain)
