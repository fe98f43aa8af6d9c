"""The JSON Schema of scenario files, for editors: completion, descriptions, and marks on what is wrong while one types.

It is made from the typed sections, so that no number is written twice. A file that extends another may leave out what
that one has. What only a whole scenario can show (names that refer to each other, sums) is for `tactegic check`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.base.library import data_file_names
from sim.scenario.extends import EXTENDS, OWN_KEYS, SCENARIO_SUFFIXES
from sim.scenario.scenario import Scenario

DIALECT = "http://json-schema.org/draft-07/schema#"
"""Draft 7 is what the YAML language server and the editors built on it read best."""

_Schema = dict[str, Any]
_DEFS = "#/$defs/"


def build_json_schema() -> _Schema:
    """The JSON Schema, as plain data."""
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
        "description": "scenario that this one lies over: a built-in's name, or a file in this one's folder.",
        "anyOf": [{"enum": list(data_file_names("scenarios"))}, {"type": "string", "pattern": files}],
    }


def _tidy(node: Any) -> None:
    """Take off what only clutters an editor: made-up titles, and whole sections as defaults."""
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
    """`null` takes away a segment of the scenario that is extended, and forbids a type."""
    for pattern, kind in mapping["patternProperties"].items():
        mapping["patternProperties"][pattern] = {"anyOf": [kind, {"type": "null"}]}


def _alternatives(node: _Schema) -> Iterator[_Schema]:
    """A schema, or the alternatives in it."""
    for key in ("anyOf", "oneOf"):
        yield from node.get(key, ())
    if not ("anyOf" in node or "oneOf" in node):
        yield node


def _referenced_sections(node: _Schema) -> Iterator[str]:
    """Names of the sections that a value may be; sections in lists are left out, since lists are given whole."""
    for form in _alternatives(node):
        reference = str(form.get("$ref", ""))
        if reference.startswith(_DEFS):
            yield reference.removeprefix(_DEFS)


def _required_schema(node: _Schema, defs: _Schema) -> _Schema:
    """What must be there in a file that extends nothing: a schema of `required` alone, key by key."""
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
    """Take off from sections that are laid over others key by key that all of their keys must be there."""
    for group in ("properties", "patternProperties"):
        for value in node.get(group, {}).values():
            if "patternProperties" in value:
                _drop_required(value, defs)
            for kind in _referenced_sections(value):
                defs[kind].pop("required", None)
                _drop_required(defs[kind], defs)
