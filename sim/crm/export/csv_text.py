"""An export as CSV (RFC 4180): dates as 2025-03-31, amounts as 1234.50, nothing where there is nothing to say."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import numpy as np

from sim.crm.deals import Floats, Ints
from sim.crm.export.rows import CENTS, Rows

COLUMNS = (
    "opportunity_id", "account", "owner", "product", "source", "stage", "reason", "created", "closed", "amount",
)  # fmt: skip
"""Names of the columns, those of `Rows`."""

_FORMULAS = frozenset("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula; the wide ones where East Asian text is usual."""


def csv_text(of: Rows) -> str:
    """The file's text: a head, then a line for each deal, all ended by CR LF."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    texts = (of.opportunity_id, of.account, of.owner, of.product, of.source, of.stage, of.reason)
    cells = (map(harmless, column) for column in texts)
    writer.writerows(zip(*cells, _dates(of.created), _dates(of.closed), _amounts(of.amount), strict=True))
    return file.getvalue()


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: what looks like one gets an apostrophe in front."""
    return f"'{text}" if {text[:1], text.lstrip()[:1]} & _FORMULAS else text


def _dates(days: Ints | Floats) -> Iterator[str]:
    there = np.isfinite(days)
    texts = np.datetime_as_string(np.where(there, days, 0).astype("datetime64[D]")).tolist()
    return (text if is_there else "" for text, is_there in zip(texts, there.tolist(), strict=True))


def _amounts(amounts: Floats) -> Iterator[str]:
    return ("" if amount != amount else f"{amount:.{CENTS}f}" for amount in amounts.tolist())
