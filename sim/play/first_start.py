"""Whether somebody is here for the first time: no saved game, and nothing that tells of an earlier start."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sim.base.lookup import taken
from sim.base.places import PlaceError, games_folder, records, write_whole

NAME = "started"
"""Of the file that tells of an earlier start; it lies beside the folder of games."""

TEXT = "Tactegic was started here. Without this file and without saved games it offers its tutorial again.\n"


def marker() -> Path:
    """The file that tells of an earlier start."""
    return games_folder().with_name(NAME)


def first_start() -> bool:
    """Whether there is neither that file nor a saved game."""
    if taken(marker()):
        return False
    try:
        return not records(games_folder())
    except PlaceError:  # which is told where games are listed
        return False


def remember_start() -> None:
    """Leave that file; where nothing can be written the next start is a first one again."""
    with contextlib.suppress(PlaceError):
        write_whole(marker(), TEXT)
