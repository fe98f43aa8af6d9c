"""The targets of the fit: the figures of an export in the units of the model, or None for those it does not have."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.crm.deals import WON, Deals
from sim.crm.estimate.figures import Figures
from sim.crm.estimate.window import MONTH_DAYS, find_window
from sim.model.calendar import DAYS_IN_WEEK, WEEKS_IN_YEAR
from sim.scenario.market import MAX_SEGMENTS
from sim.scenario.organisation import MAX_SELLERS, REFERENCE_SELLERS

UNITS_IN_K = 1000.0
"""Units of the file's currency in one k, unless values would be very large or small."""
READABLE_VALUES = (0.05, 2000.0)
"""k; mean value of a win outside which one k is a thousand times more or less, so that figures are readable."""
SEGMENT_VALUES = (1e-6, 1e7)
"""k; range of a segment's value."""
MIN_LINE_WINS = 30
"""Wins below which a product line is merged into the others."""
MIN_LINE_SHARE = 0.02
"""Share of wins below which a product line is merged into the others."""
OTHER_PRODUCTS = "Others"
MONTHS_IN_YEAR = 12
INTERVAL_MARGIN = 0.1
"""Distance that a chosen figure keeps from the ends of its interval, as a share of the width."""
SIMULATION_MARGIN = 0.025
"""Distance that it keeps at least, as a share of the figure, since a few simulated years deviate by that much."""
MIN_DAYS = 60
"""days that a file must cover after its first old deals to show how many deals are closed per month."""
DAYS_IN_YEAR = WEEKS_IN_YEAR * DAYS_IN_WEEK
MAX_OPEN_DEALS = 20_000
"""Open deals at a time, to keep a game fast; a larger firm is scaled down."""
EVEN_SHARES = (1 / 3, 1 / 3, 1 / 3)


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """A product line that becomes a segment."""

    title: str
    share: float
    """Share of the wins."""
    value: float | None
    """k; mean value of its wins; None if unknown."""


@dataclass(frozen=True, slots=True)
class FitTargets:
    """Targets of the fit; None if the file does not show them and the reference applies."""

    sellers: int
    """Number of seats."""
    unit: float
    """Units of the file's currency in one k of the game."""
    scale: float
    """Seats per owner in the file; below 1 if the firm is too large for a game."""
    managers: float | None
    arrivals: float | None
    """Deals per week and seat."""
    month: float | None
    """Deals per month of the whole firm, as in the file."""
    win_rate: float | None
    """Share of closed deals that are won."""
    weeks_won: float | None
    """weeks; mean time from created to won."""
    weeks_lost: float | None
    """weeks; mean time from created to lost."""
    shares: tuple[float, float, float] | None
    """Shares of wins by calendar month of the quarter."""
    value: float | None
    """k; mean value of a win."""
    spread: float | None
    """Coefficient of variation of a win's value within a line."""
    lines: tuple[SegmentLine, ...]


def find_targets(deals: Deals, figures: Figures, sellers: int | None = None) -> FitTargets:
    """Targets of a file; `sellers` is their number if the file has no owners."""
    owners = figures.sellers or sellers or REFERENCE_SELLERS
    month = _deals_per_month(deals, figures)
    seats = max(
        1, min(owners, MAX_SELLERS, int(owners * MAX_OPEN_DEALS / max(_open_deals(month, figures), 1.0)))
    )
    unit = _currency_unit(figures)
    lines = _segment_lines(deals, unit)
    won, lost, quarter = figures.days_won, figures.days_lost, figures.quarter_end
    return FitTargets(
        sellers=seats,
        unit=unit,
        scale=seats / owners,
        managers=None if figures.managers is None else figures.managers * seats / owners,
        arrivals=None if month is None else month * MONTHS_IN_YEAR / WEEKS_IN_YEAR / owners,
        month=month,
        win_rate=None if figures.win_rate is None else figures.win_rate.value,
        weeks_won=None if won is None else won.mean.value / DAYS_IN_WEEK,
        weeks_lost=None if lost is None else lost.mean.value / DAYS_IN_WEEK,
        shares=_month_shares(quarter.present, tuple(s.value for s in quarter.shares)) if quarter else None,
        value=None if figures.values is None else figures.values.mean.value / unit,
        spread=_value_spread(deals, lines),
        lines=lines,
    )


def _month_shares(present: bool, shares: tuple[float, ...]) -> tuple[float, float, float]:
    """Equal shares without a quarter-end rush, since the differences are noise then."""
    return (shares[0], shares[1], shares[2]) if present else EVEN_SHARES


def _deals_per_month(deals: Deals, figures: Figures) -> float | None:
    """The number in the interval of arrivals that is nearest to the deals closed per month.

    In a scenario every deal is closed at some time, so more arrivals would book more than the firm does. In a file,
    some deals stay open forever.
    """
    if figures.arrivals is None:
        return None
    month, closed = figures.arrivals.month, _closed_per_month(deals, figures)
    width = month.high - month.low
    margin = min(max(INTERVAL_MARGIN * width, SIMULATION_MARGIN * month.value), width / 2)
    return month.value if closed is None else min(max(closed, month.low + margin), month.high - margin)


def _closed_per_month(deals: Deals, figures: Figures) -> float | None:
    """Deals closed per month once there are old ones to close; None if the file is too short."""
    window = find_window(deals)
    if window is None or figures.fate is None:
        return None
    first = max(window.complete_from + 1, window.start + figures.fate.old)
    days = window.end - first + 1
    if days < MIN_DAYS:
        return None
    return float(np.count_nonzero(deals.closed >= first) * MONTH_DAYS / days)


def _open_deals(month: float | None, figures: Figures) -> float:
    """Deals open at a time (Little's law)."""
    cycles = [c.mean.value for c in (figures.days_won, figures.days_lost) if c is not None]
    return (month or 0.0) * MONTHS_IN_YEAR / DAYS_IN_YEAR * max(cycles, default=0.0)


def _currency_unit(figures: Figures) -> float:
    unit, (low, high) = UNITS_IN_K, READABLE_VALUES
    if figures.values is not None:
        while figures.values.mean.value / unit > high:
            unit *= UNITS_IN_K
        while figures.values.mean.value / unit < low:
            unit /= UNITS_IN_K
    return unit


def _segment_lines(deals: Deals, unit: float) -> tuple[SegmentLine, ...]:
    """Product lines by wins, with small ones merged: at least one, at most as many as a market can have segments."""
    won = deals.outcome == WON
    names = [*deals.products, OTHER_PRODUCTS]
    product = np.where(deals.product < 0, len(deals.products), deals.product)
    wins = np.bincount(product[won], minlength=len(names))
    if wins[:-1].sum() == 0:
        return (SegmentLine("All business", 1.0, _mean_value(deals.value[won], unit)),)
    large = [
        i for i in np.argsort(-wins[:-1], kind="stable").tolist() if _is_large(int(wins[i]), int(wins.sum()))
    ]
    all_fit = len(large) == np.count_nonzero(wins) <= MAX_SEGMENTS
    kept = large if all_fit else large[: MAX_SEGMENTS - 1]
    found = [(names[i], won & (product == i)) for i in kept]
    rest = won & ~np.isin(product, kept)
    if rest.any():
        found.append((OTHER_PRODUCTS, rest))
    return tuple(
        SegmentLine(title, float(mask.sum() / won.sum()), _mean_value(deals.value[mask], unit))
        for title, mask in found
    )


def _is_large(wins: int, of: int) -> bool:
    return wins >= max(MIN_LINE_WINS, MIN_LINE_SHARE * of)


def _mean_value(values: np.ndarray, unit: float) -> float | None:
    known = values[np.isfinite(values)]
    return float(np.clip(known.mean() / unit, *SEGMENT_VALUES)) if known.size else None


def _value_spread(deals: Deals, lines: tuple[SegmentLine, ...]) -> float | None:
    """Coefficient of variation within lines, weighted by wins."""
    won = (deals.outcome == WON) & np.isfinite(deals.value)
    if won.sum() < 2:
        return None
    titles = {line.title for line in lines}
    names = np.array([*deals.products, OTHER_PRODUCTS], dtype=object)
    label = names[np.where(deals.product < 0, len(deals.products), deals.product)]
    label = np.where(np.isin(label, list(titles)), label, OTHER_PRODUCTS)
    squares, count = 0.0, 0
    for title in set(label[won].tolist()):
        values = deals.value[won & (label == title)]
        squares += float(np.sum((values / values.mean() - 1) ** 2))
        count += values.size
    return float(np.sqrt(squares / count))
