"""Detect the encoding of a CSV file: by its byte order mark, as UTF-8, or by its letters.

charset-normalizer decides between scripts. It does not decide between encodings of Latin letters, which differ in few
bytes of a list of names, and it knows no files that were put together from several encodings: both are done here.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from sim.base.text_files import file_error
from sim.crm.intake.content import HEAD_BYTES

_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TITLES = {
    "windows-1252": "Windows-1252 (Western Europe)", "windows-1250": "Windows-1250 (Central Europe)",
    "windows-1251": "Windows-1251 (Cyrillic)", "windows-1253": "Windows-1253 (Greek)",
    "windows-1254": "Windows-1254 (Turkish)", "koi8-r": "KOI8-R (Cyrillic)", "cp866": "code page 866 (Cyrillic)",
    "mac-roman": "Mac Roman", "cp850": "code page 850 (Western Europe)", "shift_jis": "Shift JIS (Japanese)",
    "gb18030": "GB 18030 (Chinese)", "big5": "Big5 (Chinese)", "euc-kr": "EUC-KR (Korean)",
}  # fmt: skip
"""Encodings that are detected, as a mapping calls them, and as they are called in a sentence."""
_BY_CODEC = {codecs.lookup(name).name.replace("-", "_"): name for name in _TITLES}
"""The same encodings by the name that charset-normalizer uses."""
_SINGLE_BYTE = {
    "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "koi8-r", "koi8-u", "cp866",
    "iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-15", "mac-roman", "cp437", "cp850",
}  # fmt: skip
"""Encodings with one byte for each letter; hardly any text in them is valid UTF-8."""
_LATIN = ("windows-1252", "windows-1250", "windows-1254", "mac-roman", "cp850")
"""Encodings of Latin letters; the first of those that fit equally well is taken."""
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_NATURAL = re.compile(
    r"(?<=[a-zA-Z])[ß-öø-ÿœšžąćęłńśźżčďěňřťůőűăîșțşğı]|[À-ÖØ-ÞŒŠŽĄĆĘŁŃŚŹŻČĎĚŇŘŤŮŐŰÎȘȚŞĞİ](?=[a-zA-Z])"
    r"|(?<![^\W\d_])[‘“„«£€•©–—…](?![a-z])|(?<=[a-z])’(?=[a-z]\b)|[’”»…®™](?![^\W\d_])"
)
"""Accented letters within words, and punctuation where European names have it."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_CONTROL = 0.02
"""share of control characters among the first characters, above which a file is not text."""


@dataclass(frozen=True, slots=True)
class EncodedText:
    """The bytes of a text, and how to decode them."""

    data: bytes
    codec: str
    """Python's codec for `data`."""
    encoding: str
    """encoding of the file, as in a mapping."""
    note: str | None = None
    """what to report about it, a sentence without the file's name; None where it is plain UTF-8 or as asked for."""


def detect_encoding(data: bytes, label: str, wanted: str | None) -> EncodedText:
    """Detect how a text is encoded, unless the mapping says so (`wanted`). Where lines in UTF-8 and lines in a
    single-byte encoding are mixed, each line is decoded by itself. Raises InputError for what is not text.
    """
    text = _detect_utf16_or_32(data) if wanted is None else None
    if text is None and wanted is not None and wanted != "utf-8" and wanted not in _SINGLE_BYTE:
        text = EncodedText(data, wanted, wanted)
    text = text or _decode_by_line(data, wanted)
    _require_text(text, label)
    return text


def _require_text(text: EncodedText, label: str) -> None:
    try:
        decoder = codecs.getincrementaldecoder(text.codec)(error_handler(text.codec))
        sample = decoder.decode(text.data[:HEAD_BYTES])
    except UnicodeError:
        remedy = "set its `encoding` with --map, or save it as UTF-8"
        raise file_error(label, f"is not {text.encoding.upper()} text", remedy) from None
    if len(_CONTROL.findall(sample)) > _MAX_CONTROL * len(sample) + 5:
        remedy = "give a CSV file; if its encoding is an unusual one, set `encoding` with --map"
        raise file_error(label, "is not text", remedy)


def error_handler(codec: str) -> str:
    """What to do with invalid bytes. In UTF they are a fault of the file; elsewhere they are common, and replaced."""
    return "strict" if codec.startswith("utf") else "replace"


def _detect_utf16_or_32(data: bytes) -> EncodedText | None:
    if data.startswith(codecs.BOM_UTF8):
        return None
    for mark, name in _BOMS:
        if data.startswith(mark):
            return EncodedText(data, name, name)
    even, odd = data[0:HEAD_BYTES:2].count(0), data[1:HEAD_BYTES:2].count(0)
    if max(even, odd) * 5 > min(len(data), HEAD_BYTES):  # two in five bytes: Latin letters in two bytes each
        name = "utf-16-be" if even > odd else "utf-16-le"
        return EncodedText(data, name, name, f"read as {name.upper()}, judging by its zero bytes")
    return None


def _decode_by_line(data: bytes, wanted: str | None) -> EncodedText:
    """A text in UTF-8, or one whose other lines are converted to it."""
    if _is_utf8(data):
        return EncodedText(data, "utf-8-sig", wanted or "utf-8")
    end = b"\n" if b"\n" in data else b"\r"
    lines = data.removeprefix(codecs.BOM_UTF8).split(end)
    if len(data) == HEAD_BYTES:  # the head of a longer file may end within a letter
        lines = lines[:-1] or lines
    not_ascii = [at for at, line in enumerate(lines) if not line.isascii()]
    other = [at for at in not_ascii if not _is_utf8(lines[at], whole=True)]
    name = (
        wanted
        if wanted in _SINGLE_BYTE
        else _guess_encoding(end.join(lines[at] for at in other)[:HEAD_BYTES])
    )
    mostly_utf8 = 2 * len(other) <= len(not_ascii)
    if name not in _SINGLE_BYTE:  # in multi-byte encodings a line may be valid UTF-8 by chance
        if not mostly_utf8:
            return EncodedText(data, name, name, f"not UTF-8, {_describe(name)}")
        name = "windows-1252"
    for at in other:
        lines[at] = lines[at].decode(name, "replace").encode()
    mixed = len(other) < len(not_ascii)
    which = f"{len(other):,} of its lines are not UTF-8" if mixed else "not UTF-8"
    note = None if wanted == name and not mixed else f"{which}, {_describe(name)}"
    return EncodedText(end.join(lines), "utf-8", wanted or ("utf-8" if mostly_utf8 else name), note)


def _describe(name: str) -> str:
    others = ", such as windows-1250 or windows-1251" if name == "windows-1252" else ""
    return f"read as {_TITLES.get(name, name)}; if letters look wrong, set `encoding` with --map{others}"


def _guess_encoding(sample: bytes) -> str:
    """The encoding that fits the letters; that of Western Europe if none fits better. Accented letters stand between
    plain ones, those of other scripts come in runs.
    """
    runs = _HIGH_BYTES.findall(sample)
    if sum(len(run) == 1 for run in runs) > len(runs) / 2:
        return max(_LATIN, key=lambda name: _score(sample.decode(name, "replace")))
    found = from_bytes(sample, cp_isolation=list(_BY_CODEC)).best()
    return "windows-1252" if found is None else _BY_CODEC.get(found.encoding, "windows-1252")


def _score(text: str) -> int:
    """Letters and punctuation in natural places, less those in odd ones."""
    return 2 * len(_NATURAL.findall(text)) - len(_NOT_ASCII.findall(text))


def _is_utf8(data: bytes, whole: bool = False) -> bool:
    """Whether bytes are UTF-8; the head of a longer file may end within a letter, unless they are `whole`."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _CHUNK):  # in chunks, since the text is not needed
            decoder.decode(data[at : at + _CHUNK])
        decoder.decode(b"", final=whole or len(data) != HEAD_BYTES)
    except UnicodeDecodeError:
        return False
    return True
