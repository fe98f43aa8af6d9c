"""The bytes of a foreign CSV file, bounded, and how its letters are written. Nothing is unpacked, and nothing waits."""

from __future__ import annotations

import codecs
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from sim.base.problems import InputError, SourcePlace, make_problem

MAX_BYTES = 500_000_000
"""bytes; largest file that is read."""
HEAD_BYTES = 65_536
"""bytes; of a file, by which it is known what it is."""
_PIECE = 1 << 20
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)

_SHEET = "open it in the program that made it, and save the sheet of deals as CSV UTF-8"
_UNPACK = "unpack it, and give the CSV file in it"
ZIP = b"PK\x03\x04"
_MAGIC = (
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
    (b"\xd0\xcf\x11\xe0", "is an old workbook (xls), or one with a password", _SHEET),
    (b"SQLite format 3\x00", "is a database", "export the table of deals as CSV"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_TEXT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(<!doctype html|<html|<head|<table|<meta|<\?xml|\[(?=\s*[\[{])|\{(?=\s*\"))",
    re.IGNORECASE,
)
_NAMES = {
    "cp1252": "windows-1252", "cp1250": "windows-1250", "cp1251": "windows-1251", "cp1253": "windows-1253",
    "cp1254": "windows-1254", "koi8_r": "koi8-r", "cp866": "cp866", "mac_roman": "mac-roman", "cp850": "cp850",
    "shift_jis": "shift_jis", "gb18030": "gb18030", "big5": "big5", "euc_kr": "euc-kr",
}  # fmt: skip
"""Codes that are looked for, as Python and as a mapping call them."""
_TITLES = {
    "windows-1252": "Windows-1252 (Western Europe)", "windows-1250": "Windows-1250 (Central Europe)",
    "windows-1251": "Windows-1251 (Cyrillic)", "windows-1253": "Windows-1253 (Greek)",
    "windows-1254": "Windows-1254 (Turkish)", "koi8-r": "KOI8-R (Cyrillic)", "cp866": "code page 866 (Cyrillic)",
    "mac-roman": "Mac Roman", "cp850": "code page 850 (Western Europe)", "shift_jis": "Shift JIS (Japanese)",
    "gb18030": "GB 18030 (Chinese)", "big5": "Big5 (Chinese)", "euc-kr": "EUC-KR (Korean)",
}  # fmt: skip
_SINGLE = frozenset(
    (
        *(
            "windows-1250",
            "windows-1251",
            "windows-1252",
            "windows-1253",
            "windows-1254",
            "koi8-r",
            "koi8-u",
            "cp866",
        ),
        *("iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-15", "mac-roman", "cp437", "cp850"),
    )
)
"""Codes of one byte for a letter, in which hardly any text looks like UTF-8."""
_LATIN = ("windows-1252", "windows-1250", "windows-1254", "mac-roman", "cp850")
"""Codes of languages in Latin letters; of equal ones the first is taken."""
_HIGH = re.compile(rb"[\x80-\xff]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_PLACED = re.compile(
    r"(?<=[a-zA-Z])[ß-öø-ÿœšžąćęłńśźżčďěňřťůőűăîșțşğı]|[À-ÖØ-ÞŒŠŽĄĆĘŁŃŚŹŻČĎĚŇŘŤŮŐŰÎȘȚŞĞİ](?=[a-zA-Z])"
    r"|(?<![^\W\d_])[‘“„«£€•©–—…](?![a-z])|(?<=[a-z])’(?=[a-z]\b)|[’”»…®™](?![^\W\d_])"
)
"""Letters in words, and signs, as they stand in names of Europe."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_NO_TEXT = 0.02
"""share of the first characters that may be control characters."""


def file_error(label: str, message: str, remedy: str) -> InputError:
    """The error of a file as a whole."""
    return InputError([make_problem(SourcePlace(label, 1, 1), (), message, remedy)])


def read_content(path: Path, label: str, most: int | None = None) -> bytes:
    """The bytes of an ordinary file, at most the first `most`, but the whole of what may be a workbook. Raises
    InputError for anything else.
    """
    try:
        data = _ordinary(path, label, most)
        if most is not None and data.startswith(ZIP):
            data = _ordinary(path, label, None)
    except FileNotFoundError:
        raise file_error(label, "there is no such file", "check the name and the folder") from None
    except (OSError, ValueError) as error:
        reason = (
            error.strerror if isinstance(error, OSError) and error.strerror else "the name is not possible"
        )
        raise file_error(
            label, f"cannot be read: {reason.lower()}", "give a file that you may read"
        ) from None
    if not data.startswith(ZIP):
        refuse_other_kinds(data, label)
    return data


def _ordinary(path: Path, label: str, most: int | None) -> bytes:
    handle = os.open(path, _FLAGS)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            what = "is a folder" if stat.S_ISDIR(found.st_mode) else "is not an ordinary file"
            raise file_error(label, what, "give a CSV file")
        if found.st_size > MAX_BYTES:
            message = f"has {found.st_size / 1e6:,.0f} MB; at most {MAX_BYTES // 10**6} MB are read"
            raise file_error(label, message, "export fewer years or columns")
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(MAX_BYTES if most is None else most)
    finally:
        os.close(handle)
    return data


def refuse_other_kinds(data: bytes, label: str) -> None:
    """Refuse what is no text, or a text of another kind."""
    if (other := _OTHER_TEXT.match(data[:HEAD_BYTES])) is not None:
        begins = other[1].lower()
        what = "JSON" if begins in b"[{" else "a web page (HTML)" if begins != b"<?xml" else "XML"
        raise file_error(label, f"is {what}, not a CSV file", _SHEET)
    for magic, message, remedy in _MAGIC:
        if data.startswith(magic):
            raise file_error(label, message, remedy)
    if not data[:HEAD_BYTES].strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise file_error(label, "is empty", "export the deals again")


@dataclass(frozen=True, slots=True)
class EncodedText:
    """The bytes of a text, and how they are to be decoded."""

    data: bytes
    codec: str
    """with which `data` is decoded."""
    encoding: str
    """of the file, as in a mapping."""
    said: str | None
    """what is to be said of it."""


def detect_encoding(data: bytes, label: str, wanted: str | None) -> EncodedText:
    """How a text is written: by the mapping, its mark, as UTF-8, or as its letters show; where a file of letters in
    single bytes has some lines in UTF-8, or the other way round, each line by itself. Raises InputError for what is no
    text.
    """
    its = _by_mark(data) if wanted is None else None
    if its is None and (wanted is None or wanted == "utf-8" or wanted in _SINGLE):
        its = _by_line(data, wanted)
    if its is None:
        assert wanted is not None
        its = EncodedText(data, wanted, wanted, None)
    _check_text(its, label)
    return its


def _check_text(its: EncodedText, label: str) -> None:
    try:
        sample = codecs.getincrementaldecoder(its.codec)(error_handler(its.codec)).decode(
            its.data[:HEAD_BYTES]
        )
    except UnicodeError:
        raise file_error(
            label, f"is not {its.encoding} text", "give its `encoding` with --map, or save it as UTF-8"
        ) from None
    if len(_NO_TEXT.findall(sample)) > _MOST_NO_TEXT * len(sample) + 5:
        raise file_error(
            label, "is not text", "give a CSV file, and its `encoding` with --map if that is unusual"
        )


def error_handler(codec: str) -> str:
    """What is done with bytes that are no letters: in the code of a UTF that is a fault, elsewhere it is common."""
    return "strict" if codec.startswith("utf") else "replace"


def _by_mark(data: bytes) -> EncodedText | None:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return None if name == "utf-8" else EncodedText(data, name, name, None)
    zeros = (data[0:HEAD_BYTES:2].count(0), data[1:HEAD_BYTES:2].count(0))
    if max(zeros) * 5 > min(len(data), HEAD_BYTES):  # two in five bytes: Latin letters in two bytes each
        name = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        return EncodedText(data, name, name, f"it was read as {name.upper()}, by its zero bytes")
    return None


def _by_line(data: bytes, wanted: str | None) -> EncodedText:
    """A text in UTF-8, or in another code line by line."""
    if _is_utf8(data):
        return EncodedText(data, "utf-8-sig", wanted or "utf-8", None)
    end = b"\n" if b"\n" in data else b"\r"
    lines = data.removeprefix(codecs.BOM_UTF8).split(end)
    if len(data) == HEAD_BYTES:  # the head of a longer file may end inside of a letter
        lines = lines[:-1] or lines
    foreign = [at for at, line in enumerate(lines) if not line.isascii()]
    other = [at for at in foreign if not _decodes(lines[at])]
    sample = end.join(lines[at] for at in other)[:HEAD_BYTES]
    name = wanted if wanted in _SINGLE else _likeliest(sample)
    mixed = len(other) < len(foreign)
    if name not in _SINGLE:  # letters of several bytes: lines may seem to be UTF-8 by chance
        if len(other) > len(foreign) - len(other):
            return EncodedText(data, name, name, f"it is not UTF-8 and was {_read_as(name)}")
        name = "windows-1252"
    for at in other:
        lines[at] = lines[at].decode(name, "replace").encode()
    mostly = len(other) <= len(foreign) - len(other)
    told = f"{len(other):,} of its lines are not UTF-8, and were" if mixed else "it is not UTF-8 and was"
    said = None if wanted == name and not mixed else f"{told} {_read_as(name)}"
    return EncodedText(end.join(lines), "utf-8", wanted or ("utf-8" if mostly else name), said)


def _read_as(name: str) -> str:
    other = ", such as windows-1250 or windows-1251" if name == "windows-1252" else ""
    return f"read as {_TITLES.get(name, name)}; if letters look wrong, give its `encoding` with --map{other}"


def _likeliest(sample: bytes) -> str:
    """The code that letters show; that of Western Europe where it is as good as any. Letters of other scripts stand
    beside each other, accented ones alone.
    """
    runs = _HIGH.findall(sample)
    if sum(len(run) == 1 for run in runs) > len(runs) / 2:
        return max(_LATIN, key=lambda name: _natural(sample.decode(name, "replace")))
    found = from_bytes(sample, cp_isolation=list(_NAMES)).best()
    return "windows-1252" if found is None else _NAMES.get(found.encoding, "windows-1252")


def _natural(text: str) -> int:
    """Letters inside of words and signs where signs stand, less what stands where it should not."""
    return 2 * len(_PLACED.findall(text)) - len(_NOT_ASCII.findall(text))


def _decodes(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _PIECE):
            decoder.decode(data[at : at + _PIECE])
        if len(data) != HEAD_BYTES:  # the head of a longer file may end inside of a letter
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
