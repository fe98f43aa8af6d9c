"""An export as Parquet, by pyarrow, which is only needed here (the extra `parquet`)."""

from __future__ import annotations

import io

import numpy as np

from sim.crm.deals import Floats
from sim.crm.export.csv_text import COLUMNS
from sim.crm.export.rows import ExportRows


class NoPyarrowError(Exception):
    """Pyarrow is not installed or cannot be loaded."""


def require_pyarrow() -> None:
    """Check that pyarrow can be loaded. Raises NoPyarrowError."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise NoPyarrowError(str(error)) from None


def format_parquet(rows: ExportRows) -> bytes:
    """Format the rows: text, dates (date32) and amounts (float64) in the columns of the CSV, null for missing values.

    Text needs no escaping of formulas, since columns have types. Raises NoPyarrowError.
    """
    require_pyarrow()
    import pyarrow as pa
    from pyarrow.parquet import write_table

    def dates(days: Floats) -> pa.Array:
        missing = np.isnan(days)
        whole = np.where(missing, 0, days).astype(np.int32)
        return pa.array(whole, pa.int32(), mask=missing).cast(pa.date32())

    texts = (rows.opportunity_id, rows.account, rows.owner, rows.product, rows.source, rows.stage)
    arrays = [
        *(pa.array(column, pa.string()) for column in texts),
        pa.array([reason or None for reason in rows.reason], pa.string()),
        dates(rows.created.astype(np.float64)),
        dates(rows.closed),
        pa.array(rows.amount, pa.float64(), mask=np.isnan(rows.amount)),
    ]
    file = io.BytesIO()
    write_table(pa.table(arrays, names=list(COLUMNS)), file)
    return file.getvalue()
