"""The calendar: months of 4, 4 and 5 weeks, quarters of 13, years of 52. Weeks count from 0."""

from __future__ import annotations

from sim.scenario.disruptions import WEEKS_IN_MONTHS, WEEKS_IN_QUARTER
from sim.scenario.market import RateStep
from sim.scenario.organisation import Cadence

WEEKS_IN_YEAR = 52
DAYS_IN_WEEK = 7


def month_of_quarter(week: int) -> int:
    """Month of the quarter (0, 1 or 2) that a week belongs to."""
    inside = week % WEEKS_IN_QUARTER
    return 0 if inside < WEEKS_IN_MONTHS[0] else 1 if inside < sum(WEEKS_IN_MONTHS[:2]) else 2


def quarter_of(week: int) -> int:
    """Quarter of a week, counted from 0."""
    return week // WEEKS_IN_QUARTER


def ends_quarter(week: int) -> bool:
    """Whether a quarter ends with this week."""
    return (week + 1) % WEEKS_IN_QUARTER == 0


def period_weeks(week: int, cadence: Cadence) -> int:
    """Number of weeks from a move boundary at the start of `week` to the next one."""
    inside = week % WEEKS_IN_QUARTER
    if cadence == "quarter":
        return WEEKS_IN_QUARTER - inside
    ends = (WEEKS_IN_MONTHS[0], sum(WEEKS_IN_MONTHS[:2]), WEEKS_IN_QUARTER)
    return next(end for end in ends if end > inside) - inside


def moves_in_quarter(cadence: Cadence) -> int:
    """Number of moves in a quarter at this cadence."""
    return 1 if cadence == "quarter" else 3


def day_of(time: float) -> int:
    """Day of the game, counted from 1, of a time in weeks."""
    return int(time * DAYS_IN_WEEK) + 1


def rate_of_change(steps: float | list[RateStep], week: int) -> float:
    """Rate of change in a week, from a scenario's number or steps. The first step also applies before the game."""
    if not isinstance(steps, list):
        return float(steps)
    return next((step.value for step in reversed(steps) if step.week <= week), steps[0].value)
