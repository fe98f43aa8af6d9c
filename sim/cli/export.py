"""`tactegic export`: export a game as a CRM would."""

from __future__ import annotations

import argparse
import itertools
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sim.base.errors import Trouble
from sim.base.places import PlaceError, write_new_file
from sim.base.problems import format_file_name, quote_value
from sim.base.progress import ProgressCallback
from sim.cli.games import find_record
from sim.cli.options import add_json_option
from sim.cli.output import GOOD, CommandError, say, say_json, warn
from sim.cli.progress import Progress
from sim.crm.export.calendar import FIRST_YEAR
from sim.crm.export.csv_text import format_csv
from sim.crm.export.parquet import NoPyarrowError, format_parquet, require_pyarrow
from sim.crm.export.rows import ExportRows, line_rows
from sim.game.replay import ReplayReport, replay_record
from sim.game.store import read_record

EARLIEST, LATEST = 1990, 2200
"""Years in which an exported game can begin; `calibrate` takes nothing before 1970 for a date."""


EXPORT_FORMATS = ("csv", "parquet")
EXPORT_START = str(FIRST_YEAR)
"""Year in whose January a game begins, unless chosen otherwise."""

EXAMPLES = (
    "  tactegic export game.tgn --format csv -o deals.csv\n"
    "  tactegic export game.tgn --format parquet -o deals.parquet --start 2026"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)
    parser.add_argument("record", metavar="RECORD", help="path of a record, or a name from `tactegic games`")
    parser.add_argument(
        "--format", required=True, choices=EXPORT_FORMATS, help="parquet needs the extra 'parquet'"
    )
    parser.add_argument(
        "-o", "--output", required=True, metavar="PATH", help="the file; it must not be there yet"
    )
    about = f"the game begins in its January (default {EXPORT_START})"
    parser.add_argument("--start", default=EXPORT_START, metavar="YEAR", help=about)


def run(options: argparse.Namespace) -> int:
    """Replay, write, say how many deals."""
    start, target = _year(options.start), Path(options.output)
    _refuse_taken(target)
    if options.format == "parquet":
        _refuse_without_pyarrow()
    path = find_record(options.record)
    progress = Progress("move")
    replayed = replay_record(read_record(path), str(path), progress)
    progress.end()
    rows = line_rows(replayed.game, start)
    _write(target, format_csv(rows).encode() if options.format == "csv" else format_parquet(rows))
    if replayed.differences:
        warn(differs(replayed, path))
    document = _document(rows, replayed)
    if options.json:
        say_json(
            {"record": str(path), "path": str(target), "format": options.format, "start": start} | document
        )
    else:
        say(f"wrote {format_file_name(str(target))}: {deals_said(rows)}")
    return GOOD


@dataclass(frozen=True, slots=True)
class Exported:
    """A game that was exported beside its record."""

    path: Path
    """The CSV file."""
    rows: ExportRows
    replayed: ReplayReport


def export_beside(record: Path, progress: ProgressCallback | None = None) -> Exported:
    """Write the deals of a record as a new CSV file next to it.

    Raises InputError for a record that cannot be read or played, PlaceError, StoppedError.
    """
    replayed = replay_record(read_record(record), str(record), progress)
    rows = line_rows(replayed.game)
    path = next(path for path in _names(record) if not os.path.lexists(path))
    try:
        write_new_file(path, format_csv(rows).encode())
    except OSError as error:
        remedy = f"`tactegic export {format_file_name(record.name)} -o FILE` writes it elsewhere"
        raise PlaceError(path, error, remedy) from None
    return Exported(path, rows, replayed)


def _names(record: Path) -> Iterator[Path]:
    """`game.csv`, `game_2.csv`, `game_3.csv` ..."""
    yield record.with_name(f"{record.stem}.csv")
    yield from (record.with_name(f"{record.stem}_{number}.csv") for number in itertools.count(2))


def deals_said(rows: ExportRows) -> str:
    """Number of deals by outcome."""
    return "{deals:,} deals: {won:,} won, {lost:,} lost, {open:,} open".format(**_counts(rows))


def _document(rows: ExportRows, replayed: ReplayReport) -> dict[str, int | bool]:
    return {**_counts(rows), "same": not replayed.differences}


def _counts(rows: ExportRows) -> dict[str, int]:
    stages = Counter(rows.stage)
    won, lost = stages["Closed Won"], stages["Closed Lost"]
    return {"deals": len(rows.stage), "won": won, "lost": lost, "open": len(rows.stage) - won - lost}


def differs(replayed: ReplayReport, path: Path) -> str:
    """The message if a record plays differently."""
    figures = f"{len(replayed.differences)} of {replayed.figures} figures"
    return (
        f"{format_file_name(str(path))}: {figures} differ from the record on replay; the game was exported as it plays "
        "now; `tactegic replay` lists the differences"
    )


def _year(text: str) -> int:
    if not re.fullmatch("[0-9]{4}", text) or not EARLIEST <= int(text) <= LATEST:
        message = f"{quote_value(text)} is not a year in which a game can begin"
        raise CommandError(Trouble("--start", message, f"give one from {EARLIEST} to {LATEST}"))
    return int(text)


def _refuse_taken(path: Path) -> None:
    if os.path.lexists(path):
        raise _taken(path)


def _taken(path: Path) -> CommandError:
    return CommandError(
        Trouble(
            format_file_name(str(path)),
            "the file is already there",
            "choose another name, or move it away first",
        )
    )


def _refuse_without_pyarrow() -> None:
    try:
        require_pyarrow()
    except NoPyarrowError:
        remedy = (
            "install it with `pip install 'tactegic[parquet]'` (in a checkout: `pip install -c constraints.txt -e "
            "'.[parquet]'`), or export as CSV"
        )
        raise CommandError(Trouble("--format parquet", "pyarrow is not installed", remedy)) from None


def _write(path: Path, content: bytes) -> None:
    try:
        write_new_file(path, content)
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        message = f"cannot be written: {(error.strerror or str(error)).lower()}"
        remedy = "choose an existing folder in which you may write"
        raise CommandError(Trouble(format_file_name(str(path)), message, remedy)) from None
