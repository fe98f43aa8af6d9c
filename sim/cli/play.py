"""`tactegic play`: a game on the screen, or line by line where there can be no screen. Screens register
themselves; this module knows only what they need.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from sim.base.errors import Trouble
from sim.base.places import own_folders
from sim.base.problems import quote_value
from sim.base.watchdog import loading_watchdog
from sim.cli.output import CommandError, warn
from sim.scenario.literals import Cadence, HeldSeat

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario

COLUMNS, ROWS = 80, 24
"""characters; of the smallest terminal that a game can be played in."""

SCREENS = "tactegic.screens"
"""Group of entry points in which screens register."""


@dataclass(frozen=True, slots=True)
class PlayRequest:
    """What the command line says about the game to play; what is None is chosen on the screen or by the scenario."""

    scenario: Scenario | None = None
    seed: int | None = None
    """of the world."""
    dice: int | None = None
    """of all other draws; None for the world's."""
    seat: HeldSeat | None = None
    cadence: Cadence | None = None
    record: Path | None = None
    """a saved game to go on with."""
    debug: bool = False
    plain: bool = False
    """line by line, without a screen."""


CHOSEN = ("scenario", "seed", "dice", "seat", "cadence")
"""Options with which a new game is chosen."""

PlayScreen = Callable[[PlayRequest], int]
"""A screen that plays: the exit status when it is left."""


EXAMPLES = (
    "  tactegic play                                  choose on the screen\n"
    "  tactegic play the_entrant --seat leader --seed 7\n"
    "  tactegic play my_firm.yaml --cadence month\n"
    "  tactegic play --resume reference-2026-11-24-1.tgn\n"
    "  tactegic play solo --seed 7 --plain < moves.txt"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "scenario", nargs="?", metavar="SCENARIO", help="name of a built-in scenario or path of a file"
    )
    parser.add_argument(
        "--seed", metavar="N", help="of the world: what happens to the market (default: drawn)"
    )
    parser.add_argument(
        "--dice", metavar="N", help="of everything else: who comes, buys, leaves (default: the seed)"
    )
    parser.add_argument(
        "--seat", choices=get_args(HeldSeat), help="whose time you decide on (default: the scenario's first)"
    )
    parser.add_argument(
        "--cadence", choices=get_args(Cadence), help="how often you move (default: the scenario's)"
    )
    parser.add_argument(
        "--resume", metavar="RECORD", help="go on with a saved game: a path, or a name from `tactegic games`"
    )
    parser.add_argument(
        "--plain", action="store_true", help="line by line, for screen readers and scripts: text in, text out"
    )
    parser.add_argument("--debug", action="store_true", help="write a log (its place is told at the end)")


def run(options: argparse.Namespace) -> int:
    """Check what the screen needs, then hand over to it; where none can be drawn, to plain mode."""
    with loading_watchdog():  # which takes long enough for a window to be closed
        request, screen = _made_ready(options)
    return screen(request)


def _made_ready(options: argparse.Namespace) -> tuple[PlayRequest, PlayScreen]:
    """What is asked for, and the screen that plays it, loaded."""
    request = read_request(options)
    if not request.plain:
        why = _no_screen()
        if why:
            warn(
                f"{why}, so the game is played in plain mode, line by line; `tactegic play --plain` asks for it."
            )
            request = replace(request, plain=True)
        else:
            _need_screen()
    return request, _screen(request)


def _screen(request: PlayRequest) -> PlayScreen:
    """Plain mode loads nothing that draws. An installation of before knows the screen alone, which leads on to it."""
    for name in ("plain", "play") if request.plain else ("play",):
        for found in entry_points(group=SCREENS, name=name):
            screen: PlayScreen = found.load()
            return screen
    raise CommandError(Trouble("", "no screen is installed", "install tactegic with its package `tui`"))


def read_request(options: argparse.Namespace) -> PlayRequest:
    """The game that a command line asks for. Raises CommandError, InputError, PlaceError."""
    own_folders()
    if all(getattr(options, name) is None for name in ("resume", *CHOSEN)):
        return PlayRequest(debug=options.debug, plain=options.plain)
    from sim.cli.games import find_record  # what only these need would hold up the menu
    from sim.cli.seats import refuse_seat
    from sim.cli.seeds import seed

    world = None if options.seed is None else seed(options.seed, "--seed")
    dice = None if options.dice is None else seed(options.dice, "--dice")
    if options.resume is not None:
        _refuse_beside_resume(options)
        return PlayRequest(record=find_record(options.resume), debug=options.debug, plain=options.plain)
    scenario = None if options.scenario is None else _scenario(options.scenario)
    if scenario is not None:
        refuse_seat(scenario, options.seat)
    return PlayRequest(
        scenario, world, dice, options.seat, options.cadence, None, options.debug, options.plain
    )


def _scenario(source: str) -> Scenario:
    from sim.scenario.load import load_scenario

    loaded = load_scenario(source)
    warn(*loaded.warnings)
    return loaded.scenario


def _refuse_beside_resume(options: argparse.Namespace) -> None:
    given = [n for n in CHOSEN if getattr(options, n) is not None]
    if given:
        raise CommandError(Trouble("--resume", f"a saved game has its own {given[0]}", "leave it out"))


NO_TERMINALS = ("", "dumb", "unknown")
"""Values of TERM that stand for no terminal that could draw; Windows does without it."""


def _no_screen() -> str:
    """Why no screen can be drawn here, as the beginning of a sentence; empty where one can."""
    names = {"input": sys.stdin, "output": sys.stdout, "error": sys.stderr}  # Textual draws on the last
    elsewhere = [name for name, stream in names.items() if stream is None or not stream.isatty()]
    if elsewhere:
        return f"Standard {elsewhere[0]} is no terminal"
    term = os.environ.get("TERM", "")
    if os.name != "nt" and term in NO_TERMINALS:
        called = f"is {quote_value(term)}" if term else "says nothing"
        return f"This terminal cannot draw a screen (TERM {called})"
    return ""


def _need_screen() -> None:
    size = os.get_terminal_size(sys.stdout.fileno())
    if size.columns < COLUMNS or size.lines < ROWS:
        message = (
            f"a game needs {COLUMNS} x {ROWS} characters, this terminal has {size.columns} x {size.lines}"
        )
        remedy = "make the window larger or the letters smaller, or play with --plain"
        raise CommandError(Trouble("", message, remedy))
