"""From a CRM export to a scenario, and all that there is to tell about it."""

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
"""Told in place of how many years will be played, before that is known."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What came out."""

    taken: IntakeResult
    figures: Figures
    text: str
    """the scenario's YAML."""
    scenario: Scenario
    told: ReportData


def calibrate(
    path: Path,
    name: str,
    mapping: Mapping | None = None,
    keep_names: bool = False,
    progress: ProgressCallback | None = None,
    simulating: ProgressCallback | None = None,
) -> Calibration:
    """Read an export, estimate, fit, and play what was fitted. `name` is the scenario's; `progress` is told of rows
    read, `simulating` of years played. Raises IntakeError, StoppedError.
    """
    taken = read_export(path, mapping, keep_names, progress)
    figures = estimate(taken.deals)
    report_progress(simulating, 0, UNKNOWN_TOTAL)
    w = find_targets(taken.deals, figures, taken.mapping.sellers)
    fitted = fit(name, w)
    report_progress(simulating, 0, UNKNOWN_TOTAL)
    said = _scenario_data(name, taken, w, fitted)
    scenario = parse_scenario(scenario_yaml(said, ""), name).scenario
    said["goal"]["threshold"] = measure_goal(scenario, simulating)
    written = scenario_yaml(said, f"From {escape_text(path.name)}: {figures.rows:,} deals.")
    scenario = parse_scenario(written, name).scenario
    known = _known_fields(w, taken, figures)
    told = ReportData(
        title=said["title"],
        source=path.name,
        deals=taken.deals,
        figures=figures,
        ledger=taken.ledger,
        names=keep_names,
        fitted=list_sources(said, w, known),
        back=check_fit(scenario, figures, w, simulating),
        assumed=list_assumptions(w, known, figures),
        shape=fitted.missed,
    )
    return Calibration(taken, figures, written, scenario, told)


def scenario_name(stem: str) -> str:
    """A scenario's name from that of a file."""
    words = re.sub("[^a-z0-9]+", "_", stem.lower()).strip("_")[:40].strip("_")
    return words if re.fullmatch(NAME_PATTERN, words) else "my_firm"


def _scenario_data(name: str, taken: IntakeResult, w: FitTargets, fitted: FitResult) -> dict[str, Any]:
    owners = [owner[:120] for owner in taken.deals.owners]
    spread = w.spread if w.spread is not None else 0.5
    goal = {
        "target": round_significant(weekly_target(fitted.year.bookings, fitted.knobs.season)),
        "patience": fit_patience(fitted.year.wins, spread),
    }
    more: dict[str, Any] = {
        "title": name.replace("_", " ").capitalize(),
        "summary": f"Your own firm as its CRM tells it: {len(taken.deals.outcome):,} deals. What no CRM tells is as "
        "in the reference.",
        "goal": goal,
    }
    if len(owners) == w.sellers and len(set(owners)) == len(owners):
        more["sellers"] = owners
    return scenario_values(name, w, fitted.knobs, fitted.held, fitted.scale, more)


def _known_fields(w: FitTargets, taken: IntakeResult, figures: Figures) -> frozenset[str]:
    """Fields of `Wanted` that the file tells."""
    known = {field for field in w.__dataclass_fields__ if getattr(w, field) is not None}
    if figures.sellers is None and taken.mapping.sellers is None:
        known.discard("sellers")
    return frozenset(known)
