"""`tactegic play`: a game on the screen. The screen registers itself; this module knows only what it needs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

from sim.cli.games import find_record
from sim.cli.output import CommandError, Trouble, warn
from sim.cli.seats import refuse_seat
from sim.cli.seeds import seed
from sim.scenario.load import load
from sim.scenario.organisation import Cadence, HeldSeat
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


PlayScreen = Callable[[PlayRequest], int]
"""A screen that plays: the exit status when it is left."""


def command(options: argparse.Namespace) -> int:
    """Check what the screen needs, then hand over to it."""
    request = _request(options)
    _need_terminal()
    found = next(iter(entry_points(group=SCREENS, name="play")), None)
    if found is None:
        raise CommandError(Trouble("", "no screen is installed", "install tactegic with its package `tui`"))
    screen: PlayScreen = found.load()
    return screen(request)


def _request(options: argparse.Namespace) -> PlayRequest:
    world = None if options.seed is None else seed(options.seed, "--seed")
    dice = None if options.dice is None else seed(options.dice, "--dice")
    if options.resume is not None:
        _refuse_beside_resume(options)
        return PlayRequest(record=find_record(options.resume), debug=options.debug)
    scenario = None if options.scenario is None else _scenario(options.scenario)
    if scenario is not None:
        refuse_seat(scenario, options.seat)
    return PlayRequest(scenario, world, dice, options.seat, options.cadence, None, options.debug)


def _scenario(source: str) -> Scenario:
    loaded = load(source)
    warn(*loaded.warnings)
    return loaded.scenario


def _refuse_beside_resume(options: argparse.Namespace) -> None:
    given = [n for n in ("scenario", "seed", "dice", "seat", "cadence") if getattr(options, n) is not None]
    if given:
        raise CommandError(Trouble("--resume", f"a saved game has its own {given[0]}", "leave it out"))


def _need_terminal() -> None:
    if not all(
        stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)
    ):  # Textual draws on the last
        remedy = "run it in a terminal; `tactegic simulate` works without one"
        raise CommandError(Trouble("", "a game needs a terminal", remedy))
    if os.environ.get("TERM") == "dumb":
        raise CommandError(Trouble("TERM", "this terminal cannot draw a screen", "use another terminal"))
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        remedy = "set the terminal and its language to UTF-8, as in LC_ALL=C.UTF-8"
        raise CommandError(
            Trouble("", f"a game needs UTF-8, this terminal says {encoding or 'nothing'}", remedy)
        )
    size = os.get_terminal_size(sys.stdout.fileno())
    if size.columns < COLUMNS or size.lines < ROWS:
        message = (
            f"a game needs {COLUMNS} x {ROWS} characters, this terminal has {size.columns} x {size.lines}"
        )
        raise CommandError(Trouble("", message, "make the window larger or the letters smaller"))
