"""What is estimated from deals: intervals are 95 % ones, times in days, values in the file's currency."""

from __future__ import annotations

from dataclasses import dataclass

from sim.base.statistics import Estimate

MIN_OBSERVATIONS = 10
"""Observations below which no figure is estimated."""


@dataclass(frozen=True, slots=True)
class CycleTimes:
    """How long deals take from created to closed, of one outcome."""

    median: Estimate
    mean: Estimate
    p10: float
    p90: float
    log_sd: float
    """sd of the log of days (days below 1 count as 1)."""


@dataclass(frozen=True, slots=True)
class ArrivalEstimate:
    """How many deals come."""

    month: Estimate
    """deals a month (a twelfth of a year) for the whole team, over the months used."""
    seller_month: Estimate | None
    """the same for one seller; None without owners."""
    months: tuple[tuple[str, int], ...]
    """('2017-03', deals created), every month of the file, also those not used."""
    used: tuple[str, str]
    """first and last month used, as in `months`."""
    dispersion: float
    """variance over mean of the monthly counts used; 1 for a Poisson stream."""
    seller_dispersion: float | None
    """the same for counts by seller and month."""


@dataclass(frozen=True, slots=True)
class WinValues:
    """What wins are worth."""

    mean: Estimate
    median: float
    p10: float
    p90: float
    total: float
    cv: float
    """standard deviation over mean."""
    log_sd: float


@dataclass(frozen=True, slots=True)
class QuarterEnd:
    """Whether wins crowd at the end of quarters."""

    present: bool
    """`p` is below .05."""
    p: float
    """chance of so much of a rise in the last month if there were none (one-sided; given the ages of what is open)."""
    shares: tuple[Estimate, Estimate, Estimate]
    """share of wins by month of the quarter, over whole quarters."""
    hazards: tuple[float, float, float]
    """readiness to be won by month of the quarter, given age; weighted mean 1."""


@dataclass(frozen=True, slots=True)
class SellerEstimate:
    """One seller's deals."""

    name: str
    closed: int
    won: int
    rate: Estimate
    """win rate, shrunk to the mean as far as differences between sellers are noise."""


@dataclass(frozen=True, slots=True)
class SellerComparison:
    """Whether sellers differ in how much they win."""

    distinguishable: bool
    """`p` is below .05."""
    p: float
    """chance of so much difference if all were alike."""
    sd: float
    """standard deviation of true win rates between sellers (beta-binomial, by moments; 0 where it is all noise)."""
    sellers: tuple[SellerEstimate, ...]


@dataclass(frozen=True, slots=True)
class DealFate:
    """What becomes of deals by age: open deals are censored, not lost (Aalen-Johansen)."""

    days: tuple[float, ...]
    won: tuple[float, ...]
    """chance to be won by that age."""
    lost: tuple[float, ...]
    old: float
    """days; the age beyond which a deal is old: nine of ten wins come earlier."""
    open_when_old: Estimate | None
    """share of deals that reached that age open."""
    old_month: Estimate | None
    """share of old open deals that close, either way, in a month."""
    stay_open: Estimate | None
    """share that is still open at the end of the file, of the deals that could be old by then."""


@dataclass(frozen=True, slots=True)
class ProductLine:
    """One product, or group of products."""

    name: str
    won: int
    closed: int
    value: float
    """mean value of its wins."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything; None where the file cannot tell."""

    rows: int
    """deals used."""
    won: int
    lost: int
    open: int
    sellers: int | None
    """owners of deals."""
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
    """by wins, the largest first; empty where products or values are missing."""
    cannot: tuple[str, ...]
    """what the file cannot tell and why, a sentence each."""
    odd: tuple[str, ...] = ()
    """what is odd about when deals came, a sentence each."""
    doubt: str | None = None
    """why deals a month are in doubt, a sentence; None where the stretch of the file passed its check."""
