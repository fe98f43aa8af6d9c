"""The worked week of docs/reference/model.md, from the second reading of the laws alone.

A test compares every figure with the laws of `sim.model`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.model import page

SPLIT = (25, 35, 65)
SIZE = page.Size(12, 2, 1)
START = page.State(
    Q=[(35, 0), (20, 0), (12, 0)], P=[(23, 0), (13, 0), (8, 0)], B=[318, 174, 94],
    g=[-0.15, -0.06, 0.10], gR=[-0.03, 0.10, 0.35],
    E=0.39, I=0.46, F=0.16, C=0.48, T=0.48, K=0.45, O=0.52, O1=0.52, O2=0.52,
    k=[0.95] * 12, filled=[1.0] * 12, b=0.0, A=1.0, lD=0.0, sl=0.0, ex=0.0,
)  # fmt: skip
"""Week 0 of the reference."""
MOVE = page.Choice(
    tuple(x / 100 for x in SPLIT),  # type: ignore[arg-type]  # three
    (0.3, 0.3, 0.3), (0.4, 0.3, 0.3), (0.55, 0.25, 0.20), (0.4, 0.2, 0.2, 0.2),
)  # fmt: skip


class Line(NamedTuple):
    """A line of the table."""

    what: str
    unit: str
    values: tuple[float, ...]
    """one, or one for each segment."""
    note: str = ""


def figures() -> dict[str, Line]:
    """The expected result of week 0 of the reference, without a signal."""
    s, move = START, MOVE
    total, given, u, y = page.hours(s, move, SIZE)
    moves, decided, dropped = page.stages(s, move, SIZE, 0)
    three = range(3)
    chances = [page.decision(s, move, SIZE, i, 0) for i in three]
    gone = page.chance(decided + dropped) * page.part(decided, dropped)
    wins = tuple(s.P[i][0] * gone * chances[i][0] for i in three)
    bookings = sum(n * page.mean_value(s, i, 0) for i, n in enumerate(wins))
    leaving = tuple(page.chance(page.leaves(s, i)) for i in three)
    later = page.settled(
        s, move, SIZE, False, 1.0, bookings, [page.chance(page.seller_leaves(s, SIZE))] * 12, [0.0] * 12,
        page.target(SIZE, 0, 0),
    )  # fmt: skip
    return {
        "press": Line("pressure", "0..1", (page.pressure(s),), "felt attainment is above the threshold"),
        "hours": Line("productive hours H", "hours", (total,)),
        "given": Line("hours given to deals", "hours", (given,), "the most; more are wanted"),
        "coverage": Line("coverage u", "0..1", (u,)),
        "prospecting": Line("share of hours that prospects, y", "share", (y,)),
        "arrivals": Line("opportunities that come", "a week", tuple(page.arrivals(s, move, SIZE, i) for i in three)),
        "moving": Line("chance that a Q leaves its stage", "a week", (page.chance(moves + dropped),)),
        "deciding": Line("chance that a P ends", "a week", (page.chance(decided + dropped),), "first month"),
        "won": Line("of these won", "chance", tuple(c[0] for c in chances)),
        "rival": Line("lost to the rival", "chance", tuple(c[1] for c in chances)),
        "nothing": Line("no decision", "chance", tuple(c[2] for c in chances)),
        "value": Line("mean value of a win", "k", tuple(page.mean_value(s, i, 0) for i in three)),
        "wins": Line("wins", "a week", wins),
        "bookings": Line("bookings", "k", (bookings,)),
        "target": Line("target", "k", (page.target(SIZE, 0, 0),), "first month"),
        "leaving": Line("chance that an account leaves", "a week", leaving),
        "begun": Line("conversations begun", "a week", tuple(page.begun(s, move, SIZE, False, 0.0, i) for i in three)),
        "seller": Line("chance that a seller leaves", "a week", (page.chance(page.seller_leaves(s, SIZE)),)),
        "margin": Line("margin", "k", (page.margin(s, SIZE, bookings, 0.0),)),
        "relationships": Line("relationships a week later", "0..1", (later.E,), "from .39"),
        "insight": Line("insight", "0..1", (later.I,), "from .46"),
        "foresight": Line("foresight", "0..1", (later.F,), "from .16"),
        "culture": Line("culture", "0..1", (later.C,), "from .48"),
        "offering": Line("offering work", "0..1", (later.O,), "from .52"),
        "gap": Line("gap", "log units", tuple(later.g), "from -.15, -.06, .10"),
        "rival_gap": Line("the rival's gap", "log units", tuple(later.gR), "from -.03, .10, .35"),
        "felt": Line("felt attainment", "ratio", (later.A,), "from 1"),
    }  # fmt: skip


def table() -> Iterator[str]:
    """The table of the page; three values are of core, growth, frontier."""
    yield from ("| what | value | unit | |", "|---|---|---|---|")
    for line in figures().values():
        yield f"| {line.what} | {', '.join(f'{x:.4g}' for x in line.values)} | {line.unit} | {line.note} |"
