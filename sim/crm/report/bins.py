"""Distributions of deals as counts in bins, for charts and tables."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.crm.deals import LOST, WON, Deals, Floats
from sim.crm.report.number_format import format_plain

MAX_BINS = 20
BIN_WIDTHS = (1, 2, 5, 10, 15, 30, 60, 90, 180, 365, 730, 1825, 3650)
"""days; possible widths of a bin."""
COVERED_SHARE = 0.99
"""Share of deals in the bins before the last one, which holds all longer ones."""
EDGES_PER_DECADE = (1.0, 1.5, 2.2, 3.2, 4.6, 6.8)
"""Edges of bins in each power of ten: steps of nearly equal ratio (10^(1/6)), rounded to be readable."""
MAX_FINE_DECADES = 4
"""Powers of ten up to which each has six bins; above, each has three."""
MAX_MEDIUM_DECADES = 8
"""Powers of ten up to which each has three bins; above, one. From twice as many on, a bin holds several."""


@dataclass(frozen=True, slots=True)
class Bins:
    """Counts of one or more kinds of deals in the same bins."""

    names: tuple[str, ...]
    """Label of each bin."""
    edges: tuple[str, ...]
    """Lower edge of each bin, and the upper edge of the last (empty if that is open)."""
    counts: tuple[tuple[int, ...], ...]
    """Counts by kind and bin."""


def days_to_close(deals: Deals, outcome: int) -> Floats:
    """Days from created to closed of the deals of one outcome that have both dates."""
    took = deals.closed - deals.created
    kept: Floats = took[(deals.outcome == outcome) & (took >= 0)]
    return kept


def won_values(deals: Deals) -> Floats:
    """Values of the won deals that have one."""
    kept: Floats = deals.value[(deals.outcome == WON) & (deals.value > 0)]
    return kept


def bin_days(deals: Deals) -> Bins | None:
    """Days to win and to lose (two kinds), in bins of equal width; None without any.

    The last bin is open if a few deals take far longer than the others.
    """
    kinds = (days_to_close(deals, WON), days_to_close(deals, LOST))
    everything = np.concatenate(kinds)
    if not everything.size:
        return None
    reach, longest = float(np.quantile(everything, COVERED_SHARE)), float(everything.max())
    width = next((w for w in BIN_WIDTHS if reach < w * (MAX_BINS - 1)), BIN_WIDTHS[-1])
    number = min(int(reach // width) + 1, MAX_BINS - 1)
    starts = [i * width for i in range(number)]
    names = [f"{a} to {a + width - 1}" if width > 1 else f"{a}" for a in starts]
    edges = [f"{a:,}" for a in [*starts, number * width]]
    if longest >= number * width:
        starts, names = [*starts, number * width], [*names, f"{number * width:,} or more"]
        edges = [*edges[:-1], f"{edges[-1]}+", ""]
    counts = tuple(_count_in_bins(kind, np.array(starts, dtype=float)) for kind in kinds)
    return Bins(tuple(names), tuple(edges), counts)


def bin_values(deals: Deals) -> Bins | None:
    """Values of wins (one kind), in bins of nearly equal ratio; None without any."""
    worth = won_values(deals)
    if not worth.size:
        return None
    low, high = _power_of_ten(float(worth.min())), _power_of_ten(float(worth.max()))
    decades = range(low, high + 1, 1 + (high - low) // (2 * MAX_MEDIUM_DECADES))
    top = 10.0 ** (decades[-1] + decades.step)
    edges = np.array([step * 10.0**k for k in decades for step in _edges_per_decade(high - low)] + [top])
    first = max(0, int(np.searchsorted(edges, worth.min(), side="right")) - 1)
    last = int(np.searchsorted(edges, worth.max(), side="right"))
    edges = edges[first : last + 1]
    texts = [format_plain(float(e)) for e in edges]
    names = tuple(f"{a} to {b}" for a, b in pairwise(texts))
    return Bins(names, tuple(texts), (_count_in_bins(worth, edges[:-1]),))


def _power_of_ten(value: float) -> int:
    """The power of ten at or below a value, even if its logarithm is rounded up to the next."""
    power = math.floor(math.log10(value))
    return power - 1 if 10.0**power > value else power


def _edges_per_decade(decades: int) -> tuple[float, ...]:
    if decades <= MAX_FINE_DECADES:
        return EDGES_PER_DECADE
    return EDGES_PER_DECADE[::2] if decades <= MAX_MEDIUM_DECADES else EDGES_PER_DECADE[:1]


def _count_in_bins(kind: Floats, starts: Floats) -> tuple[int, ...]:
    """Number of deals from each start up to the next; the last bin is open."""
    place = np.searchsorted(starts, kind, side="right") - 1
    return tuple(np.bincount(place, minlength=len(starts)).tolist())
