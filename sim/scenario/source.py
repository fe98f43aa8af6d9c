"""Reads YAML text into a tree with places: safe and bounded.

It works on the stream of YAML's events and stops at the first limit, so that no input costs more than its size.
Nothing is ever constructed but text, numbers, true/false, nothing, lists and mappings; tags, anchors, aliases, merge
keys and several documents are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from sim.base.characters import ACTING
from sim.base.problems import MOST_PROBLEMS, InputError, Path, Place, Problem, plain, problem
from sim.scenario.scalars import NotANumberError, scalar
from sim.scenario.syntax import DIRECTIVE, escape_problem, syntax_problem
from sim.scenario.tree import FAULTY, MappingEntry, SourceNode, Value

MOST_DEPTH = 30
"""mappings and lists in one another."""
MOST_NODES = 50_000
"""keys and values of one scenario, with those of the files that it extends."""

START = "begin with `format: 1`; `tactegic new NAME` writes a scenario to start from"
"""What to do about a file that holds nothing, or something else altogether."""

_CORE_TAGS = "tag:yaml.org,2002:"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where PyYAML came with it; both give the same events."""


@dataclass
class _Open:
    """A list or mapping whose end has not come yet."""

    node: SourceNode
    path: Path
    key: str | None = None
    key_place: Place | None = None


@dataclass
class _Builder:
    """Builds the tree of one file, event by event."""

    label: str
    problems: list[Problem] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)
    root: SourceNode | None = None
    nodes: int = 0
    reached: Place | None = None

    def say(self, place: Place, path: Path, message: str, remedy: str) -> None:
        self.problems.append(problem(place, path, message, remedy))
        if len(self.problems) >= MOST_PROBLEMS:
            raise InputError(self.problems)

    def stop(self, place: Place, message: str, remedy: str) -> NoReturn:
        raise InputError([*self.problems, problem(place, self.path(), message, remedy)])

    def path(self) -> Path:
        """Where the next value stands."""
        if not self.opened:
            return ()
        top = self.opened[-1]
        if isinstance(top.node.value, list):
            return (*top.path, len(top.node.value))
        return (*top.path, top.key) if top.key is not None else top.path

    def take(self, event: yaml.Event) -> None:
        place = self.reached = _place(self.label, event.start_mark)
        if isinstance(event, yaml.CollectionEndEvent):
            self.opened.pop()
        elif isinstance(event, yaml.NodeEvent):
            self.begin(event, place)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.document(event, place)

    def document(self, event: yaml.DocumentStartEvent, place: Place) -> None:
        if self.root is not None:
            self.stop(place, "a second document begins here", "keep one to a file, without `---` lines")
        if event.version or event.tags:
            self.stop(place, *DIRECTIVE)

    def begin(self, event: yaml.NodeEvent, place: Place) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.stop(place, f"more than {MOST_NODES} keys and values", "shorten the file")
        if len(self.opened) >= MOST_DEPTH:
            self.stop(
                place, f"more than {MOST_DEPTH} levels of nesting", "a scenario needs about six of them"
            )
        value = self.value(event, place)
        top = self.opened[-1] if self.opened else None
        if top and isinstance(top.node.value, dict) and top.key is None:
            self.begin_key(top, event, place, value)
        else:
            self.place_value(SourceNode(place, value), event)

    def value(self, event: yaml.NodeEvent, place: Place) -> Value:
        if isinstance(event, yaml.AliasEvent):
            self.say(place, self.path(), f"the alias *{plain(str(event.anchor))} is not read",
                     "write the value out, or put the text in quotes")  # fmt: skip
            return FAULTY
        if event.anchor is not None:
            self.say(place, self.path(), f"the anchor &{plain(event.anchor)} is not read",
                     "remove it and write values out where they are used, or put the text in quotes")  # fmt: skip
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.say(place, self.path(), f"the tag {plain(str(tag).replace(_CORE_TAGS, '!!'))} is not read",
                     "remove it, or put text that begins with ! in quotes")  # fmt: skip
            if isinstance(event, yaml.ScalarEvent):
                return FAULTY
        if isinstance(event, yaml.SequenceStartEvent):
            return []
        return {} if isinstance(event, yaml.MappingStartEvent) else self.word(event, place)

    def word(self, event: yaml.NodeEvent, place: Place) -> Value:
        assert isinstance(event, yaml.ScalarEvent)
        text = str(event.value)
        if event.style or event.tag is not None:
            return self.harmless(text, place)
        try:
            return scalar(text)
        except NotANumberError as why:
            self.say(place, self.path(), f"{plain(text)} {why}",
                     "write an ordinary number, or put it in quotes if it is text")  # fmt: skip
            return FAULTY

    def harmless(self, text: str, place: Place) -> Value:
        """The text, unless an escape in it stands for a character that acts."""
        bad = ACTING.search(text)
        if bad is None:
            return text
        message = f"has the control character U+{ord(bad[0]):04X} behind an escape"
        self.say(place, self.path(), message, "remove it; texts are plain text")
        return FAULTY

    def begin_key(self, top: _Open, event: yaml.NodeEvent, place: Place, value: Value) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self.stop(place, "a key must be a word", "write `key: value`")
        text = str(getattr(event, "value", ""))
        where = (*top.path, text)
        if text == "<<" and not getattr(event, "style", ""):
            self.say(place, where, "merge keys (<<) are not read", "write the keys out, or use `extends`")
        elif value is None or isinstance(value, bool | float):
            self.say(place, where, "a key must be a word", f'put it in quotes: "{plain(text)}"')
        top.key, top.key_place = text, place

    def place_value(self, node: SourceNode, event: yaml.NodeEvent) -> None:
        path = self.path()
        if not self.opened:
            self.root = node
        else:
            self.put(self.opened[-1], node, path)
        if isinstance(event, yaml.CollectionStartEvent):
            self.opened.append(_Open(node, path))

    def put(self, top: _Open, node: SourceNode, path: Path) -> None:
        if isinstance(top.node.value, list):
            top.node.value.append(node)
            return
        assert isinstance(top.node.value, dict)
        assert top.key is not None
        assert top.key_place is not None
        first = top.node.value.get(top.key)
        if first is not None:
            self.say(top.key_place, path, f"the key '{plain(top.key)}' was already given in line "
                     f"{first.key.line}, column {first.key.column}", "keep one of the two")  # fmt: skip
        else:
            top.node.value[top.key] = MappingEntry(top.key_place, node)
        top.key = top.key_place = None


def parse(text: str, label: str, before: int = 0) -> tuple[SourceNode, list[Problem]]:
    """The tree of a text and what is wrong with it. `before` is how many keys and values other files of the same
    scenario have. Raises InputError where nothing can be read.
    """
    builder = _Builder(label, nodes=before)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.YAMLError as error:
        raise InputError([*builder.problems, syntax_problem(error, label)]) from None
    except (
        ValueError,
        OverflowError,
    ):  # PyYAML's own reader, from an escape for a character that there is not
        place = builder.reached or Place(label, 1, 1)
        raise InputError([*builder.problems, escape_problem(place)]) from None
    return _top_mapping(builder), builder.problems


def _place(label: str, mark: Any) -> Place:
    return Place(label, mark.line + 1, mark.column + 1)


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=_LOADER)


def _top_mapping(builder: _Builder) -> SourceNode:
    root = builder.root
    if root is not None and isinstance(root.value, dict):
        return root
    empty = root is None or root.value is None
    message = "the file is empty" if empty else "the file is not a mapping of keys (`key: value`)"
    place = root.place if root else Place(builder.label, 1, 1)
    raise InputError([*builder.problems, problem(place, (), message, START)])
