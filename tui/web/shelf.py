"""A visitor's files in one folder, uploaded and downloaded through the page. No path leads out of it.

Only names that the folder itself lists are accepted, and no links. Uploaded files get a harmless name.
"""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePath

from aiohttp import BodyPartReader

from sim.base.places import partial_path, remove_partial_files
from tui.web import limits

_PARTIAL = "upload"
"""Prefix of the name of a file that is still being uploaded."""

_ODD = re.compile(r"[^\w .()+,=@#-]")


class ShelfError(Exception):
    """A file is refused: the HTTP status, and the reason."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on a shelf."""

    name: str
    size: int
    """bytes."""
    changed: float
    """seconds since the epoch."""


class Shelf:
    """The files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def files(self) -> list[StoredFile]:
        """The files, the latest first."""
        found = []
        with contextlib.suppress(FileNotFoundError), os.scandir(self.folder) as every:
            for one in every:
                if not one.name.startswith(".") and one.is_file(follow_symlinks=False):
                    stat = one.stat(follow_symlinks=False)
                    found.append(StoredFile(one.name, stat.st_size, stat.st_mtime))
        return sorted(found, key=lambda file: (-file.changed, file.name))

    def find(self, name: str) -> Path | None:
        """The path of a file; None if there is none of this name."""
        return self.folder / name if any(file.name == name for file in self.files()) else None

    def remove(self, name: str) -> bool:
        """Remove a file; whether it was there."""
        path = self.find(name)
        if path is not None:
            path.unlink(missing_ok=True)
        return path is not None

    async def add(self, part: BodyPartReader) -> str:
        """Store an upload; returns the name that it got. Raises ShelfError and OSError."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        remove_partial_files(self.folder, _PARTIAL)  # one visitor uploads one file at a time
        with partial_path(self.folder, _PARTIAL) as partial:
            with partial.open("xb") as file:
                left = min(limits.UPLOAD, self._room())
                while piece := await part.read_chunk(limits.PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise ShelfError(413, f"A file has at most {limits.UPLOAD // 10**6} MB.")
                    file.write(piece)
            name = self._free(clean_name(part.filename or ""))
            partial.rename(self.folder / name)
        return name

    def _room(self) -> int:
        """bytes; the room that is left. Raises ShelfError if there is none."""
        stored = self.files()
        room = limits.UPLOADED - sum(file.size for file in stored)
        if room <= 0 or len(stored) >= limits.UPLOADS:
            most = f"{limits.UPLOADS} files and {limits.UPLOADED // 10**6} MB"
            raise ShelfError(409, f"There is room for {most}: remove one first.")
        return room

    def _free(self, name: str) -> str:
        """The name, or a numbered one if a file has it already."""
        taken, wanted, number = {file.name.casefold() for file in self.files()}, PurePath(name), 2
        while name.casefold() in taken:
            name, number = f"{wanted.stem} ({number}){wanted.suffix}", number + 1
        return name


def clean_name(given: str) -> str:
    """A harmless name like the given one: no folder, not hidden, no special characters, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    clean = PurePath(_ODD.sub("_", last).strip(" ."))
    suffix = clean.suffix[: limits.NAME // 4]
    stem = clean.stem[: limits.NAME - len(suffix)].strip(" .")
    return f"{stem or 'file'}{suffix}"
