"""What is wrong with a file that is YAML but no section: every problem at once, in plain words, with its place.

A message never names a Python type or a term of pydantic's. A value about which the reader has complained already is
not complained about again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from sim.base.problems import MOST_PROBLEMS, Path, Place, Problem, plain, problem
from sim.base.suggest import VERY_LIKE, did_you_mean, near
from sim.scenario.anatomy import SectionPart, homes, section_parts
from sim.scenario.located import Located, by_value, locate_errors
from sim.scenario.section import Fault, Section, given_values
from sim.scenario.tree import SourceNode, data, key_place, value_place
from sim.scenario.wording import key_words, missing_words, value_words

_Parts = dict[Path, list[SectionPart]]


def complaints(
    error: ValidationError,
    kind: type[Section],
    root: SourceNode,
    also: Sequence[str] = (),
    whole: bool = True,
) -> list[Problem]:
    """The problems of a file. `also` are keys of the file that are no fields; `whole` is whether the file is all there
    is, so that what is missing or does not fit together in it is wrong.
    """
    values = data(root)
    sections = list(section_parts(kind, values))
    inside: _Parts = {}
    for part in sections:
        inside.setdefault(part.path, []).append(part)
    found = [e for e in locate_errors(error, values) if whole or e.type != "missing"]
    groups = sorted(by_value(found), key=lambda group: _order(key_place(root, group[0].path)))
    first = groups[: MOST_PROBLEMS + 1]  # words take time, and one more tells that there are more
    said = [one for group in first for one in _problems(group, kind, root, inside, also)]
    misfits = _misfits(sections) if whole else []
    return list(dict.fromkeys([*said, *(_fault(root, part, fault) for part, fault in misfits)]))


def _order(place: Place) -> tuple[str, int, int]:
    return place.file, place.line, place.column


def _problems(
    group: list[Located], kind: type[Section], root: SourceNode, inside: _Parts, also: Sequence[str]
) -> Iterator[Problem]:
    faults = [e for e in group if e.type == "faults"]
    if faults:
        for path, message, remedy in faults[0].context["faults"]:
            where = (*faults[0].path, *path)
            yield problem(value_place(root, where), where, message, remedy)
        return
    first = group[0]
    field, depth = _field(first.path, inside)
    if first.type == "extra_forbidden":
        words = _no_such_key(first, kind, inside, also)
    elif first.type == "missing":
        words = missing_words(str(first.path[-1]), field)
    elif first.on_key:
        words = key_words(first, field)
    else:
        words = value_words(group, field, depth)
    at_key = first.on_key or first.type in ("extra_forbidden", "missing")
    yield problem((key_place if at_key else value_place)(root, first.path), first.path, *words)


def _field(path: Path, inside: _Parts) -> tuple[FieldInfo | None, int]:
    """The field that a path leads into, and how many lists or mappings inside it the path ends."""
    for i in reversed(range(len(path))):
        for part in inside.get(path[:i], []):
            field = part.kind.model_fields.get(str(path[i]))
            if field is not None:
                return field, len(path) - i - 1
    return None, 0


def _no_such_key(e: Located, kind: type[Section], inside: _Parts, also: Sequence[str]) -> tuple[str, str]:
    key, around = str(e.path[-1]), e.path[:-1]
    names = [name for part in inside.get(around, []) for name in part.kind.model_fields]
    names += also if not around else []
    message = f"there is no key '{plain(key)}' here"
    if e.value is None and " " in key:  # as YAML reads `{story: one thing, and another}`
        return message, "if it is part of a text with a comma, put the whole text in quotes"
    home = homes(kind).get(key)
    if home and near(key, names, VERY_LIKE) is None:
        return message, f"it belongs under {home}"
    return message, did_you_mean(key, names, "the keys here are")


def _misfits(sections: Iterable[SectionPart]) -> Iterator[tuple[SectionPart, Fault]]:
    for part in sections:
        for fault in part.kind.misfits(given_values(part.kind, part.values)):
            yield part, fault


def _fault(root: SourceNode, part: SectionPart, fault: Fault) -> Problem:
    path, message, remedy = fault
    where = (*part.path, *path)
    return problem(value_place(root, where), where, message, remedy)
