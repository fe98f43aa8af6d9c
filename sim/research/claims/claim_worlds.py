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
"""First seeds of what is tuned (all lie under 10,000) and of what is measured."""

EVERY_ENTRY = "*"
"""In a key: every entry of a mapping."""

NO_FIRING = {"goal.patience": 0.0, "goal.cash_floor": -1e6}
"""Changes: nobody is fired, for attainment or for cash."""


@dataclass(frozen=True, slots=True)
class ScaleFactor:
    """A change: a number becomes this many times as large."""

    factor: float


ScenarioChanges = Mapping[str, Any]
"""Keys with dots (`parameters.pressure.bite`) and their new values; a value that is a `ScaleFactor` is a factor."""


@dataclass(frozen=True)
class ClaimWorld:
    """Built-in scenarios with some keys changed."""

    name: str
    pairs: tuple[tuple[str, Any], ...] = ()
    """keys and values of its changes; none for the scenarios as they are."""

    @property
    def changes(self) -> ScenarioChanges:
        """What is changed."""
        return dict(self.pairs)

    def scenario(self, name: str = REFERENCE_SCENARIO) -> Scenario:
        """A built-in scenario in this world."""
        return apply_changes(load_scenario(name).scenario, self.changes)

    def firm(self, name: str = REFERENCE_SCENARIO, more: ScenarioChanges | None = None) -> Firm:
        """The same at work, further keys changed."""
        return Firm(apply_changes(self.scenario(name), more or {}))


UNCHANGED_WORLD = ClaimWorld("as it is")


def apply_changes(scenario: Scenario, changes: ScenarioChanges) -> Scenario:
    """A scenario with some keys changed. Raises KeyError for a key that there is not, pydantic's ValidationError for a
    value that cannot be.
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
    return (
        list(value) if isinstance(value, tuple) else value
    )  # worlds can be hashed, so lists stand as tuples in them


def tuning_dice(claim: int) -> RandomStreams:
    """Dice of what a claim tunes; its seed is under 10,000."""
    return RandomStreams(TUNING_SEED + claim)


def measuring_dice(claim: int) -> RandomStreams:
    """Dice of what a claim measures; its seed is 1,000,000 or more."""
    return RandomStreams(MEASURING_SEED + claim)
