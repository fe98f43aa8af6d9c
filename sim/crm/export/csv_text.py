"""An export as CSV (RFC 4180): dates as 2025-03-31, amounts as 1234.50, nothing where there is nothing to say."""

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
"""Names of the columns, those of `Rows`."""

_FORMULAS = frozenset("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula; the wide ones where East Asian text is usual."""


def format_csv(of: ExportRows) -> str:
    """The file's text: a head, then a line for each deal, all ended by CR LF."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    texts = (of.opportunity_id, of.account, of.owner, of.product, of.source, of.stage, of.reason)
    cells = (map(escape_formula, column) for column in texts)
    writer.writerows(
        zip(
            *cells,
            _format_dates(of.created),
            _format_dates(of.closed),
            _format_amounts(of.amount),
            strict=True,
        )
    )
    return file.getvalue()


def escape_formula(text: str) -> str:
    """Text that no spreadsheet takes for a formula: what looks like one gets an apostrophe in front."""
    return f"'{text}" if {text[:1], text.lstrip()[:1]} & _FORMULAS else text


def _format_dates(days: Ints | Floats) -> Iterator[str]:
    there = np.isfinite(days)
    texts = np.datetime_as_string(np.where(there, days, 0).astype("datetime64[D]")).tolist()
    return (text if is_there else "" for text, is_there in zip(texts, there.tolist(), strict=True))


def _format_amounts(amounts: Floats) -> Iterator[str]:
    return ("" if amount != amount else f"{amount:.{AMOUNT_DECIMALS}f}" for amount in amounts.tolist())
