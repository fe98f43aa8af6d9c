"""A scenario with all defaults filled in, as text that can be read and embedded, and as a hash.

Equal scenarios give the same text and hash on every machine, and reading the text gives an equal scenario.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sim.scenario.load import WORLD_KEYS
from sim.scenario.scenario import Scenario
from sim.scenario.yaml_writer import write_yaml


def scenario_to_yaml(scenario: Scenario) -> str:
    """Return the resolved scenario as YAML, with `extends` and defaults written out. `parse_scenario` reads it back."""
    return write_yaml(_resolved_data(scenario))


def scenario_hash(scenario: Scenario) -> str:
    """Return the SHA-256 (64 hex digits) of the resolved scenario with exact numbers. The order of segments counts,
    because random numbers are assigned in that order. The formatting of the file does not.
    """
    text = json.dumps(_resolved_data(scenario), ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def world_hash(scenario: Scenario) -> str:
    """16 hex digits that identify what a game of a scenario depends on. Name and texts do not count."""
    disruptions = scenario.disruptions
    silent = disruptions.model_copy(
        update={
            "types": {n: kind.model_copy(update={"story": ""}) for n, kind in disruptions.types.items()},
            "fixed": [one.model_copy(update={"story": ""}) for one in disruptions.fixed],
        }
    )
    played = {key: getattr(scenario, key) for key in (*WORLD_KEYS, "goal")} | {"disruptions": silent}
    return scenario_hash(Scenario(format=1, name="played", title="played", summary="", **played))[:16]


def _resolved_data(scenario: Scenario) -> dict[str, Any]:
    values: dict[str, Any] = _drop_missing(scenario.model_dump())
    values["story"]["moves"] = dict(sorted(values["story"]["moves"].items()))
    values["disruptions"]["types"] = dict(sorted(values["disruptions"]["types"].items()))
    return values


def _drop_missing(value: Any) -> Any:
    """Return plain data without missing values, and with zero in place of minus zero."""
    if isinstance(value, Mapping):
        return {key: _drop_missing(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_drop_missing(item) for item in value]
    return value + 0.0 if isinstance(value, float) else value
