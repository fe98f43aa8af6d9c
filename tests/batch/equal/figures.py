"""What is measured at each quarter's end, the same of either engine, causes before what they lead to.

The order matters to `scores`: each figure is also looked at given all that stand before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from sim.model.arrays import Array, ScalarOrArray, sum_last_axes
from sim.model.conversations import AGES
from sim.model.firm import Firm
from sim.model.state import Counts, Stocks

SUMS = ("left", "hired", "wins", "grown wins", "lost", "bookings", "squares", "margin")
"""What a quarter adds up, week by week; `squares` are of weekly bookings, which tell how sizes vary."""

SIGHT = ("struck", "severity", "seen", "progress", "spread")
"""By type of disruption: strikes so far and their severity; how many were seen; progress of answers and its square."""

STOCKS = (
    "relationships", "insight", "foresight", "culture", "capability", "skill", "offering", "offering_built",
    "offering_live", "demand", "slowness", "exodus",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """Where games stand at a quarter's end; leading axes are games."""

    counts: Counts
    stocks: Stocks
    sums: Mapping[str, ScalarOrArray]
    """of `SUMS`, over the quarter."""
    sight: Mapping[str, Array]
    """of `SIGHT`, (..., types)."""
    cash: ScalarOrArray
    attainment: ScalarOrArray
    fired: ScalarOrArray
    """0 or 1: whether the directors have fired by now."""


def figures(firm: Firm, at: Standing) -> dict[str, ScalarOrArray]:
    """All figures by name."""
    c, s, sums = at.counts, at.stocks, at.sums
    return {
        **_each("struck", firm.scenario.disruptions.types, at.sight["struck"]),
        "severity": sum_last_axes(at.sight["severity"]),
        **{name: sums[name] for name in ("left", "hired")},
        "heads": sum_last_axes(s.filled),
        "ramp": sum_last_axes(s.ramp),
        "seen": sum_last_axes(at.sight["seen"]),
        "progress": sum_last_axes(at.sight["progress"]),
        **_each("seen", firm.scenario.disruptions.types, at.sight["seen"]),
        **_each("progress", firm.scenario.disruptions.types, at.sight["progress"]),
        "spread": sum_last_axes(at.sight["spread"]),
        **{name: getattr(s, name) for name in STOCKS},
        **_each("gap", firm.segments, s.gap),
        **_each("rival gap", firm.segments, s.rival_gap),
        "burnout": s.burnout,
        **_each("age", range(AGES), np.asarray(c.conversations).sum(axis=-2)),
        **_each("conversations", firm.segments, sum_last_axes(c.conversations)),
        **_each("qualified", firm.segments, sum_last_axes(c.qualified)),
        "qualified grown": sum_last_axes(c.qualified[..., 1]),
        **_each("proposals", firm.segments, sum_last_axes(c.proposals)),
        "proposals grown": sum_last_axes(c.proposals[..., 1]),
        **{name: sums[name] for name in ("wins", "grown wins")},
        **_each("accounts", firm.segments, c.accounts),
        **{name: sums[name] for name in ("lost", "bookings", "squares")},
        "felt": s.felt,
        "margin": sums["margin"],
        "cash": at.cash,
        "attainment": at.attainment,
        "fired": at.fired,
    }


def _each(what: str, names: Iterable[object], values: Array) -> dict[str, ScalarOrArray]:
    return {f"{what} {name}": values[..., i] for i, name in enumerate(names)}
