"""The file of the settings: read, changed value by value, set back. What cannot be read is never written over: it is
renamed, and the caller gets to know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Any

from sim.base.paths import name_exists
from sim.base.places import HOME_VARIABLE, PlaceError, settings_file, write_atomically
from sim.base.problems import InputError, Problem
from sim.base.text_files import read_text_file
from sim.play.settings.settings import Settings
from sim.scenario.yaml_writer import write_yaml

MAX_SETTINGS_BYTES = 64 * 1024
"""bytes; a longer file is not one of settings."""

MAX_BROKEN_FILES = 100
"""files that are put aside; with more of them something else is wrong."""


@dataclass(frozen=True, slots=True)
class StoredSettings:
    """The settings, and how they are kept."""

    settings: Settings
    path: Path
    exists: bool
    """whether there is a file; else all is as usual."""
    problems: tuple[Problem, ...] = ()
    """what is wrong with the file; then the settings are the usual ones."""
    aside: Path | None = None
    """where a file that could not be read was put by the last change."""


def load_settings() -> StoredSettings:
    """The settings as they are kept; the usual ones where there is no file, or none that can be read."""
    path = settings_file()
    if not name_exists(path):
        return StoredSettings(Settings(), path, exists=False)
    try:
        return StoredSettings(read_settings(path), path, exists=True)
    except InputError as error:
        return StoredSettings(Settings(), path, True, error.problems)


def read_settings(path: Path) -> Settings:
    """The settings of a file. Raises InputError with everything that is wrong with it."""
    text = read_text_file(path, str(path), MAX_SETTINGS_BYTES)
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        return Settings()
    from sim.scenario.load import parse_section  # which a player without such a file need not wait for

    return parse_section(text, str(path), Settings)[0]


def change_settings(**values: Any) -> StoredSettings:
    """Change some values in the file; the others stay as they are there by now. Raises PlaceError, and pydantic's
    ValidationError for a value that cannot be.
    """
    before = load_settings()
    return _store_settings(before, Settings.model_validate(dict(before.settings) | values))


def reset_settings() -> StoredSettings:
    """Everything as usual. Raises PlaceError."""
    return _store_settings(load_settings(), Settings())


def _store_settings(before: StoredSettings, settings: Settings) -> StoredSettings:
    aside = _put_aside(before.path) if before.problems else None
    write_atomically(before.path, format_settings(settings))
    return StoredSettings(settings, before.path, True, aside=aside)


def _put_aside(path: Path) -> Path:
    for number in range(1, MAX_BROKEN_FILES + 1):
        aside = path.with_name(f"{path.stem}-broken-{number}{path.suffix}")
        if not name_exists(aside):
            try:
                return path.rename(aside)
            except OSError as error:
                raise PlaceError(path, error, f"mend or move the file, or set {HOME_VARIABLE}") from None
    many = OSError("there are a hundred broken settings files next to it")
    raise PlaceError(path, many, "delete some of them")


def format_settings(settings: Settings) -> str:
    """The text of a file: every value, with what can be set instead."""
    return "\n".join(_settings_lines(settings)) + "\n"


def _settings_lines(settings: Settings) -> Iterator[str]:
    yield "# Settings of Tactegic. The game writes this file when you change something in it."
    for name, field in Settings.model_fields.items():
        yield ""
        yield f"# {field.description}"
        value = getattr(settings, name)
        if value and isinstance(value, Mapping):  # one line for each key, however short, to be edited
            yield f"{name}:"
            yield indent(write_yaml(value), "  ").rstrip("\n")
        else:
            yield write_yaml({name: value}).rstrip("\n")
