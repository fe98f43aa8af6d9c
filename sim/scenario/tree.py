"""A scenario's file as a tree that remembers where each key and value stands, also after files were merged.

It holds plain data only: text, numbers, true/false, nothing, lists and mappings. It interprets no key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.base.problems import Path, Place


class Faulty:
    """Stands for a value about which a problem was already reported, so that it is not reported twice."""

    def __repr__(self) -> str:
        return "something faulty"


FAULTY = Faulty()

Scalar = str | int | float | bool | None | Faulty


@dataclass(frozen=True)
class MappingEntry:
    """A key of a mapping and its value."""

    key: Place
    value: SourceNode


@dataclass(frozen=True)
class SourceNode:
    """A value and where it begins."""

    place: Place
    value: Value

    @property
    def entries(self) -> dict[str, MappingEntry]:
        """Keys and values of a mapping; none for anything else."""
        return self.value if isinstance(self.value, dict) else {}

    def at(self, *keys: str) -> SourceNode | None:
        """The value under keys of nested mappings, if it is there."""
        node: SourceNode | None = self
        for key in keys:
            entry = node.entries.get(key) if node else None
            node = entry.value if entry else None
        return node


Value = Scalar | list[SourceNode] | dict[str, MappingEntry]


def data(node: SourceNode) -> object:
    """The tree without its places."""
    if isinstance(node.value, dict):
        return {key: data(entry.value) for key, entry in node.value.items()}
    if isinstance(node.value, list):
        return [data(item) for item in node.value]
    return node.value


def tree_at(value: object, place: Place) -> SourceNode:
    """The tree of plain data, all of it at one place: for what stands in no file."""
    if isinstance(value, Mapping):
        return SourceNode(
            place, {str(key): MappingEntry(place, tree_at(item, place)) for key, item in value.items()}
        )
    if isinstance(value, list):
        return SourceNode(place, [tree_at(item, place) for item in value])
    assert value is None or isinstance(value, str | int | float)
    return SourceNode(place, value)


def size(node: SourceNode) -> int:
    """Keys and values in a tree, itself counted."""
    if isinstance(node.value, dict):
        return 1 + sum(1 + size(entry.value) for entry in node.value.values())
    return 1 + sum(map(size, node.value)) if isinstance(node.value, list) else 1


def steps(node: SourceNode, path: Path) -> Iterator[tuple[Place, SourceNode]]:
    """The key's place and the value for each step of a path, as far as the file goes along."""
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


def value_at(value: object, path: Path) -> object:
    """The plain value at a path of plain data; None where there is nothing."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def key_place(root: SourceNode, path: Path) -> Place:
    """Where the key of a path stands; for one that is not written, the nearest key around it."""
    places = [place for place, _ in steps(root, path)]
    return places[-1] if places else root.place


def value_place(root: SourceNode, path: Path) -> Place:
    """Where the value of a path stands: a scalar's own place, the key of a mapping or list."""
    place = root.place
    for key, node in steps(root, path):
        scalar = not isinstance(node.value, list | dict) and node.value is not None
        place = node.place if scalar else key
    return place
