"""The text of a calibration: what is odd is on the screen, and 'all' is said only where the file's stretch is sure."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from sim.cli.calibration import summary
from sim.crm.calibrate import Calibration
from tests.crm.report.made import full_figures, full_told


def said(**figures: Any) -> str:
    told = full_told()
    inside = tuple(replace(one, got=one.wanted.value) for one in told.back)
    found = replace(full_figures(), **figures)
    told = replace(told, back=inside, figures=found)
    its = SimpleNamespace(figures=found, taken=SimpleNamespace(ledger=told.ledger), told=told)
    return "\n".join(summary(cast(Calibration, its)))


def test_what_is_odd_is_said() -> None:
    assert "odd: In June only 3 deals came." in said()


def test_all_figures_are_given_back_without_a_but_only_if_the_window_passed_its_check() -> None:
    sure, unsure = said(doubt=None), said()
    assert "gives back: all" in sure
    assert "doubt" not in sure
    assert "but one is in doubt. Most deals came at another pace." in unsure
