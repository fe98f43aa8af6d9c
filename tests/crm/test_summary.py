"""The printed summary of a calibration: oddities, and doubts about the time span of the file."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from sim.cli.calibration import summary
from sim.crm.calibrate import Calibration
from tests.crm.report.sample_report import full_figures, full_report


def said(**figures: Any) -> str:
    report = full_report()
    inside = tuple(replace(one, simulated=one.observed.value) for one in report.reproduced)
    found = replace(full_figures(), **figures)
    report = replace(report, reproduced=inside, figures=found)
    calibration = SimpleNamespace(figures=found, intake=SimpleNamespace(ledger=report.ledger), report=report)
    return "\n".join(summary(cast(Calibration, calibration)))


def test_oddities_are_printed() -> None:
    assert "note: In June only 3 deals came." in said()


def test_doubts_about_the_time_span_are_printed() -> None:
    sure, unsure = said(doubt=None), said()
    assert "the scenario matches all" in sure
    assert "doubt" not in sure
    assert "but one of them is doubtful. Most deals came at another pace." in unsure
