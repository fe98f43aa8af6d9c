"""Read the sheets of a workbook (xlsx) as rows of texts.

Formulas are not calculated: their stored results are read. Nothing that a workbook refers to is opened, and its
unpacked size is bounded.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sim.base.problems import InputError
from sim.base.progress import StoppedError
from sim.base.text_files import file_error

SUFFIXES = (".xlsx", ".xlsm")
MAX_PARTS = 5000
MAX_UNPACKED_BYTES = 600_000_000
"""bytes; largest unpacked size of all parts together."""
MAX_STRINGS_BYTES = 150_000_000
"""bytes; largest unpacked size of the shared strings, which are held in memory."""
MAX_OTHER_BYTES = 20_000_000
"""bytes; largest unpacked size of any other part, sheets excepted."""
MAX_CELLS = 100_000_000
"""cells that are read, empty ones included."""
_MAIN, _STRINGS, _SHEETS = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/"
_READ = ("xl/", "[Content_Types].xml", "_rels/")
_SKIPPED = tuple(
    f"xl/{folder}/"
    for folder in ["media", "drawings", "embeddings", "pivotCache", "pivotTables", "printerSettings"]
)
"""Parts that are never unpacked."""
_INSTALL = "install it with pip install 'tactegic[excel]', or save the sheet of deals as CSV UTF-8"
_SAVE_AS_CSV = "open it in the program that made it, and save the sheet of deals as CSV UTF-8"

Row = list[str]


class Workbook:
    """A workbook; rows are read on demand. Raises InputError where it cannot be read."""

    def __init__(self, data: bytes, label: str) -> None:
        self.label = label
        _check_sizes(data, label)
        try:
            from openpyxl import load_workbook
        except ImportError:
            message = "is a workbook, and the package that reads workbooks is not installed"
            raise file_error(label, message, _INSTALL) from None
        warnings.filterwarnings("ignore", module=r"openpyxl\.")  # styles and validations are not needed
        with self._reading():
            self._book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            self.sheets: list[str] = [sheet.title for sheet in self._book.worksheets]
            """names of the sheets."""
        self._cells = 0

    def size(self, name: str) -> int:
        """Rows that a sheet claims to have, at least 1."""
        with self._reading():
            return max(1, int(self._book[name].max_row or 1))

    def rows(self, name: str, most_columns: int) -> Iterator[Row]:
        """Yield the rows of a sheet without trailing empty fields; an empty row is an empty list."""
        with self._reading():
            sheet = self._book[name]
            sheet.reset_dimensions()  # the size that a sheet claims is often wrong
            for values in sheet.iter_rows(values_only=True):
                self._cells += max(1, len(values))
                if self._cells > MAX_CELLS:
                    raise file_error(self.label, f"has more than {MAX_CELLS:,} cells", _SAVE_AS_CSV)
                texts = [format_cell(value) for value in values[:most_columns]]
                while texts and not texts[-1]:
                    texts.pop()
                yield texts

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turn whatever a broken workbook causes into an InputError."""
        try:
            yield
        except (InputError, StoppedError, GeneratorExit):
            raise
        except Exception:  # a foreign file can make a parser raise anything
            raise file_error(self.label, "is a workbook that cannot be read", _SAVE_AS_CSV) from None


def format_cell(value: Any) -> str:
    """The value of a cell as a CSV file would have it; days as 2024-03-07."""
    if value is None or (isinstance(value, str) and value[:1] == "#" and value[-1:] in "!?A"):
        return ""  # results of failed formulas: #REF!, #NAME?, #N/A
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "seconds") if value.time() != dt.time() else value.date().isoformat()
    return str(value)


def is_workbook(data: bytes) -> bool:
    """Whether a whole file is a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _MAIN in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return False


def _check_sizes(data: bytes, label: str) -> None:
    """Refuse a workbook that is too large unpacked. zipfile stops at the sizes that the archive states."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [part for part in archive.infolist() if part.filename.startswith(_READ)]
    kept = [part for part in parts if not part.filename.startswith(_SKIPPED)]
    large = any(
        part.file_size > (MAX_STRINGS_BYTES if part.filename == _STRINGS else MAX_OTHER_BYTES)
        for part in kept
        if not part.filename.startswith(_SHEETS)
    )
    if large or len(parts) > MAX_PARTS or sum(part.file_size for part in kept) > MAX_UNPACKED_BYTES:
        raise file_error(label, "is a workbook that is too large when unpacked", _SAVE_AS_CSV)
