"""The data that a calibration report is written from."""

from __future__ import annotations

from dataclasses import dataclass

from sim.base.statistics import Estimate
from sim.crm.deals import Deals
from sim.crm.estimate.figures import Figures
from sim.crm.ledger import RowLedger


@dataclass(frozen=True, slots=True)
class FittedNumber:
    """One number of the scenario and its source."""

    path: str
    """Its place in the scenario: 'market.segments.gtx.value'."""
    value: str
    """The number as the reader sees it: '4.1 k'."""
    source: str
    """'from the file', 'as in the reference', ..."""


@dataclass(frozen=True, slots=True)
class ReproducedFigure:
    """One figure of the file, and what the scenario gives for it when it is simulated."""

    name: str
    """'deals a month', 'win rate', ..."""
    observed: Estimate
    """The estimate from the file."""
    simulated: float
    """Mean over the simulated years, in the unit of `observed`."""
    standard_error: float
    """Standard error of `simulated`, since only some years are simulated."""

    @property
    def is_share(self) -> bool:
        """Whether the figure is a share, and so written in percent."""
        return self.name == "win rate" or self.name.startswith("wins in the ")

    @property
    def is_inside(self) -> bool:
        """Whether the simulated figure lies within the interval of the file."""
        return self.observed.contains(self.simulated)


@dataclass(frozen=True)
class ReportData:
    """Everything a report contains. All strings may hold foreign text, and are escaped when they are written."""

    title: str
    source: str
    """Name of the file or folder that was read."""
    deals: Deals
    figures: Figures
    ledger: RowLedger
    fitted: tuple[FittedNumber, ...] = ()
    reproduced: tuple[ReproducedFigure, ...] = ()
    assumptions: tuple[str, ...] = ()
    """One sentence for each assumption about something the file does not show."""
    mismatches: tuple[str, ...] = ()
    """One sentence for each property of the data that a scenario cannot reproduce."""
    show_names: bool = False
    """Whether people's names are shown."""
