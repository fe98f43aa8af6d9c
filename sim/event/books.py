"""The books: the results of each week, and quarters as sums of weeks. No other module keeps history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from sim.model.directors import JUDGED_QUARTERS
from sim.scenario.disruptions import WEEKS_IN_QUARTER


@dataclass(frozen=True, slots=True)
class Book:
    """The results of a period, which is a week or a sum of weeks."""

    bookings: float = 0.0
    """k; bookings."""
    target: float = 0.0
    """k; target for bookings."""
    margin: float = 0.0
    """k; contribution margin."""
    arrived: int = 0
    """New opportunities, inbound or from prospecting."""
    grown: int = 0
    """New opportunities grown from conversations."""
    proposed: int = 0
    """Opportunities that got a proposal."""
    won: int = 0
    won_grown: int = 0
    """Won deals that grew from conversations."""
    lost_to_rival: int = 0
    no_decision: int = 0
    disqualified: int = 0
    dropped: int = 0
    """Opportunities dropped for lack of hours, in either stage."""
    begun: int = 0
    """Conversations begun."""
    faded: int = 0
    """Conversations that came to nothing."""
    accounts_lost: int = 0
    left: int = 0
    """Sellers who left."""
    hired: int = 0
    noticing: float = 0.0
    """Cumulative hazard of noticing a disruption. It tells how likely an unnoticed one would have been noticed."""
    offering: float = 0.0
    """Sum of the live offering at the start of each week, that is, weeks of a full offering in the market."""
    cash_changes: float = 0.0
    """k; cash added or taken by strikes, apart from the margin."""

    @property
    def attainment(self) -> float:
        """ratio; bookings over target."""
        return self.bookings / self.target if self.target > 0 else 0.0


def sum_books(books: Iterable[Book]) -> Book:
    """Return the sum of several books."""
    rows = list(books)
    return Book(**{f.name: sum(getattr(row, f.name) for row in rows) for f in fields(Book)})


def quarter_books(weeks: Sequence[Book]) -> list[Book]:
    """Return the books of the complete quarters."""
    whole = len(weeks) // WEEKS_IN_QUARTER
    return [sum_books(weeks[q * WEEKS_IN_QUARTER : (q + 1) * WEEKS_IN_QUARTER]) for q in range(whole)]


def judged_attainments(weeks: Sequence[Book]) -> list[float]:
    """Return the attainments that the directors judge: those of up to four last complete quarters."""
    whole = len(weeks) // WEEKS_IN_QUARTER * WEEKS_IN_QUARTER
    return quarter_attainments(weeks[max(0, whole - JUDGED_QUARTERS * WEEKS_IN_QUARTER) : whole])


def quarter_attainments(weeks: Sequence[Book]) -> list[float]:
    """Return the attainment (ratio) of each complete quarter."""
    return [quarter.attainment for quarter in quarter_books(weeks)]
