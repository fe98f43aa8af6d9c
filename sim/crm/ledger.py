"""The account of every row of an export: used, repaired, set aside; in whole or in part, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class UnusedColumn:
    """A column that is not used. Name and example are foreign text."""

    name: str
    example: str
    """'' where it is empty."""
    guess: str
    """what it may be, in our own words."""
    masked: str
    """the example where names are masked: one that may name somebody has its letters and digits struck out."""


@dataclass(slots=True)
class RowLedger:
    """Each data row of the deals is counted in `used` or, under one reason, in `set_aside`; the others tell of parts of
    used rows. Reasons are our own words; foreign text enters them only through `sim.base.problems.quote_value`.
    """

    rows: int = 0
    """data rows of the deals, broken ones included."""
    set_aside: Counter[str] = field(default_factory=Counter)
    """rows that are not used at all, by reason."""
    repaired: Counter[str] = field(default_factory=Counter)
    """rows of which something was read otherwise than it stands there, by how."""
    missing: Counter[tuple[str, str]] = field(default_factory=Counter)
    """used rows that say nothing about something, by (about what, why): ('days', 'no created date')."""
    notes: list[str] = field(default_factory=list)
    """what was decided about files and columns, and what looks odd but needs no mending; one sentence each."""
    columns: dict[str, str] = field(default_factory=dict)
    """names of the columns that are used, by what each is, in our own words."""
    unused: tuple[UnusedColumn, ...] = ()
    """columns of the deals that are not used."""

    @property
    def used(self) -> int:
        """Rows that are used, wholly or in part."""
        return self.rows - self.set_aside.total()
