"""Read a file that a test writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.crm.intake.mapping import Mapping
from sim.crm.intake.read_export import IntakeError, IntakeResult, read_export


def read(folder: Path, text: str, mapping: Mapping | None = None, keep_names: bool = True) -> IntakeResult:
    """The deals of a CSV file with this text."""
    path = folder / "deals.csv"
    path.write_text(text, encoding="utf-8")
    return read_export(path, mapping, keep_names)


def asked(folder: Path, text: str, mapping: Mapping | None = None) -> dict[str, str]:
    """The questions about it: messages with remedies, by key of the mapping."""
    with pytest.raises(IntakeError) as refused:
        read(folder, text, mapping)
    return {problem.path: f"{problem.message}; {problem.remedy}" for problem in refused.value.problems}


def notes(result: IntakeResult) -> str:
    """All notes, one in a line."""
    return "\n".join(result.ledger.notes)
