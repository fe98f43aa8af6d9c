"""What the board can contribute to the coming quarter, compared with its target."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model import deals
from sim.model.firm import Firm
from sim.view.board import column_ends, due_chances, stages_left
from sim.view.expected_wins import segment_win_chances, win_chance
from sim.view.standing import books_overview
from sim.view.view import View


@dataclass(frozen=True, slots=True)
class QuarterOutlook:
    """Outlook on the coming quarter."""

    booked: float
    """k; bookings in the quarter so far."""
    expected: float
    """k; expected bookings from pieces on the board, each by its chance of being won and being due within the
    quarter."""
    target: float
    proposals: int
    """Number of proposals on the board."""

    @property
    def attainment(self) -> float:
        """ratio; booked and expected over target."""
        return (self.booked + self.expected) / self.target if self.target > 0 else 0.0


def quarter_outlook(firm: Firm, view: View) -> QuarterOutlook:
    """Return the outlook on the coming quarter."""
    won, end = segment_win_chances(firm, view), column_ends(view.week)[1]
    value = deals.mean_value(firm.value, view.stocks.insight, firm.parameters.value)
    due: dict[tuple[float, ...], float] = {}
    expected = 0.0
    for deal in view.deals:
        means = stages_left(deal, view.pace)
        if means not in due:
            due[means] = due_chances(means, [end])[0]
        expected += (
            win_chance(firm, view, deal, won) * due[means] * float(value[deal.segment, int(deal.grown)])
        )
    current = books_overview(view).current
    booked = 0.0 if current is None else current.bookings
    return QuarterOutlook(booked, expected, view.target, sum(deal.stage == "proposal" for deal in view.deals))
