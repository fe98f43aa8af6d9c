"""Deals counted in bins: what distributions are drawn and tabled from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.crm.deals import LOST, WON, Deals, Floats
from sim.crm.report.rounded import plain_figure

MOST_BINS = 20
WIDTHS = (1, 2, 5, 10, 15, 30, 60, 90, 180, 365, 730, 1825, 3650)
"""days; of a bin."""
NEARLY_ALL = 0.99
"""share of deals that the bins hold before the last one, which holds all the longer ones."""
STEPS = (1.0, 1.5, 2.2, 3.2, 4.6, 6.8)
"""Edges of bins in each power of ten: steps of nearly the same ratio (10^(1/6)), rounded to be readable."""
FINE_DECADES = 4
"""With more powers of ten than that bins are a third of one, with more than MOST_DECADES whole ones."""
MOST_DECADES = 8
"""With twice as many, bins hold several powers of ten."""


@dataclass(frozen=True, slots=True)
class Bins:
    """Counts of some kinds of deals in the same bins."""

    names: tuple[str, ...]
    """of bins, as a reader sees them."""
    edges: tuple[str, ...]
    """where bins begin, and where the last one ends (empty where it is open)."""
    counts: tuple[tuple[int, ...], ...]
    """by kind, by bin."""


def days(deals: Deals, outcome: int) -> Floats:
    """Days from created to closed of deals of one outcome, where the file tells both."""
    took = deals.closed - deals.created
    kept: Floats = took[(deals.outcome == outcome) & (took >= 0)]
    return kept


def won_values(deals: Deals) -> Floats:
    """Values of won deals, where the file tells them."""
    kept: Floats = deals.value[(deals.outcome == WON) & (deals.value > 0)]
    return kept


def day_bins(deals: Deals) -> Bins | None:
    """Days to win and to lose (two kinds); None without any. Bins are of one width, the last is open where few
    deals take far longer than the others.
    """
    kinds = (days(deals, WON), days(deals, LOST))
    everything = np.concatenate(kinds)
    if not everything.size:
        return None
    reach, longest = float(np.quantile(everything, NEARLY_ALL)), float(everything.max())
    width = next((w for w in WIDTHS if reach < w * (MOST_BINS - 1)), WIDTHS[-1])
    number = min(int(reach // width) + 1, MOST_BINS - 1)
    starts = [i * width for i in range(number)]
    names = [f"{a} to {a + width - 1}" if width > 1 else f"{a}" for a in starts]
    edges = [f"{a:,}" for a in [*starts, number * width]]
    if longest >= number * width:
        starts, names = [*starts, number * width], [*names, f"{number * width:,} or more"]
        edges = [*edges[:-1], f"{edges[-1]}+", ""]
    counts = tuple(_counts(kind, np.array(starts, dtype=float)) for kind in kinds)
    return Bins(tuple(names), tuple(edges), counts)


def value_bins(deals: Deals) -> Bins | None:
    """Values of wins (one kind), in steps of the same ratio; None without any."""
    worth = won_values(deals)
    if not worth.size:
        return None
    low, high = _decade(float(worth.min())), _decade(float(worth.max()))
    decades = range(low, high + 1, 1 + (high - low) // (2 * MOST_DECADES))
    top = 10.0 ** (decades[-1] + decades.step)
    edges = np.array([step * 10.0**k for k in decades for step in _steps(high - low)] + [top])
    first = max(0, int(np.searchsorted(edges, worth.min(), side="right")) - 1)
    last = int(np.searchsorted(edges, worth.max(), side="right"))
    edges = edges[first : last + 1]
    texts = [plain_figure(float(e)) for e in edges]
    names = tuple(f"{a} to {b}" for a, b in pairwise(texts))
    return Bins(names, tuple(texts), (_counts(worth, edges[:-1]),))


def _decade(value: float) -> int:
    """The power of ten at or below a value; its logarithm may be rounded up to the next one."""
    power = math.floor(math.log10(value))
    return power - 1 if 10.0**power > value else power


def _steps(decades: int) -> tuple[float, ...]:
    if decades <= FINE_DECADES:
        return STEPS
    return STEPS[::2] if decades <= MOST_DECADES else STEPS[:1]


def _counts(kind: Floats, starts: Floats) -> tuple[int, ...]:
    """Deals from each start up to the next one; the last is open."""
    place = np.searchsorted(starts, kind, side="right") - 1
    return tuple(np.bincount(place, minlength=len(starts)).tolist())
