"""Locations of a user's files, as given by platformdirs or under TACTEGIC_HOME, and atomic writing."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import platformdirs

from sim.base.errors import UserError
from sim.base.problems import format_file_name

HOME_VARIABLE = "TACTEGIC_HOME"
"""Environment variable that puts all of a user's files into one folder."""

RECORD_SUFFIX = ".tgn"
"""Suffix of record files."""

_APP = "tactegic"


class PlaceError(UserError):
    """A user's file cannot be read or written. Previously saved content is intact."""

    def __init__(self, place: Path, error: OSError, remedy: str) -> None:
        self.place = place
        super().__init__(f"{format_file_name(str(place))}: {(error.strerror or str(error)).lower()}", remedy)


class GameInUseError(UserError):
    """Another process is playing this record."""

    def __init__(self, path: Path) -> None:
        self.path = path
        what = f"{format_file_name(str(path))} is being played in another window"
        super().__init__(what, "continue there, or close it first")


def games_folder() -> Path:
    """Return the folder of records."""
    return _home_path("games") or platformdirs.user_data_path(_APP) / "games"


def files_folder() -> Path:
    """Return the folder of the browser's files: uploads, and results made from them."""
    return _home_path("files") or platformdirs.user_data_path(_APP) / "files"


def cache_folder() -> Path:
    """Return the folder of measured goals. It may be deleted at any time."""
    return _home_path("cache") or platformdirs.user_cache_path(_APP)


def log_folder() -> Path:
    """Return the folder of the logs that `--debug` writes."""
    return _home_path("log") or platformdirs.user_log_path(_APP)


def settings_file() -> Path:
    """Return the path of the player's settings."""
    return _home_path("settings.yaml") or platformdirs.user_config_path(_APP) / "settings.yaml"


def own_folders() -> tuple[Path, ...]:
    """Return all folders in which the program keeps files of a user."""
    return games_folder().parent, cache_folder(), log_folder(), settings_file().parent


def _home_path(folder: str) -> Path | None:
    home = os.environ.get(HOME_VARIABLE)
    try:
        return Path(home).expanduser() / folder if home else None
    except RuntimeError:
        nobody = OSError("there is no user of that name")
        raise PlaceError(Path(str(home)), nobody, f"set {HOME_VARIABLE} to a folder of your own") from None


def list_records(folder: Path) -> list[Path]:
    """List the record files in a folder, newest first, including dangling links. Empty if there is no folder. Raises
    PlaceError if it cannot be listed.
    """
    try:
        with os.scandir(folder) as found:
            every = [(_modification_time(one), one.name) for one in found if one.name.endswith(RECORD_SUFFIX)]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise PlaceError(folder, error, f"set {HOME_VARIABLE} to a folder that you may read") from None
    return [folder / name for _, name in sorted(every, reverse=True)]


def _modification_time(entry: os.DirEntry[str]) -> float:
    """Return when a file was changed; 0 if that cannot be found out."""
    try:
        return entry.stat().st_mtime
    except OSError:
        return 0.0


TOKEN_BYTES = 8
"""Number of bytes in the random part of a partial file's name."""


@contextmanager
def partial_path(folder: Path, prefix: str) -> Iterator[Path]:
    """Yield an unused hidden path for a file to be written and then renamed; it is removed if it was not renamed."""
    path = folder / f".{prefix}-{secrets.token_hex(TOKEN_BYTES)}.tmp"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def remove_partial_files(folder: Path, prefix: str) -> None:
    """Remove what killed processes left in `partial_path`; call it only where nobody else writes with this prefix."""
    partial = re.compile(rf"\.{re.escape(prefix)}-[0-9a-f]{{{2 * TOKEN_BYTES}}}\.tmp")
    with suppress(OSError):  # leftover files do no harm
        for path in folder.iterdir():
            if partial.fullmatch(path.name):
                path.unlink(missing_ok=True)


def write_atomically(path: Path, text: str) -> None:
    """Replace a file by a text at once: a full disk or a killed process leaves the old file intact.

    A symbolic link is kept, and its target is replaced. Raises PlaceError.
    """
    try:
        path = Path(os.path.realpath(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial_path(path.parent, path.stem) as partial:
            _write_durably(partial, text.encode())
            partial.replace(path)
    except (OSError, ValueError) as error:
        reason = error if isinstance(error, OSError) else OSError("the name or the text is not possible")
        remedy = f"make room or set {HOME_VARIABLE} to a folder that you may write in"
        raise PlaceError(path, reason, remedy) from None


def write_new_file(path: Path, content: bytes) -> None:
    """Create a file at once, or not at all. Raises FileExistsError if it exists by then, and OSError."""
    with partial_path(path.parent, _APP) as partial:
        _write_durably(partial, content)
        try:
            os.link(partial, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if os.path.lexists(path):
                raise FileExistsError(path) from None
            partial.replace(path)


def _write_durably(path: Path, content: bytes) -> None:
    """Create a file, with the user's usual permissions, and wait until it is on the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
