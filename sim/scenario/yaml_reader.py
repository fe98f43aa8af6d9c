"""Read YAML text into a tree with places, safely and within limits.

It works on the stream of YAML events and stops at the first limit, so that its cost is proportional to the input. Only
text, numbers, booleans, null, lists and mappings are constructed. Tags, anchors, aliases, merge keys and multiple
documents are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from sim.base.characters import CONTROL_CHARACTERS
from sim.base.problems import (
    MAX_PROBLEMS,
    InputError,
    KeyPath,
    Problem,
    SourcePlace,
    escape_text,
    make_problem,
)
from sim.scenario.yaml_errors import DIRECTIVE, escape_problem, syntax_problem
from sim.scenario.yaml_scalars import NotANumberError, parse_scalar
from sim.scenario.yaml_tree import FAULTY, YamlEntry, YamlNode, YamlValue

MAX_NESTING = 30
"""Maximum nesting depth of mappings and lists."""
MAX_NODES = 50_000
"""Maximum number of keys and values of a scenario, including the files that it extends."""

STARTER_REMEDY = "begin with `format: 1`; `tactegic new NAME` writes a scenario to start from"
"""Remedy for a file that is empty or something else entirely."""

_CORE_TAGS = "tag:yaml.org,2002:"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml if PyYAML was built with it. Both produce the same events."""


@dataclass
class _OpenCollection:
    """A list or mapping whose end has not been read yet."""

    node: YamlNode
    path: KeyPath
    key: str | None = None
    key_place: SourcePlace | None = None


@dataclass
class _TreeBuilder:
    """Builds the tree of one file, event by event."""

    label: str
    problems: list[Problem] = field(default_factory=list)
    opened: list[_OpenCollection] = field(default_factory=list)
    root: YamlNode | None = None
    nodes: int = 0
    reached: SourcePlace | None = None

    def report(self, place: SourcePlace, path: KeyPath, message: str, remedy: str) -> None:
        self.problems.append(make_problem(place, path, message, remedy))
        if len(self.problems) >= MAX_PROBLEMS:
            raise InputError(self.problems)

    def stop(self, place: SourcePlace, message: str, remedy: str) -> NoReturn:
        raise InputError([*self.problems, make_problem(place, self.path(), message, remedy)])

    def path(self) -> KeyPath:
        """Return the path of the next value."""
        if not self.opened:
            return ()
        top = self.opened[-1]
        if isinstance(top.node.value, list):
            return (*top.path, len(top.node.value))
        return (*top.path, top.key) if top.key is not None else top.path

    def take(self, event: yaml.Event) -> None:
        place = self.reached = _mark_place(self.label, event.start_mark)
        if isinstance(event, yaml.CollectionEndEvent):
            self.opened.pop()
        elif isinstance(event, yaml.NodeEvent):
            self.begin(event, place)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.document(event, place)

    def document(self, event: yaml.DocumentStartEvent, place: SourcePlace) -> None:
        if self.root is not None:
            self.stop(place, "a second document begins here", "keep one to a file, without `---` lines")
        if event.version or event.tags:
            self.stop(place, *DIRECTIVE)

    def begin(self, event: yaml.NodeEvent, place: SourcePlace) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.stop(place, f"more than {MAX_NODES} keys and values", "shorten the file")
        if len(self.opened) >= MAX_NESTING:
            self.stop(
                place, f"more than {MAX_NESTING} levels of nesting", "a scenario needs about six of them"
            )
        value = self.value(event, place)
        top = self.opened[-1] if self.opened else None
        if top and isinstance(top.node.value, dict) and top.key is None:
            self.begin_key(top, event, place, value)
        else:
            self.place_value(YamlNode(place, value), event)

    def value(self, event: yaml.NodeEvent, place: SourcePlace) -> YamlValue:
        if isinstance(event, yaml.AliasEvent):
            self.report(place, self.path(), f"the alias *{escape_text(str(event.anchor))} is not read",
                     "write the value out, or put the text in quotes")  # fmt: skip
            return FAULTY
        if event.anchor is not None:
            self.report(place, self.path(), f"the anchor &{escape_text(event.anchor)} is not read",
                     "remove it and write values out where they are used, or put the text in quotes")  # fmt: skip
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.report(place, self.path(), f"the tag {escape_text(str(tag).replace(_CORE_TAGS, '!!'))} is not read",
                     "remove it, or put text that begins with ! in quotes")  # fmt: skip
            if isinstance(event, yaml.ScalarEvent):
                return FAULTY
        if isinstance(event, yaml.SequenceStartEvent):
            return []
        return {} if isinstance(event, yaml.MappingStartEvent) else self.word(event, place)

    def word(self, event: yaml.NodeEvent, place: SourcePlace) -> YamlValue:
        assert isinstance(event, yaml.ScalarEvent)
        text = str(event.value)
        if event.style or event.tag is not None:
            return self.checked_text(text, place)
        try:
            return parse_scalar(text)
        except NotANumberError as why:
            self.report(place, self.path(), f"{escape_text(text)} {why}",
                     "write an ordinary number, or put it in quotes if it is text")  # fmt: skip
            return FAULTY

    def checked_text(self, text: str, place: SourcePlace) -> YamlValue:
        """Return the text, unless an escape in it produces a control character."""
        bad = CONTROL_CHARACTERS.search(text)
        if bad is None:
            return text
        message = f"has the control character U+{ord(bad[0]):04X} behind an escape"
        self.report(place, self.path(), message, "remove it; texts are plain text")
        return FAULTY

    def begin_key(
        self, top: _OpenCollection, event: yaml.NodeEvent, place: SourcePlace, value: YamlValue
    ) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self.stop(place, "a key must be a word", "write `key: value`")
        text = str(getattr(event, "value", ""))
        where = (*top.path, text)
        if text == "<<" and not getattr(event, "style", ""):
            self.report(place, where, "merge keys (<<) are not read", "write the keys out, or use `extends`")
        elif value is None or isinstance(value, bool | float):
            self.report(place, where, "a key must be a word", f'put it in quotes: "{escape_text(text)}"')
        top.key, top.key_place = text, place

    def place_value(self, node: YamlNode, event: yaml.NodeEvent) -> None:
        path = self.path()
        if not self.opened:
            self.root = node
        else:
            self.put(self.opened[-1], node, path)
        if isinstance(event, yaml.CollectionStartEvent):
            self.opened.append(_OpenCollection(node, path))

    def put(self, top: _OpenCollection, node: YamlNode, path: KeyPath) -> None:
        if isinstance(top.node.value, list):
            top.node.value.append(node)
            return
        assert isinstance(top.node.value, dict)
        assert top.key is not None
        assert top.key_place is not None
        first = top.node.value.get(top.key)
        if first is not None:
            self.report(top.key_place, path, f"the key '{escape_text(top.key)}' was already given in line "
                     f"{first.key.line}, column {first.key.column}", "keep one of the two")  # fmt: skip
        else:
            top.node.value[top.key] = YamlEntry(top.key_place, node)
        top.key = top.key_place = None


def parse_yaml(text: str, label: str, before: int = 0) -> tuple[YamlNode, list[Problem]]:
    """Parse a text into a tree and a list of problems. `before` is the number of keys and values in other files of the
    scenario. Raises InputError if nothing can be read.
    """
    builder = _TreeBuilder(label, nodes=before)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.YAMLError as error:
        raise InputError([*builder.problems, syntax_problem(error, label)]) from None
    except (
        ValueError,
        OverflowError,
    ):  # PyYAML raises these for an escape of a character that does not exist
        place = builder.reached or SourcePlace(label, 1, 1)
        raise InputError([*builder.problems, escape_problem(place)]) from None
    return _require_mapping(builder), builder.problems


def _mark_place(label: str, mark: Any) -> SourcePlace:
    return SourcePlace(label, mark.line + 1, mark.column + 1)


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=_LOADER)


def _require_mapping(builder: _TreeBuilder) -> YamlNode:
    root = builder.root
    if root is not None and isinstance(root.value, dict):
        return root
    empty = root is None or root.value is None
    message = "the file is empty" if empty else "the file is not a mapping of keys (`key: value`)"
    place = root.place if root else SourcePlace(builder.label, 1, 1)
    raise InputError([*builder.problems, make_problem(place, (), message, STARTER_REMEDY)])
