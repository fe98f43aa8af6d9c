"""The files that a calibration writes: scenario, report, HTML page, mapping. Edited files are never overwritten."""

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
"""bytes; a larger file was not written by a calibration."""


@dataclass(frozen=True, slots=True)
class OutputPaths:
    """Where the files of a calibration are."""

    scenario: Path
    report: Path | None
    """The Markdown report; None if none is wanted."""

    @property
    def page(self) -> Path | None:
        """The HTML page, next to the report."""
        return None if self.report is None else self.report.with_suffix(".html")

    @property
    def mapping(self) -> Path:
        """The mapping, next to the report or else to the scenario."""
        neighbour = self.report or self.scenario
        return neighbour.with_name(f"{neighbour.stem}.map.yaml")

    @property
    def results(self) -> list[Path]:
        """All files but the mapping."""
        return [path for path in (self.scenario, self.report, self.page) if path is not None]


def is_unedited(path: Path) -> bool:
    """Whether a file is as a calibration wrote it; False if it cannot be read."""
    try:
        return is_untouched(read_text_file(path, str(path), MAX_OUTPUT_BYTES))
    except InputError:
        return False


def find_edited(paths: Iterable[Path]) -> list[Path]:
    """The existing files that are not as a calibration wrote them."""
    return [path for path in paths if name_exists(path) and not is_unedited(path)]


def find_collision(outputs: OutputPaths, inputs: Iterable[Path]) -> Path | None:
    """The first output that is the same file as an input or an earlier output, under any name.

    Only the mapping may be an input.
    """
    earlier = list(inputs)
    for path in outputs.results:
        if any(is_same_file(path, other) for other in earlier):
            return path
        earlier.append(path)
    collides = any(is_same_file(outputs.mapping, other) for other in outputs.results)
    return outputs.mapping if collides else None


def name_outputs(folder: Path, name: str) -> OutputPaths:
    """The outputs of a name in a folder."""
    return OutputPaths(folder / f"{name}.yaml", folder / f"{name}.md")


def find_free_outputs(folder: Path, name: str) -> OutputPaths:
    """The outputs of the first of `name`, `name_2`, `name_3` ... that overwrite no edited file."""
    names = itertools.chain((name,), (f"{name}_{number}" for number in itertools.count(2)))
    candidates = (name_outputs(folder, candidate) for candidate in names)
    return next(paths for paths in candidates if not find_edited([*paths.results, paths.mapping]))


def is_given(path: Path, given: Path | None) -> bool:
    """Whether a file is the one that the user gave."""
    return given is not None and name_exists(path) and is_same_file(given, path)


def write_outputs(calibration: Calibration, outputs: OutputPaths, given: Path | None = None) -> list[Path]:
    """Write the results and return the files written.

    The mapping is not written if it is the `given` one or was edited. Raises PlaceError.
    """
    texts = {outputs.scenario: calibration.scenario_text}
    if outputs.report is not None and outputs.page is not None:
        texts[outputs.report] = add_stamp(render_markdown(calibration.report), HTML)
        texts[outputs.page] = add_stamp(render_page(calibration.report), HTML)
    if not is_given(outputs.mapping, given) and not find_edited([outputs.mapping]):
        texts[outputs.mapping] = add_stamp(mapping_text(calibration.intake.mapping))
    for path, text in texts.items():
        write_atomically(path, text)
    return list(texts)
