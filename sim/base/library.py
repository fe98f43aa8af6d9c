"""Data files of the program: built-in scenarios, bots, guides and words, each a YAML file with a kind and a name.

A checkout has them in the top-level folder `scenarios`, the wheel in `sim/builtin`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

DataKind = Literal["scenarios", "bots", "guides", "words"]
"""Kinds of data files. A bot is a set of rules, a guide leads through a scenario, and the words are the glossary."""

_FOLDERS: dict[DataKind, str] = {
    "scenarios": "",
    "bots": "bots",
    "guides": "guides",
    "words": "words",
}
_SUFFIX = ".yaml"
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def data_folder() -> Path:
    """Return the folder of all data files."""
    packaged = Path(__file__).parents[1] / "builtin"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "scenarios"


def data_file_names(kind: DataKind) -> tuple[str, ...]:
    """Return the names of all data files of a kind in alphabetical order."""
    stems = (path.stem for path in (data_folder() / _FOLDERS[kind]).glob(f"*{_SUFFIX}"))
    return tuple(sorted(stem for stem in stems if _NAME.fullmatch(stem)))


def data_file(kind: DataKind, name: str) -> Path:
    """Return the path of a data file, which need not exist. Raises ValueError for an invalid name, so that no name
    leads out of the data folder.
    """
    if not _NAME.fullmatch(name):
        raise ValueError("not the name of a data file")
    return data_folder() / _FOLDERS[kind] / f"{name}{_SUFFIX}"
