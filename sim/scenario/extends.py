"""Follows `extends` from file to file: a built-in by its name, or a file in the scenario's own folder.

It never leaves that folder and the built-ins, be it by `..`, an absolute path or a symbolic link, and never goes in
circles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sim.base.library import data_file, library, names
from sim.base.lookup import is_file, taken
from sim.base.problems import InputError, Problem, plain_file, problem, show_value
from sim.base.reading import read_text
from sim.base.suggest import did_you_mean, near
from sim.scenario.merge import laid, without
from sim.scenario.scenario import FORMAT
from sim.scenario.source import parse
from sim.scenario.tree import FAULTY, SourceNode, size

EXTENDS = "extends"
"""The key that names the scenario which a file lies over. It is no part of the resolved scenario."""

OWN = ("format", "name", "title")
"""Keys that each file gives for itself; they are not taken over from the scenario that it extends."""

MOST_FILES = 8
"""Files that can lie over one another."""

SUFFIXES = (".yaml", ".yml")
"""How a scenario's file ends."""


@dataclass(frozen=True)
class Origin:
    """Where a text comes from."""

    label: str
    """as it is called in problems."""
    folder: Path | None
    """where files lie that it may extend; None for a text of its own."""
    key: str
    """tells it apart from others: the file's real path."""
    builtin: bool = False


@dataclass(frozen=True)
class Gathered:
    """A scenario's file laid over those that it extends."""

    root: SourceNode
    problems: tuple[Problem, ...]
    origins: tuple[Origin, ...]
    """of every file, the scenario's own first."""
    own: SourceNode
    """the scenario's own file alone."""
    whole: bool
    """whether every file could be read."""


class _MisledError(Exception):
    """What is wrong with the value of `extends`, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def builtin(name: str) -> tuple[Path, Origin]:
    """File and origin of a built-in scenario."""
    path = data_file("scenarios", name)
    return path, Origin(name, library(), str(path.resolve()), builtin=True)


def gather(text: str, origin: Origin) -> Gathered:
    """A scenario's text laid over all that it extends. Raises InputError where the text itself cannot be read."""
    own, found = parse(text, origin.label)
    trees, origins, problems, whole = [own], [origin], list(found), True
    while whole and trees[-1].at(EXTENDS) is not None:
        try:
            tree, base, found = _next(trees, origins)
        except InputError as error:
            problems += error.problems
            whole = False
        else:
            trees.append(tree)
            origins.append(base)
            problems += found
    root, vain = laid([without(own, EXTENDS), *(without(tree, EXTENDS, *OWN) for tree in trees[1:])], whole)
    return Gathered(root, (*problems, *vain), tuple(origins), own, whole)


def _next(trees: Sequence[SourceNode], origins: Sequence[Origin]) -> tuple[SourceNode, Origin, list[Problem]]:
    """The file that the last tree extends. Raises InputError, without any problem where one was already told."""
    node = trees[-1].at(EXTENDS)
    if node is None or node.value is FAULTY:
        raise InputError([])
    try:
        path, base = _find_parent(node.value, origins[-1])
        _no_circle(base, origins)
    except _MisledError as why:
        raise InputError([problem(node.place, (EXTENDS,), why.message, why.remedy)]) from None
    root, found = parse(read_text(path, base.label), base.label, sum(map(size, trees)))
    return root, base, [*found, *_other_format(root)]


def _no_circle(base: Origin, origins: Sequence[Origin]) -> None:
    if base.key in (one.key for one in origins):
        circle = " -> ".join(plain_file(one.label) for one in (*origins, base))
        raise _MisledError(f"goes in a circle: {circle}", "let one of them stand by itself")
    if len(origins) >= MOST_FILES:
        remedy = f"let at most {MOST_FILES} files lie over one another"
        raise _MisledError(f"leads over more than {MOST_FILES} files", remedy)


def _find_parent(value: object, origin: Origin) -> tuple[Path, Origin]:
    """File and origin of the scenario that a value of `extends` names."""
    if not isinstance(value, str) or not value:
        what = "has no value" if value is None or value == "" else f"{show_value(value)} names no scenario"
        raise _MisledError(what, "give a built-in's name, or a file beside this one, or leave it out")
    if value in names("scenarios"):
        return builtin(value)
    if value.lower().endswith(SUFFIXES):
        return _beside(value, origin)
    if near(value, names("scenarios")) is None and _there(origin.folder, f"{value}.yaml"):
        raise _MisledError(
            f"there is no built-in scenario {show_value(value)}", f"did you mean '{value}.yaml'?"
        )
    remedy = did_you_mean(value, names("scenarios"))
    raise _MisledError(f"there is no built-in scenario {show_value(value)}", remedy)


def _there(folder: Path | None, name: str) -> bool:
    return folder is not None and Path(name).name == name and is_file(folder / name)


def _beside(value: str, origin: Origin) -> tuple[Path, Origin]:
    """File and origin of a file in the folder of the one that extends it."""
    if origin.folder is None:
        raise _MisledError(
            f"{show_value(value)} is a file, but this text lies in no folder", "extend a built-in by name"
        )
    parts = PurePosixPath(value).parts
    if value.startswith("/") or ".." in parts or any(c in value for c in "\\:\0"):
        remedy = "put the file into the scenario's folder and give its name"
        raise _MisledError(f"{show_value(value)} may lead out of the scenario's own folder", remedy)
    path = _real(origin.folder.joinpath(*parts), origin.folder)
    if path is None:
        raise _MisledError(
            f"{show_value(value)} leads out of the scenario's own folder", "put a copy of it there"
        )
    if not is_file(path):
        what = (
            f"{show_value(value)} cannot be read as a file"
            if taken(path)
            else f"there is no file {show_value(value)}"
        )
        raise _MisledError(f"{what} in the scenario's own folder", "check its name")
    label = str(Path(origin.label).parent.joinpath(*parts)) if not origin.builtin else value
    return path, Origin(label, path.parent, str(path), origin.builtin)


def _real(path: Path, folder: Path) -> Path | None:
    """The file's real path if that lies in the folder's."""
    try:
        real, home = path.resolve(), folder.resolve()
    except (OSError, RuntimeError):  # a circle of symbolic links
        return None
    return real if real.is_relative_to(home) else None


def _other_format(root: SourceNode) -> list[Problem]:
    """The problem of a file that is extended but does not say that it is of this format."""
    node = root.at("format")
    if node is not None and (node.value is FAULTY or (node.value == FORMAT and node.value is not True)):
        return []
    place = node.place if node else root.place
    remedy = f"begin it with `format: {FORMAT}`"
    return [problem(place, ("format",), "is extended, but is no scenario of this format", remedy)]
