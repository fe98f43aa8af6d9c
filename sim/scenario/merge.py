"""What `extends` means: a scenario's file laid over another one's, mapping by mapping and key by key.

Lists, texts and numbers replace what was there. Every value keeps the place where it was written.
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
    """Files, the top one first, as one tree, and the problems of what in them would remove something that is not there.
    If not all files are there, that is not known.
    """
    *over, ground = files
    problems = list(find_useless_removals(None, ground))
    root = add_default_parts(expand_forbidden_types(ground)) if over else expand_forbidden_types(ground)
    for file in reversed(over):
        problems += find_useless_removals(root, file)
        root = merge_trees(root, expand_forbidden_types(file))
    return root, problems if whole else []


def merge_trees(under: YamlNode, over: YamlNode) -> YamlNode:
    """The tree of `over` laid over `under`; keys of `under` come first, in their order."""
    if not isinstance(under.value, dict) or not isinstance(over.value, dict):
        return over
    entries = dict(under.value)
    for key, entry in over.value.items():
        below = entries.get(key)
        entries[key] = YamlEntry(entry.key, merge_trees(below.value, entry.value)) if below else entry
    return YamlNode(over.place, entries)


def drop_keys(node: YamlNode, *keys: str) -> YamlNode:
    """A mapping without some of its keys."""
    return YamlNode(node.place, {key: entry for key, entry in node.entries.items() if key not in keys})


def add_default_parts(root: YamlNode) -> YamlNode:
    """The file that the others lie over, with the default segments and the default split of `steady` where it gives
    none: parts that have no defaults of their own, so that a scenario over it can change a number of them alone.
    """
    ground: dict[str, object] = {
        "market": {"segments": {name: s.model_dump() for name, s in default_segments().items()}},
        "steady": default_steady_split().model_dump(),
    }
    if root.at(*SEGMENTS_PATH) is not None:
        del ground["market"]
    return merge_trees(build_tree(ground, root.place), root)


def expand_forbidden_types(root: YamlNode) -> YamlNode:
    """A file with `null` for a type of disruption written out, so that the type keeps all else that it has."""
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
    """The tree with another value at a path that is there."""
    if not path:
        return value
    entry = node.entries[path[0]]
    inner = YamlEntry(entry.key, _replace_at(entry.value, path[1:], value))
    return YamlNode(node.place, {**node.entries, path[0]: inner})


def find_useless_removals(under: YamlNode | None, over: YamlNode) -> Iterator[Problem]:
    """Problems of `null` for a segment or a type that is not there."""
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
