"""Which files this process may touch: any that the system lets it, or, once confined, those of some folders alone.

The rule is enforced where Python itself opens, lists, makes, renames and removes files (its audit events), so no
screen and no library can forget it. A confined process can never be set free again. What a user types in it is the name
of a file in one folder, and paths that are shown begin at its folders: it neither accepts nor shows a path of the
machine that it runs on.
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
"""Files that are no files, and that Python itself needs."""

_SHARED_MEMORY = re.compile(rf"/dev/shm/pym-{os.getpid()}-\w+")  # noqa: S108  # it is nobody's to choose
"""Memory that this process shares with those that it starts, by the name that `multiprocessing` gives it."""

PACKAGES = ("sim", "tui")
"""Packages of the program, which load their modules and data when these are needed."""

LISTING_EVENTS = ("os.listdir", "os.scandir")

CHANGING_EVENTS = {
    "os.chdir": 1, "os.chmod": 1, "os.chown": 1, "os.link": 2, "os.mkdir": 1, "os.remove": 1, "os.removexattr": 1,
    "os.rename": 2, "os.rmdir": 1, "os.setxattr": 1, "os.symlink": 2, "os.truncate": 1, "os.utime": 1,
    "sqlite3.connect": 1,
}  # fmt: skip
"""Audit events that change a file, and how many paths each begins with."""

_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True, slots=True)
class Confinement:
    """What a confined process may touch; all paths are real ones, without links."""

    files: Path
    """the folder in which the names lie that a user types."""
    own: tuple[Path, ...]
    """folders and files that it reads and writes."""
    program: tuple[Path, ...]
    """folders and files of the program, which it reads."""

    def allows(self, path: str | Path, writing: bool) -> bool:
        """Whether a path leads to a file that may be read or written, after all links are followed."""
        try:
            real = Path(os.path.realpath(path))
        except (OSError, ValueError):
            return False
        if str(path) in DEVICES or _SHARED_MEMORY.fullmatch(str(path)):
            return True
        places = self.own if writing else (*self.own, *self.program)
        return any(real.is_relative_to(place) for place in places)


_confinement: Confinement | None = None
"""Of this process: what an operating system would keep for it."""


def confine(files: Path, *own: Path) -> None:
    """Confine this process for good: it reads and writes in these folders alone, and what is typed is a name in
    `files`, which is made. What the program needs of itself can still be read. Raises OSError.
    """
    global _confinement  # there is one process
    files.mkdir(parents=True, exist_ok=True)
    if _confinement is not None:
        raise RuntimeError("this process is confined already")
    real = tuple(map(_real_path, own))
    _confinement = its = Confinement(
        _real_path(files), (_real_path(files), *real), tuple(map(_real_path, _program_folders()))
    )
    hide_folders((*own, *real))
    sys.addaudithook(_audit_hook(its))


def is_confined() -> bool:
    """Whether this process is confined: then no path of this machine is asked for or shown."""
    return _confinement is not None


def find_user_file(name: str) -> Path:
    """The file that a user of a confined process names. Raises InputError for what leads out of the user's folder,
    whether there is something or not.
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
    except (OSError, RuntimeError):  # a name that cannot be, or a circle of links
        pass
    remedy = "upload the file on the page's Files, and give its name"
    raise InputError([make_problem(SourcePlace(text, 1, 1), (), "is not among your files", remedy)])


def list_user_files() -> list[str]:
    """Names of the files that a user of a confined process can give, the latest first."""
    assert _confinement is not None
    with os.scandir(_confinement.files) as found:
        its = [one for one in found if one.is_file(follow_symlinks=False) and not one.name.startswith(".")]
    return [one.name for one in sorted(its, key=lambda one: one.stat().st_mtime, reverse=True)]


def _real_path(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _program_folders() -> Iterator[Path]:
    """Where Python, installed packages and this program lie; not the folder of a checkout, nor one of `PYTHONPATH`."""
    yield from (Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib"))
    yield from (path for path in map(Path, sys.path) if path.name in ("site-packages", "dist-packages"))
    for name in PACKAGES:
        if name in sys.modules:
            yield from map(Path, import_module(name).__path__)
    yield data_folder()
    yield data_folder().parent / "docs" / "reference" / "character.json"  # in a checkout


def _audit_hook(its: Confinement) -> Callable[[str, tuple[Any, ...]], None]:
    def look(event: str, given: tuple[Any, ...]) -> None:
        if event == "open":
            _check_access(its, given[0], bool(given[2] & _WRITE_FLAGS))
        elif event in LISTING_EVENTS:
            _check_access(its, "." if given[0] is None else given[0], False)
        elif event in CHANGING_EVENTS:
            for path in given[: CHANGING_EVENTS[event]]:
                _check_access(its, path, True)

    return look


def _check_access(its: Confinement, path: Any, writing: bool) -> None:
    """Raise PermissionError for a path that may not be touched; a number is a file that is open already."""
    if isinstance(path, int):
        return
    text = os.fsdecode(path)
    if not its.allows(text, writing):
        raise PermissionError(errno.EACCES, "is not among your files", text)
