"""The team's standing with the directors: what it has reached, what they expect, and how near the end is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.event.books import Book, judged_attainments, quarter_books, sum_books
from sim.model.directors import JUDGED_QUARTERS
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.view.view import View

DANGER_RATIO = 2 / 3
"""ratio; a quarter that needs more than this part of what the last ones reached is one in which to worry."""

MIN_CASH_QUARTERS = 2.0
"""quarters; cash that lasts less than this is a danger."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Attainments are ratios of bookings to target."""

    last: float | None
    """of the last quarter; None before the first has ended."""
    trailing: float | None
    """mean of the last four quarters, or of those there are."""
    judged: int
    """quarters in that mean."""
    patience: float
    """mean of four quarters below which the directors fire."""
    needed: float | None
    """what the quarter to play must reach so that the directors do not fire; None while they only watch."""
    cash_quarters: float | None
    """quarters that cash lasts at the last quarter's loss; None where there was none."""

    @property
    def danger_from_directors(self) -> bool:
        """Whether the quarter to play must come near to what the last ones reached, or the directors fire."""
        return self.needed is not None and self.needed > DANGER_RATIO * (self.trailing or 1.0)

    @property
    def danger_of_cash(self) -> bool:
        """Whether cash is running out."""
        return self.cash_quarters is not None and self.cash_quarters < MIN_CASH_QUARTERS


def assess_standing(view: View, cash_floor: float) -> Standing:
    """The team's standing; `cash_floor` in k is the cash below which the directors fire."""
    recent = judged_attainments(view.weeks)
    return Standing(
        last=recent[-1] if recent else None,
        trailing=float(np.mean(recent)) if recent else None,
        judged=len(recent),
        patience=view.patience,
        needed=_needed_attainment(view, recent),
        cash_quarters=_cash_quarters(view, cash_floor),
    )


def _needed_attainment(view: View, recent: list[float]) -> float | None:
    if view.quarter < JUDGED_QUARTERS:
        return None
    return JUDGED_QUARTERS * view.patience - sum(recent[1 - JUDGED_QUARTERS :])


def _cash_quarters(view: View, floor: float) -> float | None:
    done = quarter_books(view.weeks)
    change = done[-1].margin + done[-1].cash_changes if done else 0.0
    return (view.cash - floor) / -change if change < 0 else None


@dataclass(frozen=True, slots=True)
class BooksOverview:
    """The books side by side."""

    current: Book | None
    """what is booked in the quarter to play, against the whole quarter's target; None after the end."""
    begun: bool
    """whether anything of it is played."""
    last: Book | None
    """the quarter before it; None in the first."""
    game: Book | None
    """everything so far; None before the first move."""


def books_overview(view: View) -> BooksOverview:
    """The books of the quarter to play, the last one and the game."""
    done = quarter_books(view.weeks)
    rest = view.weeks[len(done) * WEEKS_IN_QUARTER :]
    current = replace(sum_books(rest), target=view.target) if view.quarter <= view.quarters else None
    game = sum_books(view.weeks) if view.weeks else None
    return BooksOverview(current, bool(rest), done[-1] if done else None, game)
