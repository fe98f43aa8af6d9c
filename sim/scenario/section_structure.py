"""The nesting of sections: which sections a value contains, and which field a path leads to.

It follows the types of a section along a value, which can be a section or a mapping from a file with arbitrary content,
and treats both alike. It does not validate.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from sim.base.problems import KeyPath, format_key_path
from sim.scenario.section import Section

MAX_ITEMS_VISITED = 5_000
"""Maximum number of items visited in a mapping or list. All lists and mappings of sections have lower limits."""


class SectionPart(NamedTuple):
    """A section within a value."""

    path: KeyPath
    kind: type[Section]
    values: Mapping[str, Any]
    """Values as given, without defaults."""


def walk_sections(kind: type[Section], value: object, path: KeyPath = ()) -> Iterator[SectionPart]:
    """Yield a section and all sections within it, outermost first. Nothing for a value that is not a mapping."""
    values = dict(value) if isinstance(value, Section) else value
    if not isinstance(values, Mapping):
        return
    yield SectionPart(path, kind, values)
    for key, field in kind.model_fields.items():
        if key in values:
            yield from _walk_within(field.annotation, values[key], (*path, key))


def _walk_within(annotation: Any, value: object, path: KeyPath) -> Iterator[SectionPart]:
    for form in alternatives(annotation):
        origin, inner = get_origin(form), get_args(form)
        if isinstance(form, type) and issubclass(form, Section):
            yield from walk_sections(form, value, path)
        elif origin is dict and isinstance(value, Mapping):
            for key in list(value)[:MAX_ITEMS_VISITED]:
                yield from _walk_within(inner[1], value[key], (*path, key))
        elif origin is list and isinstance(value, list):
            for i, item in enumerate(value[:MAX_ITEMS_VISITED]):
                yield from _walk_within(inner[0], item, (*path, i))


def alternatives(annotation: Any) -> Iterator[Any]:
    """Yield the types that an annotation allows, without their metadata."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from alternatives(get_args(annotation)[0])
    elif origin is Union or origin is types.UnionType:
        for one in get_args(annotation):
            yield from alternatives(one)
    else:
        yield annotation


def iter_annotations(annotation: Any) -> Iterator[Any]:
    """Yield the metadata of a type and its alternatives, but not that of items in lists."""
    origin = get_origin(annotation)
    if origin is Annotated:
        first, *marks = get_args(annotation)
        for mark in marks:
            yield from mark.metadata if isinstance(mark, FieldInfo) else (mark,)
        yield from iter_annotations(first)
    elif origin is Union or origin is types.UnionType:
        for one in get_args(annotation):
            yield from iter_annotations(one)


@cache
def key_homes(kind: type[Section]) -> dict[str, str]:
    """Return where each key may belong: the path of the outermost section that has it, or of two such sections. Keys
    with more homes are omitted, as are lists and mappings with free names.
    """
    found: dict[str, list[KeyPath]] = {}
    for path, one in _walk_nested(kind):
        for key in one.model_fields if path else ():
            found.setdefault(key, []).append(path)
    homes: dict[str, str] = {}
    for key, paths in found.items():
        outermost = [path for path in paths if len(path) == min(map(len, paths))]
        if len(outermost) <= 2:
            homes[key] = " or ".join(f"`{format_key_path(path)}`" for path in outermost)
    return homes


def _walk_nested(kind: type[Section], path: KeyPath = ()) -> Iterator[tuple[KeyPath, type[Section]]]:
    yield path, kind
    for key, field in kind.model_fields.items():
        for form in alternatives(field.annotation):
            if isinstance(form, type) and issubclass(form, Section):
                yield from _walk_nested(form, (*path, key))


class NumberRange(NamedTuple):
    """The allowed range of a number."""

    low: float | None
    high: float | None

    def text(self) -> str:
        """Return ' from 0 to 10', ' of at least 0', ' of at most 10' or an empty text."""
        if self.low is not None and self.high is not None:
            return f" from {format_plain_number(self.low)} to {format_plain_number(self.high)}"
        if self.low is not None:
            return f" of at least {format_plain_number(self.low)}"
        return "" if self.high is None else f" of at most {format_plain_number(self.high)}"


def format_plain_number(number: float) -> str:
    """Format a number without an exponent where possible."""
    return f"{number:,.0f}" if number == int(number) and abs(number) >= 1000 else f"{number:g}"


def number_range(field: FieldInfo, inside: int = 0) -> NumberRange:
    """Return the range of a field's number, or of numbers `inside` levels of lists or mappings deep in it."""
    marks = list(field.metadata) if not inside else []
    for form in item_types(field.annotation, inside):
        marks += iter_annotations(form)
    return _narrowest_range(marks)


def key_range(field: FieldInfo) -> NumberRange:
    """Return the range of the numbers that are keys of a field's mapping."""
    maps = (form for form in alternatives(field.annotation) if get_origin(form) is dict)
    return _narrowest_range([mark for form in maps for mark in iter_annotations(get_args(form)[0])])


def _narrowest_range(marks: list[Any]) -> NumberRange:
    lows = [mark.ge for mark in marks if getattr(mark, "ge", None) is not None]
    highs = [mark.le for mark in marks if getattr(mark, "le", None) is not None]
    return NumberRange(max(lows, default=None), min(highs, default=None))


def item_types(annotation: Any, inside: int) -> list[Any]:
    """Return the types of values `inside` levels of lists or mappings deep in a value of this type."""
    if not inside:
        return [annotation]
    items = [get_args(form)[-1] for form in alternatives(annotation) if get_origin(form) in (list, dict)]
    return [deeper for item in items for deeper in item_types(item, inside - 1)]
