"""A scenario's file as a tree that remembers the place of each key and value, also after files were merged.

It holds plain data only: text, numbers, true/false, nothing, lists and mappings. It interprets no key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.base.problems import KeyPath, SourcePlace


class FaultyValue:
    """Stands for a value about which a problem was already reported, so that it is not reported twice."""

    def __repr__(self) -> str:
        return "something faulty"


FAULTY = FaultyValue()

YamlScalar = str | int | float | bool | None | FaultyValue


@dataclass(frozen=True)
class YamlEntry:
    """A key of a mapping and its value."""

    key: SourcePlace
    value: YamlNode


@dataclass(frozen=True)
class YamlNode:
    """A value and where it begins."""

    place: SourcePlace
    value: YamlValue

    @property
    def entries(self) -> dict[str, YamlEntry]:
        """Keys and values of a mapping; none for anything else."""
        return self.value if isinstance(self.value, dict) else {}

    def at(self, *keys: str) -> YamlNode | None:
        """The value under keys of nested mappings, if it is there."""
        node: YamlNode | None = self
        for key in keys:
            entry = node.entries.get(key) if node else None
            node = entry.value if entry else None
        return node


YamlValue = YamlScalar | list[YamlNode] | dict[str, YamlEntry]


def tree_data(node: YamlNode) -> object:
    """The tree without its places."""
    if isinstance(node.value, dict):
        return {key: tree_data(entry.value) for key, entry in node.value.items()}
    if isinstance(node.value, list):
        return [tree_data(item) for item in node.value]
    return node.value


def build_tree(value: object, place: SourcePlace) -> YamlNode:
    """The tree of plain data, all of it at one place: for data that is in no file."""
    if isinstance(value, Mapping):
        return YamlNode(
            place, {str(key): YamlEntry(place, build_tree(item, place)) for key, item in value.items()}
        )
    if isinstance(value, list):
        return YamlNode(place, [build_tree(item, place) for item in value])
    assert value is None or isinstance(value, str | int | float)
    return YamlNode(place, value)


def count_nodes(node: YamlNode) -> int:
    """Keys and values in a tree, itself counted."""
    if isinstance(node.value, dict):
        return 1 + sum(1 + count_nodes(entry.value) for entry in node.value.values())
    return 1 + sum(map(count_nodes, node.value)) if isinstance(node.value, list) else 1


def walk_key_path(node: YamlNode, path: KeyPath) -> Iterator[tuple[SourcePlace, YamlNode]]:
    """The key's place and the value for each step of a path, up to the last one that the file has."""
    for step in path:
        if isinstance(node.value, list) and isinstance(step, int) and 0 <= step < len(node.value):
            node = node.value[step]
            yield node.place, node
        elif isinstance(node.value, dict) and str(step) in node.value:
            entry = node.value[str(step)]
            node = entry.value
            yield entry.key, node
        else:
            return


def value_at(value: object, path: KeyPath) -> object:
    """The plain value at a path of plain data; None where there is nothing."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def key_place(root: YamlNode, path: KeyPath) -> SourcePlace:
    """The place of a path's key; for one that is not written, of the nearest key around it."""
    places = [place for place, _ in walk_key_path(root, path)]
    return places[-1] if places else root.place


def value_place(root: YamlNode, path: KeyPath) -> SourcePlace:
    """The place of a path's value: a scalar's own place, the key of a mapping or list."""
    place = root.place
    for key, node in walk_key_path(root, path):
        scalar = not isinstance(node.value, list | dict) and node.value is not None
        place = node.place if scalar else key
    return place
