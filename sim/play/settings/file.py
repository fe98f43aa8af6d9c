"""Read, change and reset the settings file. A file that cannot be read is never overwritten: it is renamed, and the
caller gets its new path.
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
"""Maximum size of a settings file in bytes."""

MAX_BROKEN_FILES = 100
"""Maximum number of renamed broken files."""


@dataclass(frozen=True, slots=True)
class StoredSettings:
    """The settings and the state of their file."""

    settings: Settings
    path: Path
    exists: bool
    """Whether the file exists. If not, the settings are the defaults."""
    problems: tuple[Problem, ...] = ()
    """Problems of the file. If there are any, the settings are the defaults."""
    aside: Path | None = None
    """New path of a broken file that the last change renamed."""


def load_settings() -> StoredSettings:
    """Load the settings. They are the defaults if the file is missing or broken."""
    path = settings_file()
    if not name_exists(path):
        return StoredSettings(Settings(), path, exists=False)
    try:
        return StoredSettings(read_settings(path), path, exists=True)
    except InputError as error:
        return StoredSettings(Settings(), path, True, error.problems)


def read_settings(path: Path) -> Settings:
    """Read a settings file. Raises InputError with all problems."""
    text = read_text_file(path, str(path), MAX_SETTINGS_BYTES)
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        return Settings()
    from sim.scenario.load import parse_section  # slow to import, and not needed without a settings file

    return parse_section(text, str(path), Settings)[0]


def change_settings(**values: Any) -> StoredSettings:
    """Change some values. The others keep their value in the file. Raises PlaceError, and pydantic's ValidationError
    for an invalid value.
    """
    before = load_settings()
    return _store_settings(before, Settings.model_validate(dict(before.settings) | values))


def reset_settings() -> StoredSettings:
    """Reset all settings. Raises PlaceError."""
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
    """Return the text of the file: every value with a comment on its alternatives."""
    return "\n".join(_settings_lines(settings)) + "\n"


def _settings_lines(settings: Settings) -> Iterator[str]:
    yield "# Settings of Tactegic. The game writes this file when you change something in it."
    for name, field in Settings.model_fields.items():
        yield ""
        yield f"# {field.description}"
        value = getattr(settings, name)
        if value and isinstance(value, Mapping):  # one line per key, so that it is easy to edit
            yield f"{name}:"
            yield indent(write_yaml(value), "  ").rstrip("\n")
        else:
            yield write_yaml({name: value}).rstrip("\n")
