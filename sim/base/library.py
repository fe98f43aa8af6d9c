"""The data that travel with the program: built-in scenarios, bots, guides and words, each a YAML file found by its
kind and name.

In a checkout they lie in the top-level folder `scenarios`; in the wheel that folder is `sim/builtin`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

DataKind = Literal["scenarios", "bots", "guides", "words"]
"""Kinds of data files; bots' files are sets of rules, guides lead through a scenario, words are the glossary."""

_FOLDERS: dict[DataKind, str] = {
    "scenarios": "",
    "bots": "bots",
    "guides": "guides",
    "words": "words",
}
_SUFFIX = ".yaml"
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def data_folder() -> Path:
    """The folder of all data files."""
    packaged = Path(__file__).parents[1] / "builtin"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "scenarios"


def data_file_names(kind: DataKind) -> tuple[str, ...]:
    """Names of all data files of a kind, in alphabetical order."""
    stems = (path.stem for path in (data_folder() / _FOLDERS[kind]).glob(f"*{_SUFFIX}"))
    return tuple(sorted(stem for stem in stems if _NAME.fullmatch(stem)))


def data_file(kind: DataKind, name: str) -> Path:
    """Where the data file of a kind and name lies, whether it is there or not. Raises ValueError for a text that can
    be no name, so that no name leads out of the library.
    """
    if not _NAME.fullmatch(name):
        raise ValueError("not the name of a data file")
    return data_folder() / _FOLDERS[kind] / f"{name}{_SUFFIX}"
