"""The account of every row of an export: used, repaired or set aside, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class UnusedColumn:
    """A column that is not used. Its name and example are foreign text."""

    name: str
    example: str
    """'' if the column is empty."""
    guess: str
    """What the column may be, in our own words."""
    masked: str
    """The example with letters and digits masked if it may name somebody."""


@dataclass(slots=True)
class RowLedger:
    """Counts of rows: each data row is either in `used` or, for one reason, in `set_aside`.

    `repaired` and `missing` count parts of used rows. Reasons are our own words; foreign text in them is quoted by
    `sim.base.problems.quote_value`.
    """

    rows: int = 0
    """Number of data rows, including broken ones."""
    set_aside: Counter[str] = field(default_factory=Counter)
    """Number of rows not used at all, by reason."""
    repaired: Counter[str] = field(default_factory=Counter)
    """Number of used rows in which something was corrected, by correction."""
    missing: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Number of used rows without some information, by information and reason: ('days', 'no created date')."""
    notes: list[str] = field(default_factory=list)
    """One sentence for each decision about files and columns, and for each oddity that needs no repair."""
    columns: dict[str, str] = field(default_factory=dict)
    """Names of the columns used, by their use in our own words."""
    unused: tuple[UnusedColumn, ...] = ()
    """Columns that are not used."""

    @property
    def used(self) -> int:
        """Number of rows used in full or in part."""
        return self.rows - self.set_aside.total()
