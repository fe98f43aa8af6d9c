"""A scenario as it is played, with every default in it: as a text that can be read and embedded, and as a hash.

Both are the same for equal scenarios on every machine, and a scenario that is read from its text is equal to it.
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
    """The resolved scenario as YAML, `extends` and defaults written out; `loads` reads it back equal."""
    return write_yaml(_resolved_data(scenario))


def scenario_hash(scenario: Scenario) -> str:
    """SHA-256 (64 hex digits) of all that the scenario says, every number exactly. The order of segments counts, since
    luck is dealt out in it; how the file was written does not.
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
    """Plain data without keys that have no value, and with zero in place of minus zero."""
    if isinstance(value, Mapping):
        return {key: _drop_missing(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_drop_missing(item) for item in value]
    return value + 0.0 if isinstance(value, float) else value
