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
    parser.add_argument("--map", metavar="FILE", help="how columns are read; one is written with every run")
    parser.add_argument(
        "--report", metavar="FILE", help="write a report (Markdown) there, and HTML with pictures beside it"
    )
    parser.add_argument(
        "--names",
        choices=("mask", "keep"),
        default="mask",
        help="of sellers (default: mask, as in 'Seller 01')",
    )


def run(options: argparse.Namespace) -> int:
    """Read, estimate, fit, write."""
    to = OutputPaths(Path(options.output), Path(options.report) if options.report else None)
    given = Path(options.map) if options.map else None
    _refuse_twice(to, Path(options.path), given)
    _may_write(to.results)
    mapping = read_mapping(given) if given else None
    reading, simulating = Progress("rows"), Progress("years simulated")
    try:
        found = calibrate(
            Path(options.path),
            scenario_name(to.scenario.stem),
            mapping,
            options.names == "keep",
            reading,
            simulating,
        )
    except IntakeError as error:
        warn(*how_read(error.ledger, options.names == "keep"))
        _write_draft(error, to.mapping, given)
        raise
    finally:
        reading.end()
        simulating.end()
    _may_write(to.results)  # they may have been edited meanwhile
    with _report_progress():
        written = write_outputs(found, to, given)
    if options.json:
        say_json(calibration_json(found))
    else:
        say(*summary(found), *(f"wrote {format_file_name(str(path))}" for path in written))
    return GOOD


def _refuse_twice(to: OutputPaths, path: Path, given: Path | None) -> None:
    """Refuse to write one file twice, or over what is read."""
    for file in (to.scenario, to.report):
        if file is not None and not file.name:
            raise CommandError(
                Trouble(format_file_name(str(file)), "is no name of a file", "give one, like my_firm.yaml")
            )
    inputs = [path] if given is None else [path, given]
    doubled = find_collision(to, inputs)
    if doubled is not None:
        made = ", ".join(format_file_name(str(one)) for one in (*to.results, to.mapping))
        message = f"would be written twice, or over what is read; the files to write are {made}"
        raise CommandError(
            Trouble(
                format_file_name(str(doubled)),
                message,
                "give --output and --report other names, and none of an input",
            )
        )


def _may_write(paths: list[Path]) -> None:
    """Refuse to write over what we have not made, or what has been edited since."""
    for path in paths:
        if not is_folder(path.parent):
            raise CommandError(
                Trouble(format_file_name(str(path)), "there is no such folder", "make the folder first")
            )
        why = unusable_name_reason(path)
        if why:
            raise CommandError(
                Trouble(
                    format_file_name(str(path)), f"cannot be written: {why}", "choose another name or place"
                )
            )
    for path in find_edited(paths):
        message = "is already there, and is not as this command made it"
        raise CommandError(
            Trouble(format_file_name(str(path)), message, "choose another name, or move it away")
        )


def _write_draft(error: IntakeError, path: Path, given: Path | None) -> None:
    """What could be decided about the columns, so that only a line is to be corrected."""
    if error.mapping is None or find_edited([path]) or is_given(path, given):
        return
    with _report_progress():
        write_atomically(path, add_stamp(mapping_text(error.mapping)))
    warn(
        f"wrote {format_file_name(str(path))}: how the file was read so far; correct it and run again with --map"
    )


@contextlib.contextmanager
def _report_progress() -> Iterator[None]:
    try:
        yield
    except PlaceError as error:
        raise CommandError(
            Trouble(format_file_name(str(error.place)), error.message, "choose another place")
        ) from None
