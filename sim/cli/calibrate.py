"""`tactegic calibrate`: a CRM export becomes a scenario."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

from sim.base.errors import Trouble
from sim.base.paths import is_folder, unusable_name_reason
from sim.base.places import PlaceError, write_atomically
from sim.base.problems import format_file_name
from sim.cli.calibration import calibration_json, how_read, summary
from sim.cli.options import add_json_option
from sim.cli.output import GOOD, CommandError, say, say_json, warn
from sim.cli.progress import Progress
from sim.crm.calibrate import calibrate, scenario_name
from sim.crm.intake.mapping import mapping_text, read_mapping
from sim.crm.intake.read_export import IntakeError
from sim.crm.outputs import OutputPaths, find_collision, find_edited, is_given, write_outputs
from sim.crm.stamp import add_stamp

EXAMPLES = (
    "  tactegic calibrate exports/ -o my_firm.yaml --report my_firm.md\n"
    "  tactegic calibrate deals.csv -o my_firm.yaml\n"
    "  tactegic calibrate deals.csv -o my_firm.yaml --map my_firm.map.yaml   with columns corrected\n"
    "  tactegic play my_firm.yaml"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)
    parser.add_argument(
        "path", metavar="PATH", help="the CSV file or workbook with the deals, or a folder of them"
    )
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the scenario to write")
    parser.add_argument("--map", metavar="FILE", help="how columns are read; every run writes such a file")
    parser.add_argument(
        "--report",
        metavar="FILE",
        help="write a report (Markdown) there, and an HTML page with charts next to it",
    )
    parser.add_argument(
        "--names",
        choices=("mask", "keep"),
        default="mask",
        help="whether to mask the names of sellers (default: mask, as 'Seller 01')",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    outputs = OutputPaths(Path(options.output), Path(options.report) if options.report else None)
    given = Path(options.map) if options.map else None
    _refuse_collisions(outputs, Path(options.path), given)
    _refuse_unwritable(outputs.results)
    mapping = read_mapping(given) if given else None
    reading, simulating = Progress("rows"), Progress("years simulated")
    try:
        found = calibrate(
            Path(options.path),
            scenario_name(outputs.scenario.stem),
            mapping,
            options.names == "keep",
            reading,
            simulating,
        )
    except IntakeError as error:
        warn(*how_read(error.ledger, options.names == "keep"))
        _write_draft(error, outputs.mapping, given)
        raise
    finally:
        reading.end()
        simulating.end()
    _refuse_unwritable(outputs.results)  # they may have been edited during the run
    with _place_errors_as_trouble():
        written = write_outputs(found, outputs, given)
    if options.json:
        say_json(calibration_json(found))
    else:
        say(*summary(found), *(f"wrote {format_file_name(str(path))}" for path in written))
    return GOOD


def _refuse_collisions(outputs: OutputPaths, path: Path, given: Path | None) -> None:
    """Refuse to write one file twice, or to overwrite an input."""
    for file in (outputs.scenario, outputs.report):
        if file is not None and not file.name:
            raise _trouble(file, "is not the name of a file", "give one such as my_firm.yaml")
    collision = find_collision(outputs, [path] if given is None else [path, given])
    if collision is not None:
        names = ", ".join(format_file_name(str(output)) for output in (*outputs.results, outputs.mapping))
        message = f"would be written twice, or would overwrite an input; the files to write are {names}"
        raise _trouble(collision, message, "give --output and --report other names, different from any input")


def _refuse_unwritable(paths: list[Path]) -> None:
    """Refuse to overwrite files that the command did not write, or that were edited since."""
    for path in paths:
        if not is_folder(path.parent):
            raise _trouble(path, "there is no such folder", "make the folder first")
        if reason := unusable_name_reason(path):
            raise _trouble(path, f"cannot be written: {reason}", "choose another name or place")
    for path in find_edited(paths):
        message = "already exists, and was not written by this command or has been edited"
        raise _trouble(path, message, "choose another name, or move the file away")


def _write_draft(error: IntakeError, path: Path, given: Path | None) -> None:
    """Write what could be decided about the columns, so that the user only has to correct a line."""
    if error.mapping is None or find_edited([path]) or is_given(path, given):
        return
    with _place_errors_as_trouble():
        write_atomically(path, add_stamp(mapping_text(error.mapping)))
    warn(
        f"wrote {format_file_name(str(path))}, how the file was read so far; correct it and run again with --map"
    )


@contextlib.contextmanager
def _place_errors_as_trouble() -> Iterator[None]:
    try:
        yield
    except PlaceError as error:
        raise _trouble(error.place, error.message, "choose another place") from None


def _trouble(path: Path, message: str, remedy: str) -> CommandError:
    return CommandError(Trouble(format_file_name(str(path)), message, remedy))
