"""Worlds in which claims are measured: the built-in scenarios as they are, or changed by some keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario

REFERENCE_SCENARIO = "reference"

TUNING_SEED, MEASURING_SEED = 1_000, 1_000_000
"""First seeds for tuning (all of them under 10,000) and for measuring."""

EVERY_ENTRY = "*"
"""Part of a key that stands for every entry of a mapping."""

NO_FIRING = {"goal.patience": 0.0, "goal.cash_floor": -1e6}
"""Changes: nobody is fired, neither for attainment nor for cash."""


@dataclass(frozen=True, slots=True)
class ScaleFactor:
    """A change that multiplies a number."""

    factor: float


ScenarioChanges = Mapping[str, Any]
"""New values, or `ScaleFactor`s, by dotted key (`parameters.pressure.bite`)."""


@dataclass(frozen=True)
class ClaimWorld:
    """Built-in scenarios with some keys changed."""

    name: str
    pairs: tuple[tuple[str, Any], ...] = ()
    """Keys and values of the changes; a tuple, so that worlds can be hashed."""

    @property
    def changes(self) -> ScenarioChanges:
        """The changes of this world."""
        return dict(self.pairs)

    def scenario(self, name: str = REFERENCE_SCENARIO) -> Scenario:
        """A built-in scenario in this world."""
        return apply_changes(load_scenario(name).scenario, self.changes)

    def firm(self, name: str = REFERENCE_SCENARIO, more: ScenarioChanges | None = None) -> Firm:
        """The firm of a scenario in this world, with further changes."""
        return Firm(apply_changes(self.scenario(name), more or {}))


UNCHANGED_WORLD = ClaimWorld("as it is")


def apply_changes(scenario: Scenario, changes: ScenarioChanges) -> Scenario:
    """A scenario with some keys changed. Raises KeyError for an unknown key, and pydantic's ValidationError for an
    invalid value.
    """
    if not changes:
        return scenario
    data = scenario.model_dump()
    for key, value in changes.items():
        _set_key(data, key.split("."), value, key)
    return Scenario.model_validate(data)


def _set_key(data: dict[str, Any], path: list[str], value: Any, key: str) -> None:
    first, *rest = path
    names = list(data) if first == EVERY_ENTRY else [first]
    for name in names:
        if name not in data:
            raise KeyError(key)
        if rest:
            _set_key(data[name], rest, value, key)
        else:
            data[name] = _new_value(data[name], value)


def _new_value(old: Any, value: Any) -> Any:
    if isinstance(value, ScaleFactor):
        return old * value.factor
    # worlds are hashable, so their lists are tuples
    return list(value) if isinstance(value, tuple) else value


def tuning_dice(claim: int) -> RandomStreams:
    """Random streams with which a claim tunes."""
    return RandomStreams(TUNING_SEED + claim)


def measuring_dice(claim: int) -> RandomStreams:
    """Random streams with which a claim measures."""
    return RandomStreams(MEASURING_SEED + claim)
