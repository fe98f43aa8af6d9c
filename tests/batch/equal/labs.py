"""Designs made to show what the laws do: large firms, in which luck evens out, and firms on which much falls at once.

No constant of the laws is another one than the defaults, but rates and chances of disruptions, and how often the rival
takes part.
"""

from __future__ import annotations

from typing import Any

from sim.model.move import Move
from sim.scenario.disruptions import default_types
from sim.scenario.market import default_segments
from tests.batch.equal.design import Design
from tests.making import scenario

SELLERS = ((80, 10, 10), (10, 80, 10), (10, 10, 80), (40, 30, 30))
MANAGERS = ((80, 10, 10), (10, 80, 10), (10, 10, 80), (50, 25, 25))
LEADERS = ((70, 10, 10, 10), (10, 70, 10, 10), (10, 10, 70, 10), (10, 10, 10, 70))
"""Focus on each activity in turn."""

HIGH = {
    "relationships": 0.9,
    "insight": 0.9,
    "foresight": 0.8,
    "culture": 0.9,
    "capability": 0.9,
    "skill": 0.9,
}
LOW = {"relationships": 0.2, "insight": 0.3, "foresight": 0.4, "culture": 0.1, "burnout": 0.6, "felt": 0.75}


def _moves(splits: list[tuple[int, int, int]], response: int, concentration: float = 1.0) -> list[Move]:
    """Return these splits in sequence, with a rotating focus."""
    return [
        Move(split, (response,) * 3, (SELLERS[i % 4], MANAGERS[i // 2 % 4], LEADERS[i % 4]), concentration)
        for i, split in enumerate(splits)
    ]


def _firm(sellers: int, **start: float) -> dict[str, Any]:
    return {"sellers": sellers, "managers": sellers / 6, "leaders": sellers / 12, "start": start}


def _market(
    gaps: tuple[float, ...], rival_gaps: tuple[float, ...], conversations: int, deals: float = 1.0
) -> Any:
    """The default segments with other gaps to what customers need, and more conversations and deals under way."""
    plain = {name: s.model_dump(mode="json") for name, s in default_segments().items()}
    for segment, gap, rival in zip(plain.values(), gaps, rival_gaps, strict=True):
        start = segment["start"]
        start |= {"gap": gap, "rival_gap": rival, "conversations": [conversations] * 3}
        start |= {stage: round(start[stage] * deals) for stage in ("qualified", "proposals")}
    return {"segments": plain}


def skilled() -> Design:
    """A large firm that is good at everything, in months of all sorts."""
    splits = [(10, 20, 30), (30, 60, 90), (0, 0, 0), (50, 50, 50), (20, 90, 20), (5, 5, 95)] * 2
    made = scenario(
        quarters=4,
        organisation=_firm(120, **HIGH, offering=0.9, cash=2000.0),
        market=_market((-0.9, 0.0, 1.2), (0.4, 0.0, -0.4), 30),
        rival={"presence": 0.8},
        goal={"measure": "share"},
    )
    return Design("skilled", made, _moves(splits, 30), "month", cost=0.4)


def pressed() -> Design:
    """A large firm far behind its targets, short of hours and worn out."""
    splits = [(60, 70, 80), (40, 90, 60), (70, 50, 90), (50, 60, 70)]
    made = scenario(
        quarters=4,
        organisation=_firm(120, **LOW),
        market=_market((1.0, -0.7, 0.4), (0.0, 0.3, 0.5), 5, 2.0),
        disruptions={"rate": 2.0},
        goal={"patience": 0.5, "cash_floor": -2600, "target": 1100.0, "measure": "health"},
    )
    return Design("pressed", made, _moves(splits, 60, 2.0), "quarter", cost=0.4)


def threatened() -> Design:
    """All types of disruptions brew at once, are mostly seen, and are answered in part. One merger is a great one, and
    a great shift of technology is talked about all the time, but does not come before the end.
    """
    fixed = [
        {
            "type": kind,
            "week": 24 + 3 * i,
            "segment": ("core", "growth", "frontier")[i % 3],
            "severity": 0.7,
            "lead": 40,
        }
        for i, kind in enumerate(default_types())
    ]
    fixed += [
        {"type": "merger", "week": 66, "segment": "core", "severity": 4.0, "lead": 16},
        {"type": "technology", "week": 120, "segment": "frontier", "severity": 2.5, "lead": 120},
    ]
    made = scenario(
        quarters=6,
        organisation=_firm(60, foresight=1.0, insight=0.6),
        disruptions={"rate": 0.0, "fixed": fixed},
        goal={"measure": "accounts"},
    )
    splits = [(30, 60, 90), (40, 40, 60), (50, 80, 50), (20, 20, 90), (20, 40, 60), (0, 0, 0)]
    return Design("threatened", made, _moves(splits, 90), "quarter", cost=0.2)


def watchful() -> Design:
    """A tiny firm that watches many signs of the same kind, some noticed and read better than others."""
    fixed = [{"type": "boom", "week": 39, "segment": "core", "lead": 39}] * 40  # after the end
    made = scenario(
        quarters=3,
        organisation=_firm(2, foresight=0.3),
        disruptions={"rate": 0.0, "fixed": fixed},
        goal={"measure": "bookings"},
    )
    return Design(
        "watchful", made, _moves([(60, 60, 50), (90, 90, 60), (90, 90, 90)], 100, 2.0), "quarter", cost=0.02
    )


def restless() -> Design:
    """A small firm with disruptions every month, many of them false alarms."""
    made = scenario(
        quarters=6,
        organisation=_firm(3),
        disruptions={"rate": 6.0, "types": {kind: {"chance": 0.8} for kind in default_types()}},
        goal={"measure": "margin"},
    )
    return Design(
        "restless", made, _moves([(30, 60, 90), (10, 20, 70), (40, 80, 40)], 60), "quarter", cost=0.06
    )


def worlds() -> Design:
    """Timelines only, with many disruptions."""
    made = scenario(
        quarters=6,
        disruptions={"rate": 6.0, "types": {kind: {"chance": 0.8} for kind in default_types()}},
    )
    return Design("worlds", made, [], "quarter", plays=False, cost=0.002)


LABS = (threatened, skilled, pressed, watchful, worlds, restless)
