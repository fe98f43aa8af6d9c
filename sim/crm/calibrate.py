"""Calibration: from a CRM export to a scenario and a report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.base.problems import escape_text
from sim.base.progress import ProgressCallback, report_progress
from sim.crm.estimate.estimate import estimate
from sim.crm.estimate.figures import Figures
from sim.crm.fit.check import check_fit
from sim.crm.fit.fit import FitResult, fit
from sim.crm.fit.goal import fit_patience, measure_goal, weekly_target
from sim.crm.fit.knobs import round_significant, scenario_values
from sim.crm.fit.scenario_text import scenario_yaml
from sim.crm.fit.sources import list_assumptions, list_sources
from sim.crm.fit.targets import FitTargets, find_targets
from sim.crm.intake.mapping import Mapping
from sim.crm.intake.read_export import IntakeResult, read_export
from sim.crm.report.report_data import ReportData
from sim.scenario.load import parse_scenario
from sim.scenario.scenario import Scenario
from sim.scenario.section import NAME_PATTERN

UNKNOWN_TOTAL = 0
"""Reported as the number of years to simulate before it is known."""
DEFAULT_SPREAD = 0.5
"""Coefficient of variation of a win's value if the file has no values."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The results of a calibration."""

    intake: IntakeResult
    figures: Figures
    scenario_text: str
    """The scenario as YAML."""
    scenario: Scenario
    report: ReportData


def calibrate(
    path: Path,
    name: str,
    mapping: Mapping | None = None,
    keep_names: bool = False,
    progress: ProgressCallback | None = None,
    simulating: ProgressCallback | None = None,
) -> Calibration:
    """Read an export, estimate figures, fit a scenario called `name` to them, and simulate it.

    `progress` reports rows read, `simulating` reports years simulated. Raises IntakeError, StoppedError.
    """
    intake = read_export(path, mapping, keep_names, progress)
    figures = estimate(intake.deals)
    report_progress(simulating, 0, UNKNOWN_TOTAL)
    targets = find_targets(intake.deals, figures, intake.mapping.sellers)
    fitted = fit(name, targets)
    report_progress(simulating, 0, UNKNOWN_TOTAL)
    values = _scenario_data(name, intake, targets, fitted)
    scenario = parse_scenario(scenario_yaml(values, ""), name).scenario
    values["goal"]["threshold"] = measure_goal(scenario, simulating)
    text = scenario_yaml(values, f"From {escape_text(path.name)}: {figures.rows:,} deals.")
    scenario = parse_scenario(text, name).scenario
    known = _known_fields(targets, intake, figures)
    report = ReportData(
        title=values["title"],
        source=path.name,
        deals=intake.deals,
        figures=figures,
        ledger=intake.ledger,
        fitted=list_sources(values, targets, known),
        reproduced=check_fit(scenario, figures, targets, simulating),
        assumptions=list_assumptions(targets, known, figures),
        mismatches=fitted.mismatches,
        show_names=keep_names,
    )
    return Calibration(intake, figures, text, scenario, report)


def scenario_name(stem: str) -> str:
    """Make a scenario's name from the stem of a file's name."""
    words = re.sub("[^a-z0-9]+", "_", stem.lower()).strip("_")[:40].strip("_")
    return words if re.fullmatch(NAME_PATTERN, words) else "my_firm"


def _scenario_data(name: str, intake: IntakeResult, targets: FitTargets, fitted: FitResult) -> dict[str, Any]:
    owners = [owner[:120] for owner in intake.deals.owners]
    spread = targets.spread if targets.spread is not None else DEFAULT_SPREAD
    more: dict[str, Any] = {
        "title": name.replace("_", " ").capitalize(),
        "summary": f"Your own firm, calibrated from {len(intake.deals.outcome):,} deals in its CRM. What the CRM does "
        "not show is as in the reference.",
        "goal": {
            "target": round_significant(weekly_target(fitted.year.bookings, fitted.knobs.season)),
            "patience": fit_patience(fitted.year.wins, spread),
        },
    }
    if len(owners) == targets.sellers and len(set(owners)) == len(owners):
        more["sellers"] = owners
    return scenario_values(name, targets, fitted.knobs, fitted.pipeline, fitted.scale, more)


def _known_fields(targets: FitTargets, intake: IntakeResult, figures: Figures) -> frozenset[str]:
    """The fields of `FitTargets` that come from the file."""
    known = {field for field in targets.__dataclass_fields__ if getattr(targets, field) is not None}
    if figures.sellers is None and intake.mapping.sellers is None:
        known.discard("sellers")
    return frozenset(known)
