"""What `extends` means: a scenario's file laid over another one's, mapping by mapping and key by key.

Lists, texts and numbers replace what was there. Every value keeps the place where it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.base.problems import Path, Place, Problem, problem
from sim.base.suggest import did_you_mean
from sim.scenario.disruptions import FORBIDDEN, default_types
from sim.scenario.market import default_segments
from sim.scenario.scenario import default_steady
from sim.scenario.tree import MappingEntry, SourceNode, tree_at

SEGMENTS = ("market", "segments")
TYPES = ("disruptions", "types")


def laid(files: Sequence[SourceNode], whole: bool) -> tuple[SourceNode, list[Problem]]:
    """Files, the top one first, as one tree, and the problems of what in them would remove something that is not there.
    Where the files are not the whole, that cannot be told.
    """
    *over, ground = files
    problems = list(vain_removals(None, ground))
    root = add_defaults(forbid_types(ground)) if over else forbid_types(ground)
    for file in reversed(over):
        problems += vain_removals(root, file)
        root = merge_trees(root, forbid_types(file))
    return root, problems if whole else []


def merge_trees(under: SourceNode, over: SourceNode) -> SourceNode:
    """The tree of `over` laid over `under`; keys of `under` come first, in their order."""
    if not isinstance(under.value, dict) or not isinstance(over.value, dict):
        return over
    entries = dict(under.value)
    for key, entry in over.value.items():
        below = entries.get(key)
        entries[key] = MappingEntry(entry.key, merge_trees(below.value, entry.value)) if below else entry
    return SourceNode(over.place, entries)


def without(node: SourceNode, *keys: str) -> SourceNode:
    """A mapping without some of its keys."""
    return SourceNode(node.place, {key: entry for key, entry in node.entries.items() if key not in keys})


def add_defaults(root: SourceNode) -> SourceNode:
    """The file that the others lie over, with the default segments and the default split of `steady` where it gives
    none: parts that have no defaults of their own, so that a scenario over it can change a number of them alone.
    """
    ground: dict[str, object] = {
        "market": {"segments": {name: s.model_dump() for name, s in default_segments().items()}},
        "steady": default_steady().model_dump(),
    }
    if root.at(*SEGMENTS) is not None:
        del ground["market"]
    return merge_trees(tree_at(ground, root.place), root)


def forbid_types(root: SourceNode) -> SourceNode:
    """A file with `null` for a type of disruption written out, so that the type keeps all else that it has."""
    types = root.at(*TYPES)
    if types is None or not types.entries:
        return root
    changed = {
        name: MappingEntry(entry.key, tree_at(FORBIDDEN, entry.key)) if entry.value.value is None else entry
        for name, entry in types.entries.items()
    }
    return _replace_value(root, TYPES, SourceNode(types.place, changed))


def _replace_value(node: SourceNode, path: tuple[str, ...], value: SourceNode) -> SourceNode:
    """The tree with another value at a path that is there."""
    if not path:
        return value
    entry = node.entries[path[0]]
    inner = MappingEntry(entry.key, _replace_value(entry.value, path[1:], value))
    return SourceNode(node.place, {**node.entries, path[0]: inner})


def vain_removals(under: SourceNode | None, over: SourceNode) -> Iterator[Problem]:
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


def _nulls(root: SourceNode, path: tuple[str, ...]) -> Iterator[tuple[Path, Place]]:
    node = root.at(*path)
    for name, entry in node.entries.items() if node else ():
        if entry.value.value is None:
            yield (*path, name), entry.key
