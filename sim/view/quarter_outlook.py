"""What the pieces on the board can bring in the quarter to play, against its target."""

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
    """k, but for counts."""

    booked: float
    """k; in the quarter so far."""
    expected: float
    """k; of the pieces on the board, each with its chance of being won and of being due by the quarter's end."""
    target: float
    proposals: int
    """proposals on the board."""

    @property
    def attainment(self) -> float:
        """ratio; booked and expected over the target."""
        return (self.booked + self.expected) / self.target if self.target > 0 else 0.0


def quarter_outlook(firm: Firm, view: View) -> QuarterOutlook:
    """Of the quarter to play."""
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
