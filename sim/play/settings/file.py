"""The file of the settings: read, changed value by value, set back. What cannot be read is never written over: it is
put aside under another name, and whoever asked is told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from sim.base.lookup import taken
from sim.base.places import HOME, PlaceError, settings_file, write_whole
from sim.base.problems import InputError, Problem
from sim.base.reading import read_text
from sim.play.settings.settings import Motion, Movement, Notation, Pieces, Settings, Strength, Theme

MOST_BYTES = 64 * 1024
"""bytes; a longer file is not one of settings."""

MOST_ASIDE = 100
"""files that are put aside; with more of them something else is wrong."""

_WORDS = {word for kind in (Theme, Pieces, Motion, Movement, Notation, Strength) for word in get_args(kind)}
_NAME = re.compile(r"[a-z]+\.[a-z_]+")
"""Names of keys."""


@dataclass(frozen=True, slots=True)
class SavedSettings:
    """The settings, and how they are kept."""

    settings: Settings
    path: Path
    exists: bool
    """whether there is a file; else all is as usual."""
    problems: tuple[Problem, ...] = ()
    """what is wrong with the file; then the settings are the usual ones."""
    aside: Path | None = None
    """where a file that could not be read was put by the last change."""


def load() -> SavedSettings:
    """The settings as they are kept; the usual ones where there is no file, or none that can be read."""
    path = settings_file()
    if not taken(path):
        return SavedSettings(Settings(), path, exists=False)
    try:
        return SavedSettings(read_settings(path), path, exists=True)
    except InputError as error:
        return SavedSettings(Settings(), path, True, error.problems)


def read_settings(path: Path) -> Settings:
    """The settings of a file. Raises InputError with everything that is wrong with it."""
    text = read_text(path, str(path), MOST_BYTES)
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        return Settings()
    from sim.scenario.load import read_model  # which a player without such a file need not wait for

    return read_model(text, str(path), Settings)[0]


def change_settings(**values: Any) -> SavedSettings:
    """Change some values in the file; the others stay as they are there by now. Raises PlaceError, and pydantic's
    ValidationError for a value that cannot be.
    """
    before = load()
    return _write(before, Settings.model_validate(dict(before.settings) | values))


def reset() -> SavedSettings:
    """Everything as usual. Raises PlaceError."""
    return _write(load(), Settings())


def _write(before: SavedSettings, settings: Settings) -> SavedSettings:
    aside = _put_aside(before.path) if before.problems else None
    write_whole(before.path, settings_yaml(settings))
    return SavedSettings(settings, before.path, True, aside=aside)


def _put_aside(path: Path) -> Path:
    for number in range(1, MOST_ASIDE + 1):
        aside = path.with_name(f"{path.stem}-broken-{number}{path.suffix}")
        if not taken(aside):
            try:
                return path.rename(aside)
            except OSError as error:
                raise PlaceError(path, error, f"mend or move the file, or set {HOME}") from None
    many = OSError("a hundred broken files of settings lie beside it")
    raise PlaceError(path, many, "delete some of them")


def settings_yaml(settings: Settings) -> str:
    """The text of a file: every value, with what can be set instead."""
    return "\n".join(_lines(settings)) + "\n"


def _lines(settings: Settings) -> Iterator[str]:
    yield "# Settings of Tactegic. The game writes this file when you change something in it."
    for name, field in Settings.model_fields.items():
        yield ""
        yield f"# {field.description}"
        value = getattr(settings, name)
        if not isinstance(value, Mapping):
            yield f"{name}: {_scalar(value)}"
        elif not value:
            yield f"{name}: {{}}"
        else:
            yield f"{name}:"
            yield from (f"  {_scalar(key)}: {_scalar(keys)}" for key, keys in value.items())


def _scalar(value: object) -> str:
    """As YAML: our own words and names bare, all other text quoted."""
    bare = isinstance(value, str) and (value in _WORDS or _NAME.fullmatch(value) is not None)
    return str(value) if bare else json.dumps(value, ensure_ascii=False)
