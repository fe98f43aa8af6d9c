"""pydantic's errors, each with the path in the file that it speaks of, and one for each wrong value.

pydantic puts marks of its own into its locations (which alternative it tried, that a key is meant); they are read here
and left out. Of the alternatives for one value only those that the value could have been meant for are kept.
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
    """Which of several alternatives for a value an error speaks of."""

    path: KeyPath
    name: str


@dataclass(frozen=True)
class LocatedError:
    """One of pydantic's errors at a path of the file."""

    path: KeyPath
    type: str
    """pydantic's name of what is wrong."""
    context: Mapping[str, Any]
    on_key: bool
    """whether the key is wrong, not the value."""
    choice: TriedAlternative | None
    """innermost alternative that was tried."""
    value: object


def locate_errors(error: ValidationError, data: object) -> list[LocatedError]:
    """The errors about this plain data, without those about values that are known to be faulty."""
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
    """Without the errors of alternatives that the value was not meant for: where some alternative failed only further
    inside, the value has that alternative's form.
    """
    inner = {e.choice for e in errors if e.choice is not None and len(e.path) > len(e.choice.path)}
    formed = {choice.path for choice in inner}
    return [e for e in errors if e.choice is None or e.choice in inner or e.choice.path not in formed]


def group_by_value(errors: Iterable[LocatedError]) -> list[list[LocatedError]]:
    """Errors about the same value or key together, in the order of their first."""
    groups: dict[tuple[KeyPath, bool, bool], list[LocatedError]] = {}
    for e in errors:
        groups.setdefault((e.path, e.on_key, e.choice is None), []).append(e)
    return list(groups.values())
