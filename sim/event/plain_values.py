"""Convert dataclasses to plain JSON values and back, exactly. Foreign values are checked: their types, their shapes,
and that every number is finite. Nothing here reads files.
"""

from __future__ import annotations

import math
import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np

INTEGER_LIMIT = 2**63
"""Limit of the absolute value of integers."""


class InvalidValueError(ValueError):
    """A value that is not what it should be. `place` is where, and `problem` what is wrong."""

    def __init__(self, place: str, problem: str) -> None:
        self.place, self.problem = place or "the document", problem
        super().__init__(f"{self.place} {problem}")


def to_plain(value: Any) -> Any:
    """Convert a dataclass to a dict, and tuples and arrays to lists. Numbers and texts stay the same."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def from_plain(kind: Any, value: Any, place: str = "") -> Any:
    """Convert plain values to a type: a dataclass, tuple, array, scalar, literal or None. Raises InvalidValueError."""
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _read_dataclass(kind, value, place)
    if origin is np.ndarray:
        return _read_array(value, place)
    if origin is tuple:
        return _read_tuple(get_args(kind), value, place)
    if origin is Literal:
        return _read_literal(get_args(kind), value, place)
    if origin in (Union, types.UnionType):
        return _read_union(get_args(kind), value, place)
    return _read_scalar(kind, value, place)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read_dataclass(kind: Any, value: Any, place: str) -> Any:
    if not isinstance(value, dict):
        raise InvalidValueError(place, "is not a mapping")
    names = [f.name for f in fields(kind)]
    for name in names:
        if name not in value:
            raise InvalidValueError(place, f"has no '{name}'")
    if len(value) > len(names):
        raise InvalidValueError(place, f"has an unknown key in addition to {', '.join(names)}")
    hints = _hints(kind)
    return kind(**{n: from_plain(hints[n], value[n], f"{place}.{n}" if place else n) for n in names})


def _read_tuple(kinds: tuple[Any, ...], value: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise InvalidValueError(place, "is not a list")
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(value)
    if len(kinds) != len(value):
        raise InvalidValueError(place, f"has {len(value)} parts, not {len(kinds)}")
    return tuple(
        from_plain(kind, part, f"{place}[{i}]")
        for i, (kind, part) in enumerate(zip(kinds, value, strict=True))
    )


def _read_array(value: Any, place: str) -> np.ndarray:
    """Read a regular array of numbers from nested lists."""
    parts, depth = value, 0
    while isinstance(parts, list) and parts:
        parts, depth = parts[0], depth + 1
    return np.array(_read_nested_lists(value, depth, place), dtype=float)


def _read_nested_lists(value: Any, depth: int, place: str) -> list[Any] | float:
    if depth == 0:
        return float(_read_scalar(float, value, place))
    if not isinstance(value, list):
        raise InvalidValueError(place, "is not a list")
    rows = [_read_nested_lists(part, depth - 1, f"{place}[{i}]") for i, part in enumerate(value)]
    if depth > 1 and len({len(row) for row in value}) != 1:
        raise InvalidValueError(place, "has lists of different lengths")
    return rows


def _read_literal(allowed: tuple[Any, ...], value: Any, place: str) -> Any:
    if type(value) is not str or value not in allowed:
        raise InvalidValueError(place, f"is not one of {', '.join(repr(a) for a in allowed)}")
    return value


def _read_union(kinds: tuple[Any, ...], value: Any, place: str) -> Any:
    """Read None if allowed, an array from a list, and otherwise the scalar."""
    if value is None and type(None) in kinds:
        return None
    arrays = [kind for kind in kinds if get_origin(kind) is np.ndarray]
    scalars = [kind for kind in kinds if kind is not type(None) and kind not in arrays]
    return from_plain((arrays if isinstance(value, list) and arrays else scalars)[0], value, place)


def _read_scalar(kind: Any, value: Any, place: str) -> Any:
    if kind is float and type(value) in (int, float):
        if type(value) is int and abs(value) >= INTEGER_LIMIT:
            raise InvalidValueError(place, "is too large a number")
        if not math.isfinite(value):
            raise InvalidValueError(place, "is not a finite number")
        return float(value)
    if type(value) is not kind:
        names = {float: "a number", int: "a whole number", bool: "true or false", str: "a text"}
        raise InvalidValueError(place, f"is not {names[kind]}")
    if kind is int and abs(value) >= INTEGER_LIMIT:
        raise InvalidValueError(place, "is too large a number")
    return value
