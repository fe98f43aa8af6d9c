"""Locate pydantic's errors in the file, one for each wrong value.

pydantic adds marks to its locations (the alternative it tried, or that the key is wrong), which are interpreted and
removed here. Of several alternatives for a value only those that it was probably meant for are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import ValidationError

from sim.base.problems import KeyPath
from sim.scenario.yaml_tree import FAULTY, value_at

KEY_MARK = "[key]"
"""pydantic's mark of an error in a key."""


class TriedAlternative(NamedTuple):
    """The alternative for a value that an error belongs to."""

    path: KeyPath
    name: str


@dataclass(frozen=True)
class LocatedError:
    """One of pydantic's errors, at a path of the file."""

    path: KeyPath
    type: str
    """pydantic's name of the error."""
    context: Mapping[str, Any]
    on_key: bool
    """Whether the key is wrong rather than the value."""
    choice: TriedAlternative | None
    """Innermost alternative that was tried."""
    value: object


def locate_errors(error: ValidationError, data: object) -> list[LocatedError]:
    """Return the errors about plain data, without those about values already known to be faulty."""
    found = (_locate_error(e, data) for e in error.errors(include_url=False, include_input=False))
    return _keep_intended(
        [e for e in found if e.value is not FAULTY or e.on_key or e.type == "extra_forbidden"]
    )


def _locate_error(error: Any, data: object) -> LocatedError:
    path: KeyPath = ()
    choice: TriedAlternative | None = None
    on_key = False
    last = len(error["loc"]) - 1
    for i, step in enumerate(error["loc"]):
        value = value_at(data, path)
        if _has_step(value, step):
            path = (*path, step)
        elif step == KEY_MARK:
            on_key = True
        elif i == last and isinstance(value, dict) and error["type"] == "missing":
            path = (*path, step)
        else:
            choice = TriedAlternative(path, str(step))
    return LocatedError(path, error["type"], error.get("ctx", {}), on_key, choice, value_at(data, path))


def _has_step(value: object, step: object) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value)


def _keep_intended(errors: list[LocatedError]) -> list[LocatedError]:
    """Drop errors of alternatives that the value was not meant for. If some alternative failed only further inside, the
    value has the form of that alternative.
    """
    inner = {e.choice for e in errors if e.choice is not None and len(e.path) > len(e.choice.path)}
    formed = {choice.path for choice in inner}
    return [e for e in errors if e.choice is None or e.choice in inner or e.choice.path not in formed]


def group_by_value(errors: Iterable[LocatedError]) -> list[list[LocatedError]]:
    """Group errors about the same value or key, in order of their first occurrence."""
    groups: dict[tuple[KeyPath, bool, bool], list[LocatedError]] = {}
    for e in errors:
        groups.setdefault((e.path, e.on_key, e.choice is None), []).append(e)
    return list(groups.values())
