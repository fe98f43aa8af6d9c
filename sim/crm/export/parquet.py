"""An export as Parquet, through pyarrow, which only this needs: the extra `parquet`."""

from __future__ import annotations

import io

import numpy as np

from sim.crm.deals import Floats
from sim.crm.export.csv_text import COLUMNS
from sim.crm.export.rows import ExportRows


class NoPyarrowError(Exception):
    """Pyarrow is not installed, or cannot be loaded here."""


def require_pyarrow() -> None:
    """Load pyarrow. Raises NoPyarrowError."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise NoPyarrowError(str(error)) from None


def format_parquet(of: ExportRows) -> bytes:
    """The file's content: text, dates (date32) and amounts (float64) in the columns of the CSV, null where nothing is
    to be said. Text is as it is: a reader of Parquet knows that it is text. Raises NoPyarrowError.
    """
    require_pyarrow()
    import pyarrow as pa
    from pyarrow.parquet import write_table

    def dates(days: Floats) -> pa.Array:
        missing = np.isnan(days)
        whole = np.where(missing, 0, days).astype(np.int32)
        return pa.array(whole, pa.int32(), mask=missing).cast(pa.date32())

    texts = (of.opportunity_id, of.account, of.owner, of.product, of.source, of.stage)
    arrays = [
        *(pa.array(column, pa.string()) for column in texts),
        pa.array([reason or None for reason in of.reason], pa.string()),
        dates(of.created.astype(np.float64)),
        dates(of.closed),
        pa.array(of.amount, pa.float64(), mask=np.isnan(of.amount)),
    ]
    file = io.BytesIO()
    write_table(pa.table(arrays, names=list(COLUMNS)), file)
    return file.getvalue()
