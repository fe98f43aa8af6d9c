"""The team's standing with the directors: attainment, what they require, and how close a firing is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.event.books import Book, judged_attainments, quarter_books, sum_books
from sim.model.directors import JUDGED_QUARTERS
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.view.view import View

DANGER_RATIO = 2 / 3
"""ratio; a quarter that requires more than this part of the recent attainment is a danger."""

MIN_CASH_QUARTERS = 2.0
"""quarters; cash that lasts less than this is a danger."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Standing with the directors. Attainments are ratios of bookings to target."""

    last: float | None
    """Attainment of the last quarter. None before the first has ended."""
    trailing: float | None
    """Mean attainment of up to four last quarters."""
    judged: int
    """Number of quarters in that mean."""
    patience: float
    """Mean attainment of four quarters below which the directors fire the team."""
    needed: float | None
    """Attainment that the coming quarter needs to avoid a firing. None while the directors only watch."""
    cash_quarters: float | None
    """Quarters that cash lasts at the last quarter's loss. None if there was no loss."""

    @property
    def danger_from_directors(self) -> bool:
        """Whether the coming quarter has to come close to the recent attainment to avoid a firing."""
        return self.needed is not None and self.needed > DANGER_RATIO * (self.trailing or 1.0)

    @property
    def danger_of_cash(self) -> bool:
        """Whether cash is running out."""
        return self.cash_quarters is not None and self.cash_quarters < MIN_CASH_QUARTERS


def assess_standing(view: View, cash_floor: float) -> Standing:
    """Assess the standing. `cash_floor` is the cash in k below which the directors fire the team."""
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
    """Books of the current quarter, the last quarter and the game."""

    current: Book | None
    """The current quarter so far, against the whole quarter's target. None after the end."""
    begun: bool
    """Whether any week of it was played."""
    last: Book | None
    """The quarter before it. None in the first."""
    game: Book | None
    """All weeks so far. None before the first move."""


def books_overview(view: View) -> BooksOverview:
    """Return the books of the current quarter, the last one and the game."""
    done = quarter_books(view.weeks)
    rest = view.weeks[len(done) * WEEKS_IN_QUARTER :]
    current = replace(sum_books(rest), target=view.target) if view.quarter <= view.quarters else None
    game = sum_books(view.weeks) if view.weeks else None
    return BooksOverview(current, bool(rest), done[-1] if done else None, game)
