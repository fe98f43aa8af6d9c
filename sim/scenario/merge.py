"""What `extends` means: a scenario's file laid over another one's, mapping by mapping and key by key.

Lists, texts and numbers replace what was there. Every value keeps the place where it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.scenario.disruptions import FORBIDDEN, default_types
from sim.scenario.market import default_segments
from sim.scenario.problems import Path, Place, Problem, problem
from sim.scenario.scenario import default_steady
from sim.scenario.suggest import did_you_mean
from sim.scenario.tree import Entry, Node, planted

SEGMENTS = ("market", "segments")
TYPES = ("disruptions", "types")


def laid(files: Sequence[Node], whole: bool) -> tuple[Node, list[Problem]]:
    """Files, the top one first, as one tree, and the problems of what in them would remove something that is not there.
    Where the files are not the whole, that cannot be told.
    """
    *over, ground = files
    problems = list(vain_removals(None, ground))
    root = grounded(forbidding(ground)) if over else forbidding(ground)
    for file in reversed(over):
        problems += vain_removals(root, file)
        root = merged(root, forbidding(file))
    return root, problems if whole else []


def merged(under: Node, over: Node) -> Node:
    """The tree of `over` laid over `under`; keys of `under` come first, in their order."""
    if not isinstance(under.value, dict) or not isinstance(over.value, dict):
        return over
    entries = dict(under.value)
    for key, entry in over.value.items():
        below = entries.get(key)
        entries[key] = Entry(entry.key, merged(below.value, entry.value)) if below else entry
    return Node(over.place, entries)


def without(node: Node, *keys: str) -> Node:
    """A mapping without some of its keys."""
    return Node(node.place, {key: entry for key, entry in node.entries.items() if key not in keys})


def grounded(root: Node) -> Node:
    """The file that the others lie over, with the default segments and the default split of `steady` where it gives
    none: parts that have no defaults of their own, so that a scenario over it can change a number of them alone.
    """
    ground: dict[str, object] = {
        "market": {"segments": {name: s.model_dump() for name, s in default_segments().items()}},
        "steady": default_steady().model_dump(),
    }
    if root.at(*SEGMENTS) is not None:
        del ground["market"]
    return merged(planted(ground, root.place), root)


def forbidding(root: Node) -> Node:
    """A file with `null` for a type of disruption written out, so that the type keeps all else that it has."""
    types = root.at(*TYPES)
    if types is None or not types.entries:
        return root
    changed = {
        name: Entry(entry.key, planted(FORBIDDEN, entry.key)) if entry.value.value is None else entry
        for name, entry in types.entries.items()
    }
    return _placed(root, TYPES, Node(types.place, changed))


def _placed(node: Node, path: tuple[str, ...], value: Node) -> Node:
    """The tree with another value at a path that is there."""
    if not path:
        return value
    entry = node.entries[path[0]]
    inner = Entry(entry.key, _placed(entry.value, path[1:], value))
    return Node(node.place, {**node.entries, path[0]: inner})


def vain_removals(under: Node | None, over: Node) -> Iterator[Problem]:
    """Problems of `null` for a segment or a type that is not there."""
    below = under.at(*SEGMENTS) if under else None
    here = (
        {name: entry for name, entry in below.entries.items() if entry.value.value is not None}
        if below
        else {}
    )
    for where, place in _nulls(over, SEGMENTS):
        if where[-1] not in here:
            remedy = did_you_mean(where[-1], here, "there are") if here else _NO_SEGMENTS
            yield problem(place, where, "there is no such segment to remove", remedy)
    types = under.at(*TYPES) if under else None
    known = {**default_types(), **(types.entries if types else {})}
    for where, place in _nulls(over, TYPES):
        if where[-1] not in known:
            yield problem(place, where, "there is no such type to forbid", did_you_mean(where[-1], known))


_NO_SEGMENTS = "leave it out; segments that are given here stand in place of the default ones"


def _nulls(root: Node, path: tuple[str, ...]) -> Iterator[tuple[Path, Place]]:
    node = root.at(*path)
    for name, entry in node.entries.items() if node else ():
        if entry.value.value is None:
            yield (*path, name), entry.key
