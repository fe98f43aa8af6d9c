"""Follow `extends` from file to file. It names a built-in scenario, or a file in the scenario's own folder.

It cannot leave that folder, whether by `..`, an absolute path or a symbolic link, and cycles are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sim.base.library import data_file, data_file_names, data_folder
from sim.base.paths import is_file, name_exists
from sim.base.problems import InputError, Problem, format_file_name, make_problem, quote_value
from sim.base.suggestions import closest_name, suggest_name
from sim.base.text_files import read_text_file
from sim.scenario.merge import drop_keys, merge_files
from sim.scenario.scenario import FORMAT
from sim.scenario.yaml_reader import parse_yaml
from sim.scenario.yaml_tree import FAULTY, YamlNode, count_nodes

EXTENDS = "extends"
"""The key that names the scenario to extend. It is not part of the resolved scenario."""

OWN_KEYS = ("format", "name", "title")
"""Keys that every file has for itself. They are not inherited from the extended scenario."""

MAX_EXTENDED_FILES = 8
"""Maximum number of files in a chain of `extends`."""

SCENARIO_SUFFIXES = (".yaml", ".yml")
"""Suffixes of scenario files."""


@dataclass(frozen=True)
class FileOrigin:
    """The origin of a text."""

    label: str
    """Name of the text in problems."""
    folder: Path | None
    """Folder of the files that it may extend. None if it may not extend files."""
    key: str
    """Its identity: the real path of its file."""
    builtin: bool = False


@dataclass(frozen=True)
class GatheredFiles:
    """A scenario's file merged with those that it extends."""

    root: YamlNode
    problems: tuple[Problem, ...]
    origins: tuple[FileOrigin, ...]
    """Origins of all files, the scenario's own first."""
    own: YamlNode
    """The tree of the scenario's own file."""
    whole: bool
    """Whether all files could be read."""


class _ExtendsError(Exception):
    """The value of `extends` cannot be used."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def builtin_scenario_file(name: str) -> tuple[Path, FileOrigin]:
    """Return the path and origin of a built-in scenario."""
    path = data_file("scenarios", name)
    return path, FileOrigin(name, data_folder(), str(path.resolve()), builtin=True)


def gather_files(text: str, origin: FileOrigin) -> GatheredFiles:
    """Merge a scenario's text with all that it extends. Raises InputError if the text itself cannot be read."""
    own, found = parse_yaml(text, origin.label)
    trees, origins, problems, whole = [own], [origin], list(found), True
    while whole and trees[-1].at(EXTENDS) is not None:
        try:
            tree, base, found = _read_extended(trees, origins)
        except InputError as error:
            problems += error.problems
            whole = False
        else:
            trees.append(tree)
            origins.append(base)
            problems += found
    root, vain = merge_files(
        [drop_keys(own, EXTENDS), *(drop_keys(tree, EXTENDS, *OWN_KEYS) for tree in trees[1:])], whole
    )
    return GatheredFiles(root, (*problems, *vain), tuple(origins), own, whole)


def _read_extended(
    trees: Sequence[YamlNode], origins: Sequence[FileOrigin]
) -> tuple[YamlNode, FileOrigin, list[Problem]]:
    """Read the file that the last tree extends. Raises InputError, without problems if one was already reported."""
    node = trees[-1].at(EXTENDS)
    if node is None or node.value is FAULTY:
        raise InputError([])
    try:
        path, base = _resolve_extends(node.value, origins[-1])
        _check_no_cycle(base, origins)
    except _ExtendsError as why:
        raise InputError([make_problem(node.place, (EXTENDS,), why.message, why.remedy)]) from None
    root, found = parse_yaml(read_text_file(path, base.label), base.label, sum(map(count_nodes, trees)))
    return root, base, [*found, *_format_problems(root)]


def _check_no_cycle(base: FileOrigin, origins: Sequence[FileOrigin]) -> None:
    if base.key in (one.key for one in origins):
        circle = " -> ".join(format_file_name(one.label) for one in (*origins, base))
        raise _ExtendsError(f"goes in a circle: {circle}", "let one of them extend nothing")
    if len(origins) >= MAX_EXTENDED_FILES:
        remedy = f"let at most {MAX_EXTENDED_FILES} files lie over one another"
        raise _ExtendsError(f"leads over more than {MAX_EXTENDED_FILES} files", remedy)


def _resolve_extends(value: object, origin: FileOrigin) -> tuple[Path, FileOrigin]:
    """File and origin of the scenario that a value of `extends` names."""
    if not isinstance(value, str) or not value:
        what = "has no value" if value is None or value == "" else f"{quote_value(value)} names no scenario"
        raise _ExtendsError(
            what, "give the name of a built-in, or of a file in the same folder, or leave it out"
        )
    if value in data_file_names("scenarios"):
        return builtin_scenario_file(value)
    if value.lower().endswith(SCENARIO_SUFFIXES):
        return _resolve_file(value, origin)
    if closest_name(value, data_file_names("scenarios")) is None and _has_scenario_file(
        origin.folder, f"{value}.yaml"
    ):
        raise _ExtendsError(
            f"there is no built-in scenario {quote_value(value)}", f"did you mean '{value}.yaml'?"
        )
    remedy = suggest_name(value, data_file_names("scenarios"))
    raise _ExtendsError(f"there is no built-in scenario {quote_value(value)}", remedy)


def _has_scenario_file(folder: Path | None, name: str) -> bool:
    return folder is not None and Path(name).name == name and is_file(folder / name)


def _resolve_file(value: str, origin: FileOrigin) -> tuple[Path, FileOrigin]:
    """File and origin of a file in the folder of the one that extends it."""
    if origin.folder is None:
        raise _ExtendsError(
            f"{quote_value(value)} is a file, but this text lies in no folder", "extend a built-in by name"
        )
    parts = PurePosixPath(value).parts
    if value.startswith("/") or ".." in parts or any(c in value for c in "\\:\0"):
        remedy = "put the file into the scenario's folder and give its name"
        raise _ExtendsError(f"{quote_value(value)} may lead out of the scenario's own folder", remedy)
    path = _real_path_within(origin.folder.joinpath(*parts), origin.folder)
    if path is None:
        raise _ExtendsError(
            f"{quote_value(value)} leads out of the scenario's own folder", "put a copy of it there"
        )
    if not is_file(path):
        what = (
            f"{quote_value(value)} cannot be read as a file"
            if name_exists(path)
            else f"there is no file {quote_value(value)}"
        )
        raise _ExtendsError(f"{what} in the scenario's own folder", "check its name")
    label = str(Path(origin.label).parent.joinpath(*parts)) if not origin.builtin else value
    return path, FileOrigin(label, path.parent, str(path), origin.builtin)


def _real_path_within(path: Path, folder: Path) -> Path | None:
    """The file's real path if that lies in the folder's."""
    try:
        real, home = path.resolve(), folder.resolve()
    except (OSError, RuntimeError):  # a circle of symbolic links
        return None
    return real if real.is_relative_to(home) else None


def _format_problems(root: YamlNode) -> list[Problem]:
    """The problem of a file that is extended but does not say that it is of this format."""
    node = root.at("format")
    if node is not None and (node.value is FAULTY or (node.value == FORMAT and node.value is not True)):
        return []
    place = node.place if node else root.place
    remedy = f"begin it with `format: {FORMAT}`"
    return [make_problem(place, ("format",), "is extended, but is no scenario of this format", remedy)]
