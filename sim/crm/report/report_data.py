"""What a report of a calibration is written from."""

from __future__ import annotations

from dataclasses import dataclass

from sim.base.statistics import Estimate
from sim.crm.deals import Deals
from sim.crm.estimate.figures import Figures
from sim.crm.ledger import RowLedger


@dataclass(frozen=True, slots=True)
class FittedNumber:
    """One number of the scenario and where it comes from."""

    key: str
    """its place in the scenario: 'market.segments.gtx.value'."""
    value: str
    """as a reader sees it: '4.1 k'."""
    source: str
    """'from the file', 'as in the reference', ..."""


@dataclass(frozen=True, slots=True)
class ReproducedFigure:
    """One figure that the scenario was asked to give back, and what it gives when it is simulated."""

    what: str
    """'deals a month', 'win rate', ..."""
    wanted: Estimate
    """what the file says."""
    got: float
    """mean over simulated games, in the unit of `wanted`."""
    error: float
    """standard error of `got`, as so many games were simulated and no more."""

    @property
    def share(self) -> bool:
        """Whether the figure is a share, and so written in percent."""
        return self.what == "win rate" or self.what.startswith("wins in the ")

    @property
    def inside(self) -> bool:
        """Whether the simulated figure lies inside of the interval that the file leaves."""
        return self.wanted.contains(self.got)


@dataclass(frozen=True)
class ReportData:
    """Everything that a report tells. All strings may hold foreign text, and are escaped when they are written."""

    title: str
    source: str
    """name of the file or folder that was read."""
    deals: Deals
    figures: Figures
    ledger: RowLedger
    fitted: tuple[FittedNumber, ...] = ()
    back: tuple[ReproducedFigure, ...] = ()
    assumed: tuple[str, ...] = ()
    """what was assumed since no file tells it, a sentence each."""
    shape: tuple[str, ...] = ()
    """where the shape of the data cannot be met by a scenario, a sentence each."""
    names: bool = False
    """whether names of people are written."""
