"""The files of a calibration: scenario, report, page, mapping. What somebody has edited is never written over."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sim.base.paths import is_same_file, name_exists
from sim.base.places import write_atomically
from sim.base.problems import InputError
from sim.base.text_files import read_text_file
from sim.crm.calibrate import Calibration
from sim.crm.intake.mapping import mapping_text
from sim.crm.report.render import render_markdown, render_page
from sim.crm.stamp import HTML, add_stamp, is_untouched

MAX_OUTPUT_BYTES = 64 * 1024 * 1024
"""bytes; a larger file was not written here."""


@dataclass(frozen=True, slots=True)
class OutputPaths:
    """Where they lie."""

    scenario: Path
    report: Path | None
    """Markdown; None where none is wanted."""

    @property
    def page(self) -> Path | None:
        """The HTML beside the report."""
        return None if self.report is None else self.report.with_suffix(".html")

    @property
    def mapping(self) -> Path:
        """Beside the report, else beside the scenario."""
        beside = self.report or self.scenario
        return beside.with_name(f"{beside.stem}.map.yaml")

    @property
    def results(self) -> list[Path]:
        """All but the mapping."""
        return [path for path in (self.scenario, self.report, self.page) if path is not None]


def is_unedited(path: Path) -> bool:
    """Whether a file is as it was written here; one that cannot be read is not."""
    try:
        return is_untouched(read_text_file(path, str(path), MAX_OUTPUT_BYTES))
    except InputError:
        return False


def find_edited(paths: Iterable[Path]) -> list[Path]:
    """Those that are there and are not as they were written here."""
    return [path for path in paths if name_exists(path) and not is_unedited(path)]


def find_collision(to: OutputPaths, inputs: Iterable[Path]) -> Path | None:
    """The first file of a calibration that would be written over another of them, or over one that it is made from, by
    whatever names; the mapping alone may be the one that was given.
    """
    before = list(inputs)
    for path in to.results:
        if any(is_same_file(path, other) for other in before):
            return path
        before.append(path)
    written = any(is_same_file(to.mapping, other) for other in to.results)
    return to.mapping if written else None


def name_outputs(folder: Path, name: str) -> OutputPaths:
    """Files of one name in a folder."""
    return OutputPaths(folder / f"{name}.yaml", folder / f"{name}.md")


def find_free_outputs(folder: Path, name: str) -> OutputPaths:
    """The first of `name`, `name_2`, `name_3` ... under which nothing lies that would have to be kept."""
    names = itertools.chain((name,), (f"{name}_{number}" for number in itertools.count(2)))
    every = (name_outputs(folder, one) for one in names)
    return next(its for its in every if not find_edited([*its.results, its.mapping]))


def is_given(path: Path, given: Path | None) -> bool:
    """Whether a file is the one that was given."""
    return given is not None and name_exists(path) and is_same_file(given, path)


def write_outputs(found: Calibration, to: OutputPaths, given: Path | None = None) -> list[Path]:
    """Write what came out; the files that were written. A mapping stays as it is where it was the one given, or was
    edited. Raises PlaceError.
    """
    texts = {to.scenario: found.text}
    if to.report is not None and to.page is not None:
        texts[to.report] = add_stamp(render_markdown(found.told), HTML)
        texts[to.page] = add_stamp(render_page(found.told), HTML)
    if not is_given(to.mapping, given) and not find_edited([to.mapping]):
        texts[to.mapping] = add_stamp(mapping_text(found.taken.mapping))
    for path, text in texts.items():
        write_atomically(path, text)
    return list(texts)
