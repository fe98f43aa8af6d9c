"""Worlds in which claims are measured: the built-in scenarios as they are, or changed by some keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.scenario.load import load
from sim.scenario.scenario import Scenario

REFERENCE = "reference"

TUNED, MEASURED = 1_000, 1_000_000
"""First seeds of what is tuned (all lie under 10,000) and of what is measured."""

EVERY = "*"
"""In a key: every entry of a mapping."""

NO_BOARD = {"goal.patience": 0.0, "goal.cash_floor": -1e6}
"""Changes: nobody is fired, for attainment or for cash."""


@dataclass(frozen=True, slots=True)
class Times:
    """A change: a number becomes this many times as large."""

    factor: float


Changes = Mapping[str, Any]
"""Keys with dots (`parameters.pressure.bite`) and their new values; a value that is a `Times` is a factor."""


@dataclass(frozen=True)
class ClaimWorld:
    """Built-in scenarios with some keys changed."""

    name: str
    pairs: tuple[tuple[str, Any], ...] = ()
    """keys and values of its changes; none for the scenarios as they are."""

    @property
    def changes(self) -> Changes:
        """What is changed."""
        return dict(self.pairs)

    def scenario(self, name: str = REFERENCE) -> Scenario:
        """A built-in scenario in this world."""
        return change_scenario(load(name).scenario, self.changes)

    def firm(self, name: str = REFERENCE, more: Changes | None = None) -> Firm:
        """The same at work, further keys changed."""
        return Firm(change_scenario(self.scenario(name), more or {}))


AS_IT_IS = ClaimWorld("as it is")


def change_scenario(scenario: Scenario, changes: Changes) -> Scenario:
    """A scenario with some keys changed. Raises KeyError for a key that there is not, pydantic's ValidationError for a
    value that cannot be.
    """
    if not changes:
        return scenario
    data = scenario.model_dump()
    for key, value in changes.items():
        _set(data, key.split("."), value, key)
    return Scenario.model_validate(data)


def _set(data: dict[str, Any], path: list[str], value: Any, key: str) -> None:
    first, *rest = path
    names = list(data) if first == EVERY else [first]
    for name in names:
        if name not in data:
            raise KeyError(key)
        if rest:
            _set(data[name], rest, value, key)
        else:
            data[name] = _new(data[name], value)


def _new(old: Any, value: Any) -> Any:
    if isinstance(value, Times):
        return old * value.factor
    return (
        list(value) if isinstance(value, tuple) else value
    )  # worlds can be hashed, so lists stand as tuples in them


def tuning_dice(claim: int) -> Dice:
    """Dice of what a claim tunes; its seed is under 10,000."""
    return Dice(TUNED + claim)


def measuring_dice(claim: int) -> Dice:
    """Dice of what a claim measures; its seed is 1,000,000 or more."""
    return Dice(MEASURED + claim)
