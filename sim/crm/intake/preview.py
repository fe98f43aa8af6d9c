"""An export as those see it who say how it is read: its columns, with examples, and the words of its stage."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

from sim.base.problems import InputError, Problem
from sim.base.progress import ProgressCallback
from sim.crm.intake.cells import index_cells
from sim.crm.intake.draft import Draft, IntakeError
from sim.crm.intake.folder import MAX_FILES, SUFFIXES, find_files, read_deals
from sim.crm.intake.mapping import MAX_CELL_LENGTH, Mapping, fold_word
from sim.crm.intake.read_export import IntakeResult, read_export
from sim.crm.intake.table import Table
from sim.crm.ledger import RowLedger

SAMPLE = 1000
"""Rows in which an example is looked for."""


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """All texts are foreign."""

    mapping: Mapping
    """how it was read, as far as that could be decided."""
    problems: tuple[Problem, ...]
    """what could not be decided."""
    taken: IntakeResult | None
    """what came of it; None where there are problems."""
    files: tuple[str, ...]
    """CSV files of a folder; empty where the path is a file."""
    columns: tuple[tuple[str, str], ...]
    """names of the columns, each with an example, '' where there is none; empty where no file was chosen."""
    words: tuple[tuple[str, int], ...]
    """what stands in the column of stages, with the rows of each, the frequent ones first."""
    ledger: RowLedger
    """what was decided and found, as far as it came."""


def preview_export(
    path: Path,
    mapping: Mapping | None = None,
    keep_names: bool = False,
    progress: ProgressCallback | None = None,
) -> ExportPreview:
    """Read an export to see how it is read. Raises InputError for what is no export at all, StoppedError."""
    taken: IntakeResult | None = None
    problems: tuple[Problem, ...] = ()
    try:
        taken = read_export(path, mapping, keep_names, progress)
        used, ledger = taken.mapping, taken.ledger
    except IntakeError as error:
        if error.mapping is None:
            raise
        used, ledger, problems = error.mapping, error.ledger, error.problems
    its = _read_deals_table(path, used, progress)
    return ExportPreview(
        mapping=used,
        problems=problems,
        taken=taken,
        files=_csv_files(path),
        columns=() if its is None else _list_examples(its),
        words=() if its is None else _count_stage_words(its, used.columns.stage),
        ledger=ledger,
    )


def _read_deals_table(path: Path, used: Mapping, progress: ProgressCallback | None) -> Table | None:
    try:
        draft = Draft(used, label=str(path))
        return read_deals(find_files(path, draft), draft, progress)
    except InputError:  # it is among the problems
        return None


def _csv_files(path: Path) -> tuple[str, ...]:
    if not path.is_dir():
        return ()
    its = (one.name for one in path.iterdir() if one.suffix.lower() in SUFFIXES)
    return tuple(sorted(itertools.islice(its, MAX_FILES)))


def _list_examples(its: Table) -> tuple[tuple[str, str], ...]:
    every = its.columns or [[] for _ in its.header]
    return tuple(
        (name, _find_example(column)) for name, column in zip(its.header, every, strict=True) if name
    )


def _find_example(column: list[str]) -> str:
    return next((text for text in index_cells(column[:SAMPLE]).texts if text), "")


def _count_stage_words(its: Table, stage: str | None) -> tuple[tuple[str, int], ...]:
    at = next(
        (at for at, name in enumerate(its.header) if stage and fold_word(name) == fold_word(stage)), None
    )
    if at is None or not its.columns:
        return ()
    found = index_cells(its.columns[at])
    words: dict[str, tuple[str, int]] = {}
    for text, count in sorted(zip(found.texts, found.counts.tolist(), strict=True), key=lambda one: -one[1]):
        if text and len(text) <= MAX_CELL_LENGTH:
            first, before = words.get(fold_word(text), (text, 0))
            words[fold_word(text)] = first, before + count
    return tuple(sorted(words.values(), key=lambda one: -one[1]))
