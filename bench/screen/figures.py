"""What the bench of the screen measured, as data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class BenchFigure:
    """One thing that was measured, and how much it may be."""

    id: str
    statement: str
    figure: float
    unit: str
    n: int
    """measurements behind it."""
    empty: float | None = None
    """the same of an empty app, where that has it."""
    bar: float | None = None
    """at most; None for what is told beside the others."""

    @property
    def holds(self) -> bool | None:
        """Whether it is within its bar; None where it has none."""
        return None if self.bar is None else self.figure <= self.bar

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        return asdict(self) | {"holds": self.holds}


@dataclass(frozen=True, slots=True)
class UiBench:
    """What was measured, and on what."""

    figures: tuple[BenchFigure, ...]
    machine: dict[str, Any]

    @property
    def holds(self) -> bool:
        """Whether every bar is held."""
        return all(figure.holds is not False for figure in self.figures)

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        return {"figures": [f.to_json() for f in self.figures], "machine": self.machine, "holds": self.holds}
