"""The bytes of a foreign CSV file, bounded, and how its letters are written. Nothing is unpacked, and nothing waits."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path

from sim.scenario.problems import InputError, Place, problem

MOST_BYTES = 500_000_000
"""bytes; largest file that is read."""
HEAD = 65_536
"""bytes; of a file, by which it is known what it is."""
_PIECE = 1 << 20
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)

_SHEET = "open it in the program that made it, and save the sheet of deals as CSV UTF-8"
_UNPACK = "unpack it, and give the CSV file in it"
_MAGIC = (
    (b"PK\x03\x04", "is a zip archive or a workbook (xlsx), not a CSV file", _SHEET + ", or unpack it"),
    (b"PK\x05\x06", "is an empty zip archive, not a CSV file", "give the CSV file"),
    (b"\x1f\x8b", "is compressed (gzip)", _UNPACK),
    (b"\xfd7zXZ\x00", "is compressed (xz)", _UNPACK),
    (b"BZh", "is compressed (bzip2)", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "is compressed (zstd)", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "is compressed (7z)", _UNPACK),
    (b"Rar!", "is compressed (rar)", _UNPACK),
    (b"\x04\x22\x4d\x18", "is compressed (lz4)", _UNPACK),
    (b"%PDF", "is a PDF document", "export the deals as CSV from the CRM"),
    (b"PAR1", "is a Parquet file", "save it as CSV"),
    (b"\xd0\xcf\x11\xe0", "is an old workbook (xls)", _SHEET),
    (b"SQLite format 3\x00", "is a database", "export the table of deals as CSV"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_NO_TEXT = 0.02
"""share of the first characters that may be control characters."""


def refused(label: str, message: str, remedy: str) -> InputError:
    """The error of a file as a whole."""
    return InputError([problem(Place(label, 1, 1), (), message, remedy)])


def content(path: Path, label: str, most: int | None = None) -> bytes:
    """The bytes of an ordinary file, at most the first `most`. Raises InputError for anything else."""
    try:
        return _ordinary(path, label, most)
    except FileNotFoundError:
        raise refused(label, "there is no such file", "check the name and the folder") from None
    except (OSError, ValueError) as error:
        reason = (
            error.strerror if isinstance(error, OSError) and error.strerror else "the name is not possible"
        )
        raise refused(label, f"cannot be read: {reason.lower()}", "give a file that you may read") from None


def _ordinary(path: Path, label: str, most: int | None) -> bytes:
    handle = os.open(path, _FLAGS)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            what = "is a folder" if stat.S_ISDIR(found.st_mode) else "is not an ordinary file"
            raise refused(label, what, "give a CSV file")
        if found.st_size > MOST_BYTES:
            message = f"has {found.st_size / 1e6:,.0f} MB; at most {MOST_BYTES // 10**6} MB are read"
            raise refused(label, message, "export fewer years or columns")
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(MOST_BYTES if most is None else most)
    finally:
        os.close(handle)
    _check(data, label)
    return data


def _check(data: bytes, label: str) -> None:
    for magic, message, remedy in _MAGIC:
        if data.startswith(magic):
            raise refused(label, message, remedy)
    if not data[:HEAD].strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise refused(label, "is empty", "export the deals again")


def encoding_of(data: bytes, label: str, wanted: str | None) -> tuple[str, str | None]:
    """How a text is written: by the mapping, its mark, as UTF-8, or as what Windows writes; and what is to be said of
    it. Raises InputError for what is no text.
    """
    found, said = (wanted, None) if wanted else _found(data)
    assert found is not None
    name = "utf-8-sig" if found == "utf-8" else found
    try:
        sample = _decoder(name).decode(data[:HEAD])
    except UnicodeError:
        raise refused(
            label, f"is not {found} text", "give its `encoding` with --map, or save it as UTF-8"
        ) from None
    if len(_NO_TEXT.findall(sample)) > _MOST_NO_TEXT * len(sample) + 5:
        raise refused(
            label, "is not text", "give a CSV file, and its `encoding` with --map if that is unusual"
        )
    return name, said


def _found(data: bytes) -> tuple[str, str | None]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, None
    zeros = (data[0:HEAD:2].count(0), data[1:HEAD:2].count(0))
    if max(zeros) * 5 > min(len(data), HEAD):  # two in five bytes: Latin letters in two bytes each
        name = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        return name, f"it was read as {name.upper()}, by its zero bytes"
    if _is_utf8(data):
        return "utf-8", None
    return "windows-1252", "it is not UTF-8 and was read as Windows-1252 (Western Europe)"


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _PIECE):
            decoder.decode(data[at : at + _PIECE])
        if len(data) != HEAD:  # the head of a longer file may end inside of a letter
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _decoder(name: str) -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder(name)("strict" if name.startswith("utf") else "replace")
