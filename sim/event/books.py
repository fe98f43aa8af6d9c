"""The books: what a week brought, and quarters as sums of weeks. History is kept here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from sim.model.directors import JUDGED_QUARTERS
from sim.scenario.disruptions import WEEKS_IN_QUARTER


@dataclass(frozen=True, slots=True)
class Book:
    """What a span of time brought (a week, or a sum of weeks)."""

    bookings: float = 0.0
    """k."""
    target: float = 0.0
    """k."""
    margin: float = 0.0
    """k; contribution margin."""
    arrived: int = 0
    """new opportunities that came by themselves or from prospecting."""
    grown: int = 0
    """new opportunities grown from conversations."""
    proposed: int = 0
    """opportunities that got a proposal."""
    won: int = 0
    won_grown: int = 0
    """of the won ones, those grown from conversations."""
    lost_to_rival: int = 0
    no_decision: int = 0
    disqualified: int = 0
    dropped: int = 0
    """opportunities dropped for want of hours, in either stage."""
    begun: int = 0
    """conversations begun."""
    faded: int = 0
    """conversations that came to nothing."""
    accounts_lost: int = 0
    left: int = 0
    """sellers who left."""
    hired: int = 0
    noticing: float = 0.0
    """cumulative rate at which a brewing disruption could be noticed; what it says of those that were not seen."""
    offering: float = 0.0
    """weeks; of a full offering in the market: what is live at each week's start, summed."""
    cash_changes: float = 0.0
    """k; cash that strikes gave or took, apart from the margin."""

    @property
    def attainment(self) -> float:
        """Bookings over target, a ratio."""
        return self.bookings / self.target if self.target > 0 else 0.0


def sum_books(books: Iterable[Book]) -> Book:
    """The sum of some books."""
    rows = list(books)
    return Book(**{f.name: sum(getattr(row, f.name) for row in rows) for f in fields(Book)})


def quarter_books(weeks: Sequence[Book]) -> list[Book]:
    """Books of the complete quarters."""
    whole = len(weeks) // WEEKS_IN_QUARTER
    return [sum_books(weeks[q * WEEKS_IN_QUARTER : (q + 1) * WEEKS_IN_QUARTER]) for q in range(whole)]


def judged_attainments(weeks: Sequence[Book]) -> list[float]:
    """Attainments that the directors look at: of the last four complete quarters, or of those there are."""
    whole = len(weeks) // WEEKS_IN_QUARTER * WEEKS_IN_QUARTER
    return quarter_attainments(weeks[max(0, whole - JUDGED_QUARTERS * WEEKS_IN_QUARTER) : whole])


def quarter_attainments(weeks: Sequence[Book]) -> list[float]:
    """Attainment of each complete quarter, a ratio."""
    return [quarter.attainment for quarter in quarter_books(weeks)]
