"""Planted errors: every constant of the laws in turn, a little changed.

The change is 5 %, up or (where a bound is in the way) down; whole numbers change by 5 %, but at least by 1. What types
of disruptions have by one common default changes for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from sim.scenario.disruptions import default_types
from sim.scenario.market import default_segments
from sim.scenario.organisation import REFERENCE_SELLERS
from sim.scenario.parameters import Parameters
from sim.scenario.scenario import REFERENCE_TARGET, Scenario

CHANGE = 0.05
"""Share by which a constant is changed."""

NOT_OF_THE_FUTURE = {
    "parameters.signals.market_noise": "errs in what a team reads of the market, not in what happens"
}
"""Constants that have no effect in any future, and why."""

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Constant:
    """A constant of the laws, with all places where a scenario has it."""

    name: str
    places: tuple[Path, ...]


def constants() -> Iterator[Constant]:
    """All of them, where the reference has them."""
    for group, numbers in Parameters():
        for name in type(numbers).model_fields:
            if (path := f"parameters.{group}.{name}") not in NOT_OF_THE_FUTURE:
                yield _one(path)
    yield from _of_disruptions()
    segments = list(default_segments())
    for key in ("value", "drift", "demand"):
        yield Constant(f"segments' {key}", tuple(("market", "segments", s, key) for s in segments))
    for key in ("weight", "exposure"):
        yield Constant(f"first segment's {key}", (("market", "segments", segments[0], key),))
    for month in range(3):
        places = tuple(("market", "segments", s, "season", month) for s in segments)
        yield Constant(f"season of month {month + 1}", places)
    for path in (
        "market.rate_of_change", "rival.pace", "rival.closing", "rival.presence", "organisation.hours",
        "goal.target", "goal.growth", "goal.patience",
    ):  # fmt: skip
        yield _one(path)


def _one(path: str) -> Constant:
    return Constant(path.removeprefix("parameters."), (tuple(path.split(".")),))


def _of_disruptions() -> Iterator[Constant]:
    kinds = default_types()
    yield _one("disruptions.rate")
    shared: tuple[Path, ...] = (("severity",), ("shape",), ("lead", 0), ("lead", 1), ("chance",))
    for keys in shared:
        places = tuple(("disruptions", "types", kind, *keys) for kind in kinds)
        yield Constant("types' " + " ".join(map(str, keys)), places)
    for name, kind in kinds.items():
        for key in ("rate", "importance"):
            yield Constant(f"{name} {key}", (("disruptions", "types", name, key),))
        for i, effect in enumerate(kind.effects):
            for key in ("size", "answer"):
                place = ("disruptions", "types", name, "effects", i, key)
                yield Constant(f"{name} {key} ({effect.on}, {effect.scope})", (place,))


@dataclass(frozen=True)
class Planted:
    """A scenario with one constant changed."""

    scenario: Scenario
    before: float
    after: float


def planted(scenario: Scenario, constant: Constant, by: float) -> Planted | None:
    """A scenario with a constant changed at all places; None where it is 0 and no share of it is anything."""
    for factor in (1 + by, 1 - by):
        plain = scenario.model_dump(mode="json")
        if plain["goal"]["target"] is None:
            plain["goal"]["target"] = REFERENCE_TARGET * scenario.organisation.seats / REFERENCE_SELLERS
        changes = [_change(plain, place, factor) for place in constant.places]
        if all(before == after for before, after in changes):
            return None
        try:
            return Planted(Scenario.model_validate(plain), *changes[0])
        except ValidationError:
            continue
    raise ValueError(f"{constant.name} can change neither way")


def _change(plain: Any, place: Path, factor: float) -> tuple[float, float]:
    *way, last = place
    for key in way:
        plain = plain[key]
    before = plain[last]
    step = before * (factor - 1)
    whole = isinstance(before, int)
    plain[last] = before + (round(step) or (1 if step > 0 else -1)) if whole else before + step
    return before, plain[last]
