"""An export as CSV (RFC 4180), with dates as 2025-03-31, amounts as 1234.50, and empty cells for missing values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import numpy as np

from sim.crm.deals import Floats, Ints
from sim.crm.export.rows import AMOUNT_DECIMALS, ExportRows

COLUMNS = (
    "opportunity_id", "account", "owner", "product", "source", "stage", "reason", "created", "closed", "amount",
)  # fmt: skip
"""Names of the columns, as in `ExportRows`."""

_FORMULAS = frozenset("=+-@\t\r＝＋－＠")
"""Characters at which a spreadsheet may start a formula; the full-width ones in East Asian locales."""


def format_csv(rows: ExportRows) -> str:
    """Format the rows: a header and a line for each deal, ending in CR LF."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    texts = (
        rows.opportunity_id,
        rows.account,
        rows.owner,
        rows.product,
        rows.source,
        rows.stage,
        rows.reason,
    )
    cells = (map(escape_formula, column) for column in texts)
    writer.writerows(
        zip(
            *cells,
            _format_dates(rows.created),
            _format_dates(rows.closed),
            _format_amounts(rows.amount),
            strict=True,
        )
    )
    return file.getvalue()


def escape_formula(text: str) -> str:
    """Put an apostrophe in front of a text that a spreadsheet might take for a formula."""
    return f"'{text}" if {text[:1], text.lstrip()[:1]} & _FORMULAS else text


def _format_dates(days: Ints | Floats) -> Iterator[str]:
    known = np.isfinite(days)
    texts = np.datetime_as_string(np.where(known, days, 0).astype("datetime64[D]")).tolist()
    return (text if is_known else "" for text, is_known in zip(texts, known.tolist(), strict=True))


def _format_amounts(amounts: Floats) -> Iterator[str]:
    return ("" if amount != amount else f"{amount:.{AMOUNT_DECIMALS}f}" for amount in amounts.tolist())
