"""What is measured of timelines alone: how often, when, where and how hard disruptions strike, and how they brew."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.batch.timeline import draw_timelines
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.model.world import World

EARLY = 6
"""weeks; at the start, looked at for themselves."""

Rows = dict[str, Array]
"""By name, a number for each disruption."""


def _figures(firm: Firm, rows: Rows) -> Rows:
    """What each disruption adds to the figures of its future."""
    t = {name: np.asarray(column, dtype=float) for name, column in rows.items()}
    lead, every = t["strike"] - t["brews"], np.ones(len(t["strike"]))
    kinds, ends = firm.scenario.disruptions.types, (firm.scenario.weeks, firm.scenario.weeks + 26)
    return {
        **{name: t["type"] == i for i, name in enumerate(kinds)},
        **{f"in {name}": t["segment"] == i for i, name in enumerate(firm.segments)},
        **{f"before week {week}": t["strike"] < week for week in (EARLY, 26, *ends)},
        "first week": np.where(t["strike"] < EARLY, t["strike"], 0),
        "comes": t["comes"],
        "severity": t["severity"],
        "severity squared": t["severity"] ** 2,
        "severity under a half": t["severity"] < 0.5,
        "lead": lead,
        "lead squared": lead**2,
        "short lead": lead < 20,
        "shortest lead": lead <= 17,
        "longest lead": lead >= 44,
        "threshold": t["threshold"],
        "threshold over 2": t["threshold"] > 2,
        "luck": t["luck_severity"],
        "luck squared": t["luck_severity"] ** 2,
        "severity of those that come": t["severity"] * t["comes"],
        "lead with severity": lead * t["severity"],
        "all": every,
    }


COLUMNS = ("type", "segment", "strike", "brews", "comes", "severity", "threshold", "luck_severity")


def of_worlds(firm: Firm, seeds: Iterable[int]) -> tuple[tuple[str, ...], Array]:
    """Names and (worlds, figures) of the worlds with these seeds."""
    names, sums = list(firm.scenario.disruptions.types), []
    for seed in seeds:
        found = World(firm, seed).disruptions
        rows = {name: np.array([getattr(d, name) for d in found]) for name in COLUMNS if name != "type"}
        figures = _figures(firm, rows | {"type": np.array([names.index(d.type) for d in found])})
        sums.append([column.sum() for column in figures.values()])
    return tuple(figures), np.array(sums, dtype=float)


def of_batch(firm: Firm, dice: RandomStreams, block: int, futures: int) -> tuple[tuple[str, ...], Array]:
    """The same of futures of the batch engine."""
    t = draw_timelines(firm, dice.stream("timelines alone", block), futures)
    figures = _figures(firm, {name: getattr(t, name) for name in COLUMNS})
    sums = [np.bincount(t.future, weights=column, minlength=futures) for column in figures.values()]
    return tuple(figures), np.stack(sums, axis=1)
