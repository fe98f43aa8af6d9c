"""Checks what a scenario reproduces.

A year of it is simulated by the event engine under the inherited split without disruptions, exported, and read with the
same estimators as the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from sim.base.progress import ProgressCallback, report_progress
from sim.base.statistics import Estimate
from sim.crm.deals import Deals
from sim.crm.estimate.estimate import estimate
from sim.crm.estimate.figures import ORDINALS, Figures
from sim.crm.export.rows import export_rows, rows_to_deals
from sim.crm.fit.noise import without_disruptions
from sim.crm.fit.targets import UNITS_IN_K, FitTargets
from sim.crm.fit.year import expected_year
from sim.crm.report.report_data import ReproducedFigure
from sim.event.facts import Fact, QuarterClosed
from sim.game.play_out import play_out
from sim.model.calendar import WEEKS_IN_YEAR
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.policy.registry import make_bot
from sim.scenario.scenario import Scenario

FIRST_SEED = 3_000_001
SIMULATED_WINS = 6_000
"""Total number of wins to simulate, so that a large firm is fast and a small one is not judged by luck."""
MIN_YEARS, MAX_YEARS = 2, 12
"""Range of the number of years to simulate."""


def simulate_year(firm: Firm, seed: int, stop: Callable[[], None] = lambda: None) -> Deals:
    """Deals of the first four quarters of a game under the inherited split.

    `stop` is called every quarter, and may raise StoppedError.
    """
    facts: list[Fact] = []

    def collect(fact: Fact) -> None:
        if isinstance(fact, QuarterClosed):
            stop()
        facts.append(fact)

    dice = RandomStreams(seed)
    world = World(firm, seed)
    end = play_out(world, dice, make_bot("inherited", firm), "quarter", WEEKS_IN_YEAR, hear=collect)
    return rows_to_deals(export_rows(firm, dice, facts, end))


def check_fit(
    scenario: Scenario, figures: Figures, targets: FitTargets, progress: ProgressCallback | None = None
) -> tuple[ReproducedFigure, ...]:
    """Compare each figure of the file with what the scenario gives. Raises StoppedError."""
    firm, simulated = Firm(without_disruptions(scenario)), []
    wins = expected_year(firm).wins * WEEKS_IN_YEAR
    years = int(min(max(SIMULATED_WINS / max(wins, 1.0), MIN_YEARS), MAX_YEARS))
    for done in range(years):
        report = partial(report_progress, progress, done, years)
        report()
        found = estimate(simulate_year(firm, FIRST_SEED + done, report))
        simulated.append(dict(_comparisons(found, 1.0, targets.unit / UNITS_IN_K)))
    return tuple(
        _compare(name, observed, [year[name].value for year in simulated if name in year])
        for name, observed in _comparisons(figures, targets.scale, 1.0)
    )


def _compare(name: str, observed: Estimate, values: list[float]) -> ReproducedFigure:
    error = float(np.std(values, ddof=1) / len(values) ** 0.5) if len(values) > 1 else 0.0
    return ReproducedFigure(name, observed, float(np.mean(values)) if values else float("nan"), error)


def _comparisons(f: Figures, scale: float, unit: float) -> Iterator[tuple[str, Estimate]]:
    """Figures to compare, by name, with counts times `scale` and values times `unit`."""
    if f.arrivals is not None:
        yield "deals a month", f.arrivals.month.scale(scale)
    if f.win_rate is not None:
        yield "win rate", f.win_rate
    if f.days_won is not None:
        yield "mean days to win", f.days_won.mean
    if f.values is not None:
        yield "mean value of a win", f.values.mean.scale(unit)
    if f.quarter_end is not None:
        yield from (
            (f"wins in the {month} month of a quarter", share)
            for month, share in zip(ORDINALS, f.quarter_end.shares, strict=True)
        )
