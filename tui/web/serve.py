"""Serving the game until somebody stops it: says where, and who can reach it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sim.base.errors import Trouble
from sim.base.places import games_folder
from sim.base.problems import format_file_name, quote_value
from sim.cli.output import GOOD, CommandError, say, warn
from sim.cli.serve import ServeRequest, check_names

if TYPE_CHECKING:
    from tui.web.server import GameServer

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
"""Names of the signals that end the server in good order, where the system has them."""


def serve(request: ServeRequest) -> int:
    """Serve until Ctrl-C or a signal; every visitor's game is saved. Raises CommandError where the extra is not
    installed, or the port cannot be had.
    """
    if any(find_spec(name) is None for name in ("textual_serve", "aiohttp")):
        remedy = "install it: python -m pip install 'tactegic[web]' (in a checkout: pip install -e '.[web]')"
        raise CommandError(Trouble("", "the browser needs the extra `web`, which is not installed", remedy))
    from tui.web.server import GameServer

    check_names(request)
    homes = games_folder().parent / "visitors" if request.exposed else None
    with contextlib.suppress(KeyboardInterrupt):  # where the system has no handlers of signals
        asyncio.run(_serve(GameServer(request, homes), request, homes))
    say("", "The server has ended; every game is saved.")
    return GOOD


async def _serve(server: GameServer, request: ServeRequest, homes: Path | None) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def end() -> None:
        if stop.is_set():  # who says it twice waits no longer
            server.hurry()
        stop.set()

    for name in SIGNALS:
        number = getattr(signal, name, None)
        with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
            if number is not None:
                loop.add_signal_handler(number, end)
    try:
        address = await server.open()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        message = f"{quote_value(request.host)}, port {request.port} cannot be served: {why}"
        raise CommandError(
            Trouble("--port", message, "name another one, or 0 for any that is free")
        ) from None
    try:
        _announce(address, request, homes)
        await stop.wait()
    finally:
        await server.close()


def _announce(address: str, request: ServeRequest, homes: Path | None) -> None:
    at_once = "one game" if request.sessions == 1 else f"at most {request.sessions} games"
    say(f"Open {address} - {at_once} at once. Ctrl-C ends it; every game is saved.")
    if homes is None:
        say(
            "Only this machine can reach it, and only who has this link can play: your saved games are the same as in"
        )
        say("the terminal.")
    else:
        warn(
            "",
            "EXPOSED: others can reach this server. Whoever has this link can play; without https nothing is",
            "encrypted, and who can listen in the network can take over games. Use it only in a network that you",
            "trust, or behind a proxy with https. Each visitor reads and writes in a folder of their own alone, below",
            f"{format_file_name(str(homes))}",
        )
    say("")
