"""Read the bytes of a CSV file or a workbook, and refuse files of other kinds. Nothing is unpacked."""

from __future__ import annotations

import re
from pathlib import Path

from sim.base.text_files import file_error, read_bytes

MAX_BYTES = 500_000_000
"""bytes; largest file that is read."""
HEAD_BYTES = 65_536
"""bytes; the beginning of a file, from which its kind is detected."""
ZIP = b"PK\x03\x04"

_SAVE_AS_CSV = "open it in the program that made it, and save the sheet of deals as CSV UTF-8"
_UNPACK = "unpack it, and give the CSV file in it"
_OTHER_KINDS = (
    (ZIP, "is a zip archive, not a CSV file or a workbook", _UNPACK),
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
    (b"\xd0\xcf\x11\xe0", "is an old workbook (xls) or has a password", _SAVE_AS_CSV),
    (b"SQLite format 3\x00", "is a database", "export the table of deals as CSV"),
)
"""Kinds of files by their first bytes."""
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(<!doctype html|<html|<head|<table|<meta|<\?xml|\[(?=\s*[\[{])|\{(?=\s*\"))",
    re.IGNORECASE,
)


def read_content(path: Path, label: str, head: int | None = None) -> bytes:
    """Return the bytes of a file, or its first `head` bytes; what may be a workbook is always read whole, since the
    directory of a zip archive is at its end. Raises InputError for files of other kinds.
    """
    data = _read(path, label, head)
    if data.startswith(ZIP):
        return data if head is None else _read(path, label, None)
    refuse_other_kinds(data, label)
    return data


def _read(path: Path, label: str, head: int | None) -> bytes:
    return read_bytes(path, label, MAX_BYTES, head, "CSV file", "export fewer years or columns")


def refuse_other_kinds(data: bytes, label: str) -> None:
    """Raise InputError for a file that is empty, binary, or text of another kind."""
    if markup := _MARKUP.match(data[:HEAD_BYTES]):
        begin = markup[1].lower()
        what = "JSON" if begin in b"[{" else "a web page (HTML)" if begin != b"<?xml" else "XML"
        raise file_error(label, f"is {what}, not a CSV file", _SAVE_AS_CSV)
    for first_bytes, message, remedy in _OTHER_KINDS:
        if data.startswith(first_bytes):
            raise file_error(label, message, remedy)
    if not data[:HEAD_BYTES].strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise file_error(label, "is empty", "export the deals again")
