"""Restrict which files this process can access.

A process is unrestricted until `confine` is called, and nothing lifts the restriction after that. It is enforced in
Python's audit events for opening, listing, creating, renaming and removing files, so screens and libraries cannot
bypass it by accident. In a confined process users type names of files in a single folder, and paths are shown relative
to the allowed folders, so that paths of the server are neither accepted nor revealed.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import sysconfig
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from sim.base.library import data_folder
from sim.base.problems import InputError, SourcePlace, hide_folders, make_problem

DEVICES = ("/dev/null", "/dev/urandom")
"""Device files that Python itself needs."""

_SHARED_MEMORY = re.compile(rf"/dev/shm/pym-{os.getpid()}-\w+")  # noqa: S108  # the name is not chosen by the caller
"""Shared memory of `multiprocessing`, which names it after this process."""

PACKAGES = ("sim", "tui")
"""Packages of the program, which load modules and data on demand."""

LISTING_EVENTS = ("os.listdir", "os.scandir")

CHANGING_EVENTS = {
    "os.chdir": 1, "os.chmod": 1, "os.chown": 1, "os.link": 2, "os.mkdir": 1, "os.remove": 1, "os.removexattr": 1,
    "os.rename": 2, "os.rmdir": 1, "os.setxattr": 1, "os.symlink": 2, "os.truncate": 1, "os.utime": 1,
    "sqlite3.connect": 1,
}  # fmt: skip
"""Audit events that change files, and how many of their first arguments are paths."""

_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True, slots=True)
class Confinement:
    """Paths that a confined process may access. All of them are resolved, without symbolic links."""

    files: Path
    """Folder that contains the files a user can name."""
    own: tuple[Path, ...]
    """Folders and files that can be read and written."""
    program: tuple[Path, ...]
    """Folders and files of the program, which can only be read."""

    def allows(self, path: str | Path, writing: bool) -> bool:
        """Return whether a path may be read, or written, after all links are resolved."""
        try:
            real = Path(os.path.realpath(path))
        except (OSError, ValueError):
            return False
        if str(path) in DEVICES or _SHARED_MEMORY.fullmatch(str(path)):
            return True
        places = self.own if writing else (*self.own, *self.program)
        return any(real.is_relative_to(place) for place in places)


_confinement: Confinement | None = None
"""Confinement of this process. It is global because the restriction applies to the whole process."""


def confine(files: Path, *own: Path) -> None:
    """Restrict this process for good to the given folders. Users can name files in `files`, which is created. Files of
    the program can still be read. Raises OSError.
    """
    global _confinement
    files.mkdir(parents=True, exist_ok=True)
    if _confinement is not None:
        raise RuntimeError("this process is confined already")
    real = tuple(map(_real_path, own))
    _confinement = confinement = Confinement(
        _real_path(files), (_real_path(files), *real), tuple(map(_real_path, _program_folders()))
    )
    hide_folders((*own, *real))
    sys.addaudithook(_audit_hook(confinement))


def is_confined() -> bool:
    """Return whether this process is confined, so that it must neither ask for nor show paths of this machine."""
    return _confinement is not None


def find_user_file(name: str) -> Path:
    """Return the path of a file that a user of a confined process named. Raises InputError for a name outside the
    user's folder, whether or not such a file exists.
    """
    assert _confinement is not None
    files = _confinement.files
    text = name.strip()
    typed = Path(text)
    odd = not text.isprintable() or "\\" in text or text.startswith("~")
    path = None if odd or typed.is_absolute() or ".." in typed.parts else files / typed
    try:
        if path is not None and path.resolve().is_relative_to(files):
            return path
    except (OSError, RuntimeError):  # an impossible name, or a loop of links
        pass
    remedy = "upload the file on the page's Files, and give its name"
    raise InputError([make_problem(SourcePlace(text, 1, 1), (), "is not among your files", remedy)])


def list_user_files() -> list[str]:
    """Return the names of the files that a user of a confined process can open, newest first."""
    assert _confinement is not None
    with os.scandir(_confinement.files) as found:
        files = [entry for entry in found if entry.is_file(follow_symlinks=False) and entry.name[0] != "."]
    return [entry.name for entry in sorted(files, key=lambda entry: entry.stat().st_mtime, reverse=True)]


def _real_path(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _program_folders() -> Iterator[Path]:
    """Yield the folders of Python, of installed packages and of this program, but neither the root of a checkout nor
    the folders of `PYTHONPATH`.
    """
    yield from (Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib"))
    yield from (path for path in map(Path, sys.path) if path.name in ("site-packages", "dist-packages"))
    for name in PACKAGES:
        if name in sys.modules:
            yield from map(Path, import_module(name).__path__)
    yield data_folder()
    yield data_folder().parent / "docs" / "reference" / "character.json"  # only in a checkout


def _audit_hook(confinement: Confinement) -> Callable[[str, tuple[Any, ...]], None]:
    def check(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            _check_access(confinement, arguments[0], bool(arguments[2] & _WRITE_FLAGS))
        elif event in LISTING_EVENTS:
            _check_access(confinement, "." if arguments[0] is None else arguments[0], False)
        elif event in CHANGING_EVENTS:
            for path in arguments[: CHANGING_EVENTS[event]]:
                _check_access(confinement, path, True)

    return check


def _check_access(confinement: Confinement, path: Any, writing: bool) -> None:
    """Raise PermissionError for a path that may not be accessed. A number is a file that is already open."""
    if isinstance(path, int):
        return
    text = os.fsdecode(path)
    if not confinement.allows(text, writing):
        raise PermissionError(errno.EACCES, "is not among your files", text)
