"""What the scenario is to give back: the figures of an export in the units of the model, and what stands in for those
that the export does not have.
"""

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
"""Units of the file's currency in one k, unless these would be very many."""
READABLE_VALUES = (0.05, 2000.0)
"""k; mean value of a win outside of which k stands for a thousand times less or more, so that figures stay legible."""
SEGMENT_VALUES = (1e-6, 1e7)
"""k; values that a segment can have."""
MIN_LINE_WINS = 30
"""wins; with fewer a product line is counted among the others."""
MIN_LINE_SHARE = 0.02
"""share; of wins, likewise."""
OTHER_PRODUCTS = "Others"
MONTHS_IN_YEAR = 12
INTERVAL_MARGIN = 0.1
"""share of an interval's width; that a figure chosen in it stays away from its ends."""
SIMULATION_MARGIN = 0.025
"""ratio; that a few years of a small firm bring more or less than expected."""
MIN_DAYS = 60
"""days; of a file after its first old deals, from which it tells how many are decided in a month."""
DAYS_IN_YEAR = WEEKS_IN_YEAR * DAYS_IN_WEEK
MAX_OPEN_DEALS = 20_000
"""deals; that may be open at a time, for a game to be quick; a larger firm is scaled down."""
EVEN_SHARES = (1 / 3, 1 / 3, 1 / 3)


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """A product line that becomes a segment."""

    title: str
    share: float
    """of the wins."""
    value: float | None
    """k; mean value of its wins."""


@dataclass(frozen=True, slots=True)
class FitTargets:
    """Targets of the fit; None where the file cannot tell and the reference stands."""

    sellers: int
    """seats."""
    unit: float
    """units of the file's currency that the game calls one k."""
    scale: float
    """seats for each owner in the file: below 1 for a firm larger than a game can be."""
    managers: float | None
    arrivals: float | None
    """deals a week and seat."""
    month: float | None
    """deals a month of the whole firm, as in the file."""
    win_rate: float | None
    """of closed deals."""
    weeks_won: float | None
    """mean time from created to won."""
    weeks_lost: float | None
    shares: tuple[float, float, float] | None
    """wins by calendar month of the quarter."""
    value: float | None
    """k; mean of a win."""
    spread: float | None
    """coefficient of variation of a win's value inside of a line."""
    lines: tuple[SegmentLine, ...]


def find_targets(deals: Deals, figures: Figures, sellers: int | None = None) -> FitTargets:
    """Targets of a file; `sellers` says how many there are where the file has no owners."""
    owners = figures.sellers or sellers or REFERENCE_SELLERS
    month = _deals_a_month(deals, figures)
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
    """Without a quarter end months are alike: what differs between them is noise."""
    return (shares[0], shares[1], shares[2]) if present else EVEN_SHARES


def _deals_a_month(deals: Deals, figures: Figures) -> float | None:
    """Inside of the interval of arrivals what is nearest to what is decided in a month: in a scenario every deal is
    decided, so more arrivals than that would book more than the firm does; in a file some deals lie there forever.
    """
    if figures.arrivals is None:
        return None
    month, decided = figures.arrivals.month, _decided_a_month(deals, figures)
    width = month.high - month.low
    margin = min(max(INTERVAL_MARGIN * width, SIMULATION_MARGIN * month.value), width / 2)
    return month.value if decided is None else min(max(decided, month.low + margin), month.high - margin)


def _decided_a_month(deals: Deals, figures: Figures) -> float | None:
    """Deals that are closed in a month, once there are old ones to close; None where the file is too short to tell."""
    seen = find_window(deals)
    if seen is None or figures.fate is None:
        return None
    first = max(seen.seen_from + 1, seen.start + figures.fate.old)
    days = seen.end - first + 1
    if days < MIN_DAYS:
        return None
    return float(np.count_nonzero(deals.closed >= first) * MONTH_DAYS / days)


def _open_deals(month: float | None, figures: Figures) -> float:
    """Deals that are open at a time: as many as come while one of them is (Little's law)."""
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
    """Product lines by wins, the small ones together; at least one, at most as many as a market has segments."""
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
    """Within-line coefficient of variation, weighted by wins: what is left once the line is known."""
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
