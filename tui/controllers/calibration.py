"""A new game from a CRM export: what was typed and chosen so far, kept while the player goes to and fro. It knows no
widget; whatever reads or calibrates is meant for a worker.
"""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass, field
from pathlib import Path

from sim.base.confinement import find_user_file, is_confined
from sim.base.places import files_folder, games_folder
from sim.base.problems import format_file_name
from sim.base.progress import ProgressFactory, report_progress
from sim.crm.calibrate import Calibration, calibrate, scenario_name
from sim.crm.intake.mapping import Mapping, read_mapping
from sim.crm.intake.preview import ExportPreview, preview_export
from sim.crm.outputs import OutputPaths, find_free_outputs, name_outputs, write_outputs
from sim.crm.report.render import render_markdown
from tui.content.crm_rows import change_mapping


def results_folder() -> Path:
    """Where results go unless the player says otherwise: beside the games that are played from them, a place that is
    the player's own whoever the export belongs to. In a browser they are fetched from among the player's files.
    """
    return files_folder() if is_confined() else games_folder() / "crm"


def typed_path(typed: str) -> Path:
    """A path as it is typed or pasted: as it stands if it is there, else with quotes, backslashes and ~ as a shell has
    them. In a browser it is the name of one of the player's files. Raises InputError for what is none.
    """
    if is_confined():
        return find_user_file(typed)
    text = typed.strip()
    if not os.path.lexists(text.replace("\0", "")):
        text = _unquote(text)
    try:
        return Path(text).expanduser()
    except RuntimeError:  # nobody of that name
        return Path(text)


def _unquote(text: str) -> str:
    if os.name == "nt":  # there a backslash separates folders
        return text.strip("\"'")
    try:
        words = shlex.split(text)
    except ValueError:  # an unpaired quotation mark
        return text
    return " ".join(words)


def trouble_of(folder: Path) -> str:
    """What prevents writing results into a folder, if it is known beforehand; '' for nothing."""
    name = format_file_name(str(folder))
    try:
        there = next(one for one in (folder, *folder.parents) if one.exists())
    except (OSError, ValueError, StopIteration) as error:
        return f"{name}: {getattr(error, 'strerror', None) or 'no folder can have this name'}."
    if not there.is_dir():
        return f"{format_file_name(str(there))} is a file, not a folder."
    return "" if os.access(there, os.W_OK) else f"You may not write in {format_file_name(str(there))}."


@dataclass(frozen=True, slots=True)
class WrittenCalibration:
    """A calibration that was written."""

    found: Calibration
    report: str
    """Markdown."""
    to: OutputPaths
    written: tuple[Path, ...]
    kept: OutputPaths | None
    """files of the wanted name that somebody has edited, which are therefore kept as they are."""


@dataclass(slots=True)
class Walk:
    """From the path of an export to its scenario."""

    typed: str = ""
    typed_folder: str = field(default_factory=lambda: "" if is_confined() else str(results_folder()))
    typed_mapping: str = ""
    """path of a mapping to start from; '' for none."""
    keep_names: bool = False
    path: Path = field(default_factory=Path)
    folder: Path = field(default_factory=Path)
    loaded: Mapping = field(default_factory=Mapping)
    """the mapping of another time that it began with."""
    asked: Mapping = field(default_factory=Mapping)
    """what the player has said about how it is read, and nothing else: the rest is decided from the file each time, and
    what was decided is told each time.
    """
    shown: Mapping = field(default_factory=Mapping)
    """how it is read: what was decided, with what the player has changed since."""
    seen: ExportPreview | None = None
    """the file as it was read last."""

    def locate(self) -> None:
        """Choose what was typed. Raises InputError for what cannot be chosen."""
        folder = typed_path(self.typed_folder) if self.typed_folder else results_folder()
        self.choose(typed_path(self.typed), folder)

    @property
    def unread(self) -> bool:
        """Whether something was changed since the file was read."""
        return self.seen is not None and self.shown != self.seen.mapping

    def choose(self, path: Path, folder: Path) -> None:
        """Choose a file. Choices made for another file do not apply to it."""
        if path != self.path:
            self.asked, self.seen, self.loaded = Mapping(), None, Mapping()
        self.path, self.folder = path, folder

    def load(self) -> None:
        """Start from the typed mapping. Choices made since then are kept while that mapping is the same. Raises
        InputError.
        """
        typed = self.typed_mapping.strip()
        mapping = read_mapping(typed_path(typed)) if typed else Mapping()
        if mapping != self.loaded:
            self.asked, self.seen = mapping, None
        self.loaded = mapping

    def change(self, key: str, value: str) -> None:
        """Say how something is read."""
        self.asked, self.shown = (
            change_mapping(self.asked, key, value),
            change_mapping(self.shown, key, value),
        )

    def take_in(self, seen: ExportPreview) -> None:
        """Go on from what was read."""
        self.seen, self.shown = seen, seen.mapping

    def read(self, telling: ProgressFactory) -> ExportPreview:
        """Read the file. Raises InputError, OSError, StoppedError."""
        return preview_export(self.path, self._mapping, self.keep_names, telling("Reading rows"))

    def calibrate(self, telling: ProgressFactory) -> WrittenCalibration:
        """Calibrate and write. Raises InputError, PlaceError, OSError, StoppedError."""
        reading, simulating = telling("Reading rows"), telling("Playing years of the scenario")
        fitting = telling("Estimating and fitting")

        def read(done: int, of: int) -> bool:
            return reading(done, of) and (done < of or fitting(0, 0))

        wanted = scenario_name(self.path.resolve().stem)
        name = find_free_outputs(self.folder, wanted).scenario.stem
        found = calibrate(self.path, name, self._mapping, self.keep_names, read, simulating)
        report = render_markdown(found.report)
        report_progress(simulating, 1, 1)  # a stopped run must write no files
        to = find_free_outputs(self.folder, wanted)
        kept = name_outputs(self.folder, wanted)
        return WrittenCalibration(
            found, report, to, tuple(write_outputs(found, to)), kept if to != kept else None
        )

    @property
    def _mapping(self) -> Mapping | None:
        return None if self.asked == Mapping() else self.asked
