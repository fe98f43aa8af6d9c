"""A scenario's file as a tree that knows the place of every key and value, even after files were merged.

It contains only plain data: text, numbers, booleans, null, lists and mappings. It gives keys no meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.base.problems import KeyPath, SourcePlace


class FaultyValue:
    """Stands for a value with a reported problem, so that it is not reported twice."""

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
    """A value and its place."""

    place: SourcePlace
    value: YamlValue

    @property
    def entries(self) -> dict[str, YamlEntry]:
        """Keys and values of a mapping. Empty for any other value."""
        return self.value if isinstance(self.value, dict) else {}

    def at(self, *keys: str) -> YamlNode | None:
        """Return the value under nested keys, or None."""
        node: YamlNode | None = self
        for key in keys:
            entry = node.entries.get(key) if node else None
            node = entry.value if entry else None
        return node


YamlValue = YamlScalar | list[YamlNode] | dict[str, YamlEntry]


def tree_data(node: YamlNode) -> object:
    """Return the tree as plain data, without places."""
    if isinstance(node.value, dict):
        return {key: tree_data(entry.value) for key, entry in node.value.items()}
    if isinstance(node.value, list):
        return [tree_data(item) for item in node.value]
    return node.value


def build_tree(value: object, place: SourcePlace) -> YamlNode:
    """Build a tree of plain data, with one place for all of it. Use it for data that is not in a file."""
    if isinstance(value, Mapping):
        return YamlNode(
            place, {str(key): YamlEntry(place, build_tree(item, place)) for key, item in value.items()}
        )
    if isinstance(value, list):
        return YamlNode(place, [build_tree(item, place) for item in value])
    assert value is None or isinstance(value, str | int | float)
    return YamlNode(place, value)


def count_nodes(node: YamlNode) -> int:
    """Return the number of keys and values in a tree, including the root."""
    if isinstance(node.value, dict):
        return 1 + sum(1 + count_nodes(entry.value) for entry in node.value.values())
    return 1 + sum(map(count_nodes, node.value)) if isinstance(node.value, list) else 1


def walk_key_path(node: YamlNode, path: KeyPath) -> Iterator[tuple[SourcePlace, YamlNode]]:
    """Yield the key's place and the value for each step of a path, as long as the file contains it."""
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
    """Return the value at a path of plain data, or None."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def key_place(root: YamlNode, path: KeyPath) -> SourcePlace:
    """Return the place of a path's key. If the file does not contain it, return that of the nearest enclosing key."""
    places = [place for place, _ in walk_key_path(root, path)]
    return places[-1] if places else root.place


def value_place(root: YamlNode, path: KeyPath) -> SourcePlace:
    """Return the place of a path's value: that of a scalar itself, or of the key of a mapping or list."""
    place = root.place
    for key, node in walk_key_path(root, path):
        scalar = not isinstance(node.value, list | dict) and node.value is not None
        place = node.place if scalar else key
    return place
