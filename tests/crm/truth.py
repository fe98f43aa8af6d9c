"""Deals of a made firm whose truth is known, and the same as an export.

A deal is, on each day of its age, won or lost with the chances of its age; some are never decided. A quarter end makes
deals readier to be won in the last month of quarters. Months draw their arrivals about a mean that may grow. What the
truth is under censoring, at the end of the file and where the deals closed before its beginning are left out, is the
expectation over all that can happen, counted without chance.
"""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.random import Generator

from sim.crm.deals import LOST, OPEN, WON, Deals, Floats, Ints
from sim.crm.estimate.window import MONTH_DAYS, month_of, month_start

OLDEST = 250
"""days; whoever is older is never decided."""
NEVER = 0.1
"""share of deals that are never decided."""
FIRST_MONTH = (2021 - 1970) * 12
PRODUCTS = ("plain", "better", "best")
WORDS = {OPEN: "Open", WON: "Won", LOST: "Lost"}


@dataclass(frozen=True, slots=True)
class Truth:
    """What the estimates are about; expectations over the whole file, given the sellers."""

    win_rate: float
    """expected wins over expected endings within the file."""
    month: float
    """deals a twelfth of a year, mean over the months of the file."""
    days_won: float
    """expected days of wins within the file."""
    value: float
    wins: Floats
    """(months,) expected wins."""
    seller_rates: Floats
    """(sellers,) chance to be won of a seller's deals that are decided, without a quarter end."""
    start: int
    """first day of the file; days since 1970-01-01."""
    end: int
    """last day of the file."""

    def shares(self, first: int) -> Floats:
        """(3,) share of wins by month of the quarter, from the quarter on that begins with month `first`."""
        table = self.wins[first:].reshape(-1, 3).sum(axis=0)
        return np.asarray(table / table.sum(), dtype=np.float64)


def made(
    rng: Generator,
    *,
    sellers: int = 10,
    months: int = 24,
    rate: float = 4.0,
    win: float = 0.45,
    seller_sd: float = 0.0,
    quarter_end: float = 0.0,
    dispersion: float = 1.0,
    growth: float = 0.0,
    value: float = 5_000.0,
    value_sigma: float = 1.1,
    before_left_out: bool = False,
    open_left_out: bool = False,
) -> tuple[Deals, Truth]:
    """Deals over whole months from January 2021, `rate` created a month by each seller, and their truth.

    `quarter_end` is by how much readier deals are in the last month of quarters (.5 for half as ready again);
    `dispersion` the variance over mean of a month's arrivals; `growth` the rise of arrivals in a year, over those of
    the first day. With `before_left_out` the firm is older than the file, and what closed before it is missing; with
    `open_left_out` what is open at its end is missing.
    """
    start, end = int(month_start(FIRST_MONTH)), int(month_start(FIRST_MONTH + months)) - 1
    first = start - OLDEST if before_left_out else start
    days = np.arange(first, end + 1)
    rates = np.clip(win + seller_sd * rng.standard_normal(sellers), 0.02, 0.98)
    hoped = rate * sellers / MONTH_DAYS * np.maximum(0.0, 1 + growth * (days - start) / 365.25)
    created, owner = _created(rng, days, hoped, dispersion, sellers)
    ready = _readiness(np.arange(first, end + OLDEST + 2), quarter_end)
    outcome, age = _lived(rng, rates[owner], ready, created - first, end - created)
    closed = np.where(outcome == OPEN, np.nan, created + age)
    size = len(created)
    worth = value * np.exp(value_sigma * rng.standard_normal(size) - value_sigma**2 / 2)
    kept = ~(closed < start) & ~((outcome == OPEN) & open_left_out)
    deals = Deals(
        outcome=outcome[kept],
        created=created[kept].astype(np.float64),
        closed=closed[kept],
        value=np.where(outcome == WON, worth, np.nan)[kept],
        owner=owner[kept],
        product=rng.integers(len(PRODUCTS), size=size)[kept],
        owners=tuple(f"seller {i + 1}" for i in range(sellers)),
        products=PRODUCTS,
    )
    return deals, _truth(rates, hoped, ready, start, end, value)


def as_csv(deals: Deals) -> str:
    """The deals as an export with plain English columns and ISO dates."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["deal_id", "owner", "product", "stage", "created", "closed", "value"])
    for i in range(len(deals.outcome)):
        out.writerow(
            [
                f"D{i + 1:06d}",
                deals.owners[deals.owner[i]] if deals.owner[i] >= 0 else "",
                deals.products[deals.product[i]] if deals.product[i] >= 0 else "",
                WORDS[int(deals.outcome[i])],
                _day(deals.created[i]),
                _day(deals.closed[i]),
                "" if math.isnan(deals.value[i]) else f"{deals.value[i]:.2f}",
            ]
        )
    return text.getvalue()


def _day(day: float) -> str:
    return "" if math.isnan(day) else str(np.datetime64(int(day), "D"))


def _created(rng: Generator, days: Ints, hoped: Floats, dispersion: float, sellers: int) -> tuple[Ints, Ints]:
    """Days of creation, in order, and owners. A month's luck is gamma distributed, and the same for all of its days."""
    months = month_of(days) - month_of(days[0])
    by_month = np.bincount(months, hoped)
    luck = np.ones(len(by_month))
    if dispersion > 1:
        shape = by_month / (dispersion - 1)
        luck = rng.gamma(shape) / shape
    created = np.repeat(days, rng.poisson(hoped * luck[months]))
    return created, rng.integers(sellers, size=len(created))


@cache
def _chances(median: float, sigma: float) -> Floats:
    """(OLDEST + 1,) chances of whole days, of a lognormal cycle that is cut at `OLDEST`."""
    upto = [0.5 * math.erfc(-math.log((a + 1) / median) / sigma / math.sqrt(2)) for a in range(OLDEST + 1)]
    return np.diff(np.array(upto), prepend=0.0) / upto[-1]


def _hazards(win: Floats) -> tuple[Floats, Floats]:
    """(..., OLDEST + 1) chances to be won and lost on a day of those open, for chances to be won."""
    won = win[..., None] * (1 - NEVER) * _chances(45.0, 0.8)
    lost = (1 - win[..., None]) * (1 - NEVER) * _chances(20.0, 1.0)
    gone = np.cumsum(won + lost, axis=-1) - won - lost
    return won / (1 - gone), lost / (1 - gone)


def _readiness(days: Ints, quarter_end: float) -> Floats:
    """(days,) factor on the chance to be won."""
    return np.where(month_of(days) % 3 == 2, 1 + quarter_end, 1.0)


def _lived(rng: Generator, win: Floats, ready: Floats, born: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Outcome and age at closing of each deal, open ones at the age of `last`."""
    kinds, kind = np.unique(win, return_inverse=True)
    won, lost = _hazards(kinds)
    outcome, age = np.full(len(win), OPEN), last.copy()
    alive = np.arange(len(win))
    for day in range(OLDEST + 1):
        alive = alive[last[alive] >= day]
        luck = rng.random(len(alive))
        wins = won[kind[alive], day] * ready[born[alive] + day]
        ends = luck < wins + lost[kind[alive], day]
        outcome[alive[ends]] = np.where(luck[ends] < wins[ends], WON, LOST)
        age[alive[ends]] = day
        alive = alive[~ends]
    return outcome, age


def _truth(rates: Floats, hoped: Floats, ready: Floats, start: int, end: int, value: float) -> Truth:
    """Follows expected deals by seller and day of creation through all their ages."""
    kinds, many = np.unique(rates, return_counts=True)
    won, lost = _hazards(kinds)
    lead = start - (end + 1 - len(hoped))
    alive = many[:, None] / len(rates) * hoped
    by_day = np.zeros((2, len(hoped) + OLDEST + 1))
    days_won = 0.0
    for day in range(OLDEST + 1):
        wins = alive * np.minimum(1.0, won[:, day, None] * ready[day : day + len(hoped)])
        losses = alive * lost[:, day, None]
        alive = alive - wins - losses
        for row, ended in enumerate((wins, losses)):
            by_day[row, day : day + len(hoped)] += ended.sum(axis=0)
        days_won += day * float(wins[:, max(0, lead - day) : max(0, len(hoped) - day)].sum())
    seen = by_day[:, lead : len(hoped)]
    months = month_of(np.arange(start, end + 1))
    return Truth(
        win_rate=float(seen[0].sum() / seen.sum()),
        month=float(hoped[lead:].mean()) * MONTH_DAYS,
        days_won=days_won / float(seen[0].sum()),
        value=value,
        wins=np.bincount(months - months[0], seen[0]).astype(np.float64),
        seller_rates=rates,
        start=start,
        end=end,
    )
