"""Preview an export for the screen on which a user maps it: its columns, with examples, and the words of its stage."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

from sim.base.problems import InputError, Problem
from sim.base.progress import ProgressCallback
from sim.crm.intake.cells import index_cells
from sim.crm.intake.column_names import find_named
from sim.crm.intake.draft import Draft, IntakeError
from sim.crm.intake.folder import MAX_FILES, SUFFIXES, find_files, read_deals
from sim.crm.intake.mapping import MAX_CELL_LENGTH, Mapping, fold_word
from sim.crm.intake.read_export import IntakeResult, read_export
from sim.crm.intake.table import Table
from sim.crm.ledger import RowLedger

SAMPLE = 1000
"""rows; in which an example is looked for."""


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """How an export is read. All texts are foreign."""

    mapping: Mapping
    """what was decided."""
    problems: tuple[Problem, ...]
    """what could not be decided."""
    result: IntakeResult | None
    """the deals; None where there are problems."""
    files: tuple[str, ...]
    """CSV files and workbooks of a folder; empty where the path is a file."""
    columns: tuple[tuple[str, str], ...]
    """names of the columns, each with an example ('' where there is none); empty where no file was chosen."""
    words: tuple[tuple[str, int], ...]
    """values of the stage column and their rows, the most frequent first."""
    ledger: RowLedger
    """decisions and rows so far."""


def preview_export(
    path: Path,
    mapping: Mapping | None = None,
    keep_names: bool = False,
    progress: ProgressCallback | None = None,
) -> ExportPreview:
    """Read an export and show how. Raises StoppedError, and InputError for what is not an export at all."""
    result: IntakeResult | None = None
    problems: tuple[Problem, ...] = ()
    try:
        result = read_export(path, mapping, keep_names, progress)
        used, ledger = result.mapping, result.ledger
    except IntakeError as error:
        if error.mapping is None:
            raise
        used, ledger, problems = error.mapping, error.ledger, error.problems
    table = _read_deals_table(path, used, progress)
    return ExportPreview(
        mapping=used,
        problems=problems,
        result=result,
        files=_list_files(path),
        columns=() if table is None else _list_examples(table),
        words=() if table is None else _count_stage_words(table, used.columns.stage),
        ledger=ledger,
    )


def _read_deals_table(path: Path, used: Mapping, progress: ProgressCallback | None) -> Table | None:
    try:
        draft = Draft(used, label=str(path))
        return read_deals(find_files(path, draft), draft, progress)
    except InputError:  # already among the problems
        return None


def _list_files(path: Path) -> tuple[str, ...]:
    if not path.is_dir():
        return ()
    names = (entry.name for entry in path.iterdir() if entry.suffix.lower() in SUFFIXES)
    return tuple(sorted(itertools.islice(names, MAX_FILES)))


def _list_examples(table: Table) -> tuple[tuple[str, str], ...]:
    columns = table.columns or [[] for _ in table.header]
    return tuple(
        (name, _find_example(column)) for name, column in zip(table.header, columns, strict=True) if name
    )


def _find_example(column: list[str]) -> str:
    return next((text for text in index_cells(column[:SAMPLE]).texts if text), "")


def _count_stage_words(table: Table, stage: str | None) -> tuple[tuple[str, int], ...]:
    """Values that differ only in case and spaces are counted under the most frequent one."""
    places = find_named(stage, table.header)
    if not places or not table.columns:
        return ()
    found = index_cells(table.columns[places[0]])
    words: dict[str, tuple[str, int]] = {}
    for text, count in sorted(
        zip(found.texts, found.counts.tolist(), strict=True), key=lambda pair: -pair[1]
    ):
        if text and len(text) <= MAX_CELL_LENGTH:
            first, before = words.get(fold_word(text), (text, 0))
            words[fold_word(text)] = first, before + count
    return tuple(sorted(words.values(), key=lambda pair: -pair[1]))
