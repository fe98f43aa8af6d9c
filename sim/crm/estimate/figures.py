"""The figures that are estimated from deals.

Intervals are 95 % confidence intervals, times are in days, and values in the file's currency.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.base.statistics import Estimate

MIN_OBSERVATIONS = 10
"""Observations below which no figure is estimated."""
SIGNIFICANCE_LEVEL = 0.05
"""p-value below which an effect is reported as present."""
ORDINALS = ("first", "second", "third")
"""Names of the months of a quarter."""


@dataclass(frozen=True, slots=True)
class CycleTimes:
    """Time from created to closed of the deals of one outcome."""

    median: Estimate
    mean: Estimate
    p10: float
    p90: float
    log_sd: float
    """Standard deviation of the logarithm of days, at least 1 day each."""


@dataclass(frozen=True, slots=True)
class ArrivalEstimate:
    """How many deals are created."""

    month: Estimate
    """Deals per month (a twelfth of a year) of the whole team, over the months used."""
    seller_month: Estimate | None
    """Deals per month and seller; None without owners."""
    months: tuple[tuple[str, int], ...]
    """Month ('2024-03') and deals created, for every month of the file, used or not."""
    used: tuple[str, str]
    """First and last month used, as in `months`."""
    dispersion: float
    """Variance over mean of the monthly counts used; 1 for a Poisson process."""
    seller_dispersion: float | None
    """Variance over mean of counts by seller and month; None without owners."""


@dataclass(frozen=True, slots=True)
class WinValues:
    """Values of wins."""

    mean: Estimate
    median: float
    p10: float
    p90: float
    total: float
    cv: float
    """Coefficient of variation: standard deviation over mean."""
    log_sd: float


@dataclass(frozen=True, slots=True)
class QuarterEnd:
    """Whether there is a quarter-end rush of wins."""

    present: bool
    """Whether `p` is below 0.05."""
    p: float
    """One-sided p-value of the rise in the last month, given the ages of open deals."""
    shares: tuple[Estimate, Estimate, Estimate]
    """Share of wins by month of the quarter, over whole quarters."""
    hazards: tuple[float, float, float]
    """Relative hazard of a win by month of the quarter, given age; the weighted mean is 1."""


@dataclass(frozen=True, slots=True)
class SellerEstimate:
    """One seller's deals."""

    name: str
    closed: int
    won: int
    rate: Estimate
    """Win rate, shrunk towards the mean to the extent that differences between sellers are noise."""


@dataclass(frozen=True, slots=True)
class SellerComparison:
    """Whether sellers differ in their win rates."""

    distinguishable: bool
    """Whether `p` is below 0.05."""
    p: float
    """p-value of the differences, if all sellers were alike."""
    sd: float
    """Standard deviation of true win rates between sellers (beta-binomial, by moments); 0 if all is noise."""
    sellers: tuple[SellerEstimate, ...]


@dataclass(frozen=True, slots=True)
class DealFate:
    """What becomes of deals by age, with open deals as censored, not lost (Aalen-Johansen)."""

    days: tuple[float, ...]
    """Ages of the curves."""
    won: tuple[float, ...]
    """Probability of being won by each age."""
    lost: tuple[float, ...]
    """Probability of being lost by each age."""
    old: float
    """days; age beyond which a deal is old: nine out of ten wins come earlier."""
    open_when_old: Estimate | None
    """Share of deals that reach that age open."""
    old_month: Estimate | None
    """Share of old open deals that are won or lost in a month."""
    stay_open: Estimate | None
    """Share still open at the end of the file, of the deals that could be old by then."""


@dataclass(frozen=True, slots=True)
class ProductLine:
    """A product or group of products."""

    name: str
    won: int
    closed: int
    value: float
    """Mean value of its wins."""


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a file; None for what it does not show."""

    rows: int
    """Number of deals used."""
    won: int
    lost: int
    open: int
    sellers: int | None
    """Number of owners of deals."""
    managers: int | None
    win_rate: Estimate | None
    arrivals: ArrivalEstimate | None
    days_won: CycleTimes | None
    days_lost: CycleTimes | None
    values: WinValues | None
    quarter_end: QuarterEnd | None
    rep_effect: SellerComparison | None
    fate: DealFate | None
    lines: tuple[ProductLine, ...]
    """Product lines by wins, the largest first; empty without products or values."""
    gaps: tuple[str, ...]
    """One sentence for each figure that the file does not show, with the reason."""
    oddities: tuple[str, ...] = ()
    """One sentence for each oddity in when deals were created."""
    doubt: str | None = None
    """Why the deals per month are doubtful, in a sentence; None if the file passed the check of its time span."""
