"""Merge a scenario's file over those it extends, mapping by mapping and key by key.

Lists, texts and numbers are replaced as a whole. Every value keeps the place where it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.base.problems import KeyPath, Problem, SourcePlace, make_problem
from sim.base.suggestions import suggest_name
from sim.scenario.disruptions import FORBIDDEN_TYPE, default_types
from sim.scenario.market import default_segments
from sim.scenario.scenario import default_steady_split
from sim.scenario.yaml_tree import YamlEntry, YamlNode, build_tree

SEGMENTS_PATH = ("market", "segments")
TYPES_PATH = ("disruptions", "types")


def merge_files(files: Sequence[YamlNode], whole: bool) -> tuple[YamlNode, list[Problem]]:
    """Merge files, the top one first, into one tree, and report removals of things that do not exist. If not all files
    could be read (`whole` is false), removals cannot be checked.
    """
    *over, ground = files
    problems = list(find_useless_removals(None, ground))
    root = add_default_parts(expand_forbidden_types(ground)) if over else expand_forbidden_types(ground)
    for file in reversed(over):
        problems += find_useless_removals(root, file)
        root = merge_trees(root, expand_forbidden_types(file))
    return root, problems if whole else []


def merge_trees(under: YamlNode, over: YamlNode) -> YamlNode:
    """Merge the tree `over` over `under`. The keys of `under` come first, in their order."""
    if not isinstance(under.value, dict) or not isinstance(over.value, dict):
        return over
    entries = dict(under.value)
    for key, entry in over.value.items():
        below = entries.get(key)
        entries[key] = YamlEntry(entry.key, merge_trees(below.value, entry.value)) if below else entry
    return YamlNode(over.place, entries)


def drop_keys(node: YamlNode, *keys: str) -> YamlNode:
    """Return a mapping without some of its keys."""
    return YamlNode(node.place, {key: entry for key, entry in node.entries.items() if key not in keys})


def add_default_parts(root: YamlNode) -> YamlNode:
    """Add the default segments and the default split of `steady` to the lowest file if it has none. These parts have no
    defaults of their own, and without this a scenario above could not change single numbers in them.
    """
    ground: dict[str, object] = {
        "market": {"segments": {name: s.model_dump() for name, s in default_segments().items()}},
        "steady": default_steady_split().model_dump(),
    }
    if root.at(*SEGMENTS_PATH) is not None:
        del ground["market"]
    return merge_trees(build_tree(ground, root.place), root)


def expand_forbidden_types(root: YamlNode) -> YamlNode:
    """Write out `null` for a type of disruption, so that the type keeps everything except its rate."""
    types = root.at(*TYPES_PATH)
    if types is None or not types.entries:
        return root
    changed = {
        name: YamlEntry(entry.key, build_tree(FORBIDDEN_TYPE, entry.key))
        if entry.value.value is None
        else entry
        for name, entry in types.entries.items()
    }
    return _replace_at(root, TYPES_PATH, YamlNode(types.place, changed))


def _replace_at(node: YamlNode, path: tuple[str, ...], value: YamlNode) -> YamlNode:
    """Return the tree with another value at an existing path."""
    if not path:
        return value
    entry = node.entries[path[0]]
    inner = YamlEntry(entry.key, _replace_at(entry.value, path[1:], value))
    return YamlNode(node.place, {**node.entries, path[0]: inner})


def find_useless_removals(under: YamlNode | None, over: YamlNode) -> Iterator[Problem]:
    """Yield problems of `null` for a segment or type that does not exist."""
    below = under.at(*SEGMENTS_PATH) if under else None
    here = (
        {name: entry for name, entry in below.entries.items() if entry.value.value is not None}
        if below
        else {}
    )
    for where, place in _null_entries(over, SEGMENTS_PATH):
        if where[-1] not in here:
            remedy = suggest_name(where[-1], here, "there are") if here else _NO_SEGMENTS_REMEDY
            yield make_problem(place, where, "there is no such segment to remove", remedy)
    types = under.at(*TYPES_PATH) if under else None
    known = {**default_types(), **(types.entries if types else {})}
    for where, place in _null_entries(over, TYPES_PATH):
        if where[-1] not in known:
            yield make_problem(
                place, where, "there is no such type to forbid", suggest_name(where[-1], known)
            )


_NO_SEGMENTS_REMEDY = "leave it out; segments that are given here replace the default ones"


def _null_entries(root: YamlNode, path: tuple[str, ...]) -> Iterator[tuple[KeyPath, SourcePlace]]:
    node = root.at(*path)
    for name, entry in node.entries.items() if node else ():
        if entry.value.value is None:
            yield (*path, name), entry.key
