"""Explain why a YAML file is not a valid section: all problems at once, in plain words, with their places.

A message never contains a Python type or a term of pydantic. Values that the YAML reader already reported are not
reported again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from sim.base.problems import MAX_PROBLEMS, KeyPath, Problem, SourcePlace, escape_text, make_problem
from sim.base.suggestions import TYPO_MATCH, closest_name, suggest_name
from sim.scenario.section import Fault, Section, section_values
from sim.scenario.section_structure import SectionPart, key_homes, walk_sections
from sim.scenario.validation_errors import LocatedError, group_by_value, locate_errors
from sim.scenario.validation_messages import describe_bad_key, describe_bad_value, describe_missing_key
from sim.scenario.yaml_tree import YamlNode, key_place, tree_data, value_place

_PartsByPath = dict[KeyPath, list[SectionPart]]


def validation_problems(
    error: ValidationError,
    kind: type[Section],
    root: YamlNode,
    also: Sequence[str] = (),
    whole: bool = True,
) -> list[Problem]:
    """Return the problems of a file. `also` are valid keys of the file that are not fields. `whole` is whether all
    extended files could be read; if not, missing keys and inconsistencies are not reported.
    """
    values = tree_data(root)
    sections = list(walk_sections(kind, values))
    inside: _PartsByPath = {}
    for part in sections:
        inside.setdefault(part.path, []).append(part)
    found = [e for e in locate_errors(error, values) if whole or e.type != "missing"]
    groups = sorted(group_by_value(found), key=lambda group: _place_order(key_place(root, group[0].path)))
    first = groups[
        : MAX_PROBLEMS + 1
    ]  # composing messages takes time; one more than the limit shows that there are more
    said = [one for group in first for one in _group_problems(group, kind, root, inside, also)]
    faults = _find_faults(sections) if whole else []
    return list(dict.fromkeys([*said, *(_fault_problem(root, part, fault) for part, fault in faults)]))


def _place_order(place: SourcePlace) -> tuple[str, int, int]:
    return place.file, place.line, place.column


def _group_problems(
    group: list[LocatedError], kind: type[Section], root: YamlNode, inside: _PartsByPath, also: Sequence[str]
) -> Iterator[Problem]:
    faults = [e for e in group if e.type == "faults"]
    if faults:
        for path, message, remedy in faults[0].context["faults"]:
            where = (*faults[0].path, *path)
            yield make_problem(value_place(root, where), where, message, remedy)
        return
    first = group[0]
    field, depth = _find_field(first.path, inside)
    if first.type == "extra_forbidden":
        words = _unknown_key_message(first, kind, inside, also)
    elif first.type == "missing":
        words = describe_missing_key(str(first.path[-1]), field)
    elif first.on_key:
        words = describe_bad_key(first, field)
    else:
        words = describe_bad_value(group, field, depth)
    at_key = first.on_key or first.type in ("extra_forbidden", "missing")
    yield make_problem((key_place if at_key else value_place)(root, first.path), first.path, *words)


def _find_field(path: KeyPath, inside: _PartsByPath) -> tuple[FieldInfo | None, int]:
    """Return the field that a path leads to, and how many lists or mappings deep inside the field it ends."""
    for i in reversed(range(len(path))):
        for part in inside.get(path[:i], []):
            field = part.kind.model_fields.get(str(path[i]))
            if field is not None:
                return field, len(path) - i - 1
    return None, 0


def _unknown_key_message(
    e: LocatedError, kind: type[Section], inside: _PartsByPath, also: Sequence[str]
) -> tuple[str, str]:
    key, around = str(e.path[-1]), e.path[:-1]
    names = [name for part in inside.get(around, []) for name in part.kind.model_fields]
    names += also if not around else []
    message = f"there is no key '{escape_text(key)}' here"
    if e.value is None and " " in key:  # YAML reads `{story: one thing, and another}` as two keys
        return message, "if it is part of a text with a comma, put the whole text in quotes"
    home = key_homes(kind).get(key)
    if home and closest_name(key, names, TYPO_MATCH) is None:
        return message, f"it belongs under {home}"
    return message, suggest_name(key, names, "the keys here are")


def _find_faults(sections: Iterable[SectionPart]) -> Iterator[tuple[SectionPart, Fault]]:
    for part in sections:
        for fault in part.kind.find_faults(section_values(part.kind, part.values)):
            yield part, fault


def _fault_problem(root: YamlNode, part: SectionPart, fault: Fault) -> Problem:
    path, message, remedy = fault
    where = (*part.path, *path)
    return make_problem(value_place(root, where), where, message, remedy)
