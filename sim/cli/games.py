"""`tactegic games`: saved games. And how a command finds one."""

from __future__ import annotations

import argparse
from pathlib import Path

from sim.base.errors import Trouble
from sim.base.paths import is_file, name_exists
from sim.base.places import RECORD_SUFFIX, games_folder, list_records
from sim.base.problems import format_file_name, quote_value
from sim.base.suggestions import closest_name
from sim.cli.options import add_json_option
from sim.cli.output import GOOD, CommandError, format_table, say, say_json
from sim.game.store import SavedGameEntry, list_saved_games
from sim.text.figures import format_money

EXAMPLES = "  tactegic games"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """List them."""
    games = list_saved_games()
    if options.json:
        fields = (
            "title", "date", "seat", "seed", "moves", "result", "problem", "measure", "value", "reached", "rank",
        )  # fmt: skip
        say_json({"games": [{"name": g.path.name} | {f: getattr(g, f) for f in fields} for g in games]})
        return GOOD
    if not games:
        say(f"no saved games in {format_file_name(str(games_folder()))} yet; `tactegic play` starts one")
        return GOOD
    rows = [[format_file_name(game.path.name), *_about(game)] for game in games]
    say(*format_table(["record", "scenario", "seat", "moves", "result", "value", "rank"], rows, left=3), "")
    say(f"They are in {format_file_name(str(games_folder()))}; `tactegic play --resume RECORD` resumes one.")
    return GOOD


def _about(g: SavedGameEntry) -> tuple[str, ...]:
    if g.problem:
        return ("cannot be read", *[""] * 5)
    value, rank = (
        "" if g.value is None else format_money(g.value),
        "" if g.rank is None else "{}/{}".format(*g.rank),
    )
    return g.title, g.seat, f"{g.moves}", g.result, value, rank


def find_record(name: str) -> Path:
    """A record by its path, or by its name among the saved games."""
    places = (Path(name), games_folder() / name, games_folder() / f"{name}{RECORD_SUFFIX}")
    for path in (*filter(is_file, places), *filter(name_exists, places)):
        return path  # if it cannot be read as a record, its reader says so
    meant = closest_name(name, (path.name for path in list_records(games_folder())))
    remedy = "`tactegic games` lists the saved games" if meant is None else f"did you mean '{meant}'?"
    raise CommandError(Trouble("", f"there is no record {quote_value(name)}", remedy))
