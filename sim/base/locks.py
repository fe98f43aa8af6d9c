"""Locks on files, one for each file whatever it is called. They die with their process."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from filelock import FileLock, Timeout

from sim.base.places import cache_folder


class LockedFile:
    """Held from its making until `release`."""

    def __init__(self, path: Path) -> None:
        """Lock the file behind a name, whose folder is made. Raises Timeout where somebody holds it, and OSError."""
        self.path = Path(os.path.realpath(path))
        """the file itself, links followed."""
        if not self.path.name:
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._held: list[FileLock] = []
        try:
            self._hold(self.path.with_name(f".{self.path.name}.lock"))
            self._hold_twin()
        except BaseException:
            self.release()
            raise

    def _hold(self, path: Path) -> None:
        lock = FileLock(path, timeout=0, thread_local=False)
        lock.acquire()
        self._held.append(lock)

    def _hold_twin(self) -> None:
        """A file with several hard links is locked by its number too."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return
        if found.st_nlink > 1:
            folder = cache_folder() / "locks"
            folder.mkdir(parents=True, exist_ok=True)
            self._hold(folder / f"{found.st_dev}-{found.st_ino}.lock")

    def release(self) -> None:
        """Give the file free."""
        while self._held:
            self._held.pop().release()  # its file stays: to remove it could take a lock away from another process


__all__ = ["LockedFile", "Timeout"]
