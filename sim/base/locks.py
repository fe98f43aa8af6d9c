"""File locks. Two names of the same file share a lock, and a lock ends with its process."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from filelock import FileLock, Timeout

from sim.base.places import cache_folder


class LockedFile:
    """A lock on a file that is held from construction until `release`."""

    def __init__(self, path: Path) -> None:
        """Lock a file. Its folder is created. Raises Timeout if another process holds the lock, and OSError."""
        self.path = Path(os.path.realpath(path))
        """Path of the file with all links resolved."""
        if not self.path.name:
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._held: list[FileLock] = []
        try:
            self._hold(self.path.with_name(f".{self.path.name}.lock"))
            self._hold_inode()
        except BaseException:
            self.release()
            raise

    def _hold(self, path: Path) -> None:
        lock = FileLock(path, timeout=0, thread_local=False)
        lock.acquire()
        self._held.append(lock)

    def _hold_inode(self) -> None:
        """Lock a file with several hard links by its inode number too, because its names have different lock files."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return
        if found.st_nlink > 1:
            folder = cache_folder() / "locks"
            folder.mkdir(parents=True, exist_ok=True)
            self._hold(folder / f"{found.st_dev}-{found.st_ino}.lock")

    def release(self) -> None:
        """Release the lock."""
        while self._held:
            # The lock file is not removed: another process may have opened it already and would lose its
            # lock.
            self._held.pop().release()


__all__ = ["LockedFile", "Timeout"]
