"""`tactegic serve`: the game in a browser. The server registers itself; this module knows only what it needs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points

from sim.cli.output import CommandError, Trouble
from sim.cli.play import SCREENS, requested
from sim.scenario.problems import shown

HERE, PORT, SESSIONS = "127.0.0.1", 8000, 8
"""Usual host (this machine alone), port and games at once."""

MOST_PORT, MOST_SESSIONS = 65_535, 1_000


@dataclass(frozen=True, slots=True)
class ServeRequest:
    """What the command line says."""

    host: str = HERE
    port: int = PORT
    """0 for any that is free."""
    sessions: int = SESSIONS
    """games at once, at most."""
    play: tuple[str, ...] = ()
    """arguments of `tactegic play` with which every visitor's game begins; none for the menu."""


Server = Callable[[ServeRequest], int]
"""Serves until it is stopped; the exit status."""


def command(options: argparse.Namespace) -> int:
    """Check what is asked for, then hand over to the server."""
    request = ServeRequest(
        host=options.host,
        port=_number("--port", options.port, 0, MOST_PORT),
        sessions=_number("--sessions", options.sessions, 1, MOST_SESSIONS),
        play=_play(options),
    )
    for found in entry_points(group=SCREENS, name="serve"):
        server: Server = found.load()
        return server(request)
    raise CommandError(Trouble("", "no server is installed", "install tactegic anew, with its package `tui`"))


def _play(options: argparse.Namespace) -> tuple[str, ...]:
    """Arguments for every visitor's game, looked at once here, so that no visitor meets what is wrong with them."""
    given = argparse.Namespace(
        scenario=options.scenario, seed=options.seed, dice=None, seat=None, cadence=None, resume=None,
        debug=False, plain=False,
    )  # fmt: skip
    requested(given)
    if options.scenario is None:
        if options.seed is not None:
            raise CommandError(Trouble("--seed", "a seed belongs to a scenario", "name one, or leave it out"))
        return ()
    return (options.scenario, *(() if options.seed is None else ("--seed", options.seed)))


def _number(option: str, text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
        remedy = f"give a whole number from {least} to {most:,}"
        raise CommandError(Trouble(option, f"{shown(text)} cannot be", remedy))
    return int(text)
