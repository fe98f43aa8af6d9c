"""The JSON Schema of scenario files, with which editors complete, describe and check them.

It is generated from the typed sections, so that no number is repeated. A file that extends another may omit what that
one contains. What depends on the whole scenario (names that refer to each other, sums) is left to `tactegic check`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.base.library import data_file_names
from sim.scenario.extends import EXTENDS, OWN_KEYS, SCENARIO_SUFFIXES
from sim.scenario.scenario import Scenario

DIALECT = "http://json-schema.org/draft-07/schema#"
"""Draft 7 has the best support in the YAML language server and the editors based on it."""

_Schema = dict[str, Any]
_DEFS = "#/$defs/"


def build_json_schema() -> _Schema:
    """Return the JSON Schema as plain data."""
    made: _Schema = Scenario.model_json_schema()
    _tidy(made)
    _name_moves(made["$defs"]["ScenarioStory"]["properties"]["moves"])
    for holder, key in (("ScenarioMarket", "segments"), ("Disruptions", "types")):
        _may_be_null(made["$defs"][holder]["properties"][key])
    needs = _required_schema(made, made["$defs"])
    _drop_required(made, made["$defs"])
    properties = {**made.pop("properties"), EXTENDS: _extends_schema()}
    return {
        "$schema": DIALECT,
        "title": "Tactegic scenario",
        **{key: value for key, value in made.items() if key not in ("title", "required")},
        "properties": properties,
        "required": list(OWN_KEYS),
        "if": {"required": [EXTENDS]},
        "else": needs,
    }


def _extends_schema() -> _Schema:
    suffixes = "|".join(suffix.replace(".", "[.]") for suffix in SCENARIO_SUFFIXES)
    files = rf"^(?!(.*/)?[.][.]/)[^/\\:]([^\\:]*)({suffixes})$"
    return {
        "description": "scenario that this one extends: a built-in's name, or a file in the same folder.",
        "anyOf": [{"enum": list(data_file_names("scenarios"))}, {"type": "string", "pattern": files}],
    }


def _tidy(node: Any) -> None:
    """Remove what clutters an editor: generated titles, and whole sections as defaults."""
    if isinstance(node, list):
        for item in node:
            _tidy(item)
    if not isinstance(node, dict):
        return
    if isinstance(node.get("title"), str):
        del node["title"]
    if isinstance(node.get("default"), dict | list):
        del node["default"]
    if "patternProperties" in node:
        node["additionalProperties"] = False
    for value in node.values():
        _tidy(value)


def _name_moves(moves: _Schema) -> None:
    moves["propertyNames"] = {"pattern": "^[1-9][0-9]{0,2}$"}


def _may_be_null(mapping: _Schema) -> None:
    """Allow `null`, which removes a segment of the extended scenario or turns off a type."""
    for pattern, kind in mapping["patternProperties"].items():
        mapping["patternProperties"][pattern] = {"anyOf": [kind, {"type": "null"}]}


def _alternatives(node: _Schema) -> Iterator[_Schema]:
    """Yield the alternatives in a schema, or the schema itself if it has none."""
    for key in ("anyOf", "oneOf"):
        yield from node.get(key, ())
    if not ("anyOf" in node or "oneOf" in node):
        yield node


def _referenced_sections(node: _Schema) -> Iterator[str]:
    """Yield the names of the sections that a value may be. Sections in lists are not included, since lists are never
    merged.
    """
    for form in _alternatives(node):
        reference = str(form.get("$ref", ""))
        if reference.startswith(_DEFS):
            yield reference.removeprefix(_DEFS)


def _required_schema(node: _Schema, defs: _Schema) -> _Schema:
    """Return a schema of nested `required` only, for a file that extends nothing."""
    found: _Schema = {"required": node["required"]} if node.get("required") else {}
    for group in ("properties", "patternProperties"):
        inner = {
            key: needs
            for key, value in node.get(group, {}).items()
            if (needs := _required_of_value(value, defs))
        }
        if inner:
            found[group] = inner
    return found


def _required_of_value(node: _Schema, defs: _Schema) -> _Schema:
    if "patternProperties" in node:
        return _required_schema(node, defs)
    kinds = list(_referenced_sections(node))
    return _required_schema(defs[kinds[0]], defs) if len(kinds) == 1 else {}


def _drop_required(node: _Schema, defs: _Schema) -> None:
    """Remove `required` from sections that are merged key by key."""
    for group in ("properties", "patternProperties"):
        for value in node.get(group, {}).values():
            if "patternProperties" in value:
                _drop_required(value, defs)
            for kind in _referenced_sections(value):
                defs[kind].pop("required", None)
                _drop_required(defs[kind], defs)
