"""Detect whether this is the first start: no saved game, and no marker of an earlier start."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sim.base.paths import name_exists
from sim.base.places import PlaceError, games_folder, list_records, write_atomically

MARKER_NAME = "started"
"""Name of the marker file, which is next to the folder of games."""

MARKER_TEXT = (
    "Tactegic was started here. Without this file and without saved games it offers its tutorial again.\n"
)


def marker_file() -> Path:
    """Return the path of the marker file."""
    return games_folder().with_name(MARKER_NAME)


def is_first_start() -> bool:
    """Return whether there is neither a marker nor a saved game."""
    if name_exists(marker_file()):
        return False
    try:
        return not list_records(games_folder())
    except PlaceError:  # the list of games reports it
        return False


def remember_start() -> None:
    """Write the marker. If that fails, the next start counts as the first again."""
    with contextlib.suppress(PlaceError):
        write_atomically(marker_file(), MARKER_TEXT)
