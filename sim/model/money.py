"""Contribution margin."""

from __future__ import annotations

from sim.model.arrays import ScalarOrArray
from sim.model.firm import Firm


def contribution_margin(
    firm: Firm, bookings: ScalarOrArray, accounts: ScalarOrArray, sellers: ScalarOrArray, hires: ScalarOrArray
) -> ScalarOrArray:
    """k; contribution margin of a week from bookings (k), accounts and filled seats at its start, and hires."""
    p = firm.parameters.money
    organisation = firm.scenario.organisation
    overhead = p.manager * organisation.managers + p.leader * organisation.leaders
    return p.bookings * bookings + p.recurring * accounts - p.seller * sellers - overhead - p.hire * hires
