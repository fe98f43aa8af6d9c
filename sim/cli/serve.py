"""`tactegic serve`: the game in a browser. The server registers itself; this module knows only what it needs."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points

from sim.base.errors import Trouble
from sim.base.problems import quote_value
from sim.cli.options import parse_whole_number
from sim.cli.output import CommandError
from sim.cli.play import SCREENS, read_request

HERE, PORT, SESSIONS = "127.0.0.1", 8000, 8
"""Usual host (this machine alone), port and games at once."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Hosts that only this machine reaches."""

MAX_PORT, MAX_SESSIONS, MAX_NAMES = 65_535, 1_000, 20

USUAL_PORTS = {"http": 80, "https": 443}
"""Ports that an address does not say."""

_NAME = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::(?P<port>\d{1,5}))?"
)
"""A name under which browsers find the server."""


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
    names: tuple[str, ...] = ()
    """under which browsers of others find the server: `games.lan`, `games.lan:80`, `https://games.example.org`."""

    @property
    def exposed(self) -> bool:
        """Whether others than the user can reach the server, directly or by a proxy."""
        return self.host not in LOOPBACK or bool(self.names)

    def origins(self, port: int) -> tuple[str, ...]:
        """All that an address of the server at a port can begin with, as browsers write it. Raises CommandError for a
        name that is none.
        """
        own = tuple(f"[{host}]" if ":" in host else host for host in LOOPBACK) if not self.exposed else ()
        return tuple(_origin(name, port) for name in (*own, *self.names))


Server = Callable[[ServeRequest], int]
"""Serves until it is stopped; the exit status."""


EXAMPLES = (
    "  tactegic serve                                 for this machine alone\n"
    "  tactegic serve the_entrant --seed 7            everybody begins the same game\n"
    "  tactegic serve --host 0.0.0.0 --name games.lan for others in your network: read what it says"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "scenario", nargs="?", metavar="SCENARIO", help="what every visitor plays (default: they choose)"
    )
    parser.add_argument(
        "--seed", metavar="N", help="of that scenario's world (default: drawn for each visitor)"
    )
    parser.add_argument("--host", default=HERE, metavar="H", help=f"address to serve at (default {HERE})")
    parser.add_argument(
        "--name", action="append", default=[], metavar="N",
        help="name or number under which others find it, as in their address bar (needed with another --host; again "
        "for each one more; https://NAME behind a proxy)",
    )  # fmt: skip
    parser.add_argument("--port", default=str(PORT), metavar="N", help=f"default {PORT}; 0 for any")
    parser.add_argument(
        "--sessions",
        default=str(SESSIONS),
        metavar="N",
        help=f"games at once (default {SESSIONS}; each takes a processor while it thinks, and some 300 MB)",
    )


def run(options: argparse.Namespace) -> int:
    """Check what is asked for, then hand over to the server."""
    request = ServeRequest(
        host=options.host,
        port=parse_whole_number("--port", options.port, 0, MAX_PORT),
        sessions=parse_whole_number("--sessions", options.sessions, 1, MAX_SESSIONS),
        play=_play(options),
        names=tuple(options.name),
    )
    check_names(request)
    for found in entry_points(group=SCREENS, name="serve"):
        server: Server = found.load()
        return server(request)
    raise CommandError(Trouble("", "no server is installed", "install tactegic anew, with its package `tui`"))


def check_names(request: ServeRequest) -> None:
    """Make sure that the names of an exposed server are given and can be. Raises CommandError."""
    if request.exposed and not request.names:
        message = (
            "others can reach this server, and it must know by what name: pages of other sites may use others"
        )
        remedy = "give the name or number that stands in their address bar, as in --name games.lan"
        raise CommandError(Trouble("--name", message, remedy))
    if len(request.names) > MAX_NAMES:
        raise CommandError(Trouble("--name", f"more than {MAX_NAMES} are too many", "give fewer"))
    request.origins(request.port)


def _origin(name: str, port: int) -> str:
    found = _NAME.fullmatch(name.lower())
    if found is None or int(found["port"] or 1) not in range(1, MAX_PORT + 1):
        remedy = (
            "give a name like games.lan or 192.168.1.5, with :PORT or https:// if a proxy stands before it"
        )
        raise CommandError(Trouble("--name", f"{quote_value(name)} is no name of a server", remedy))
    scheme = found["scheme"] or "http"
    usual = USUAL_PORTS[scheme]
    number = int(found["port"] or (usual if found["scheme"] else port))
    return f"{scheme}://{found['host']}" + ("" if number == usual else f":{number}")


def _play(options: argparse.Namespace) -> tuple[str, ...]:
    """Arguments for every visitor's game, looked at once here, so that no visitor meets what is wrong with them."""
    given = argparse.Namespace(
        scenario=options.scenario, seed=options.seed, dice=None, seat=None, cadence=None, resume=None,
        debug=False, plain=False,
    )  # fmt: skip
    read_request(given)
    if options.scenario is None:
        if options.seed is not None:
            raise CommandError(Trouble("--seed", "a seed belongs to a scenario", "name one, or leave it out"))
        return ()
    return (options.scenario, *(() if options.seed is None else ("--seed", options.seed)))
