"""The server: one process for each visitor, not more than so many, and none left when it ends.

What stands between browser and process is textual-serve's. Ours are the limits, where visitors' games lie, who may
connect, and a page that loads nothing from elsewhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import secrets
import shlex
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp_jinja2
from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from sim.cli.serve import ServeRequest
from sim.game.places import HOME

LOG = logging.getLogger("tactegic.web")

TEMPLATES = Path(__file__).parent / "templates"

ROOT = Path(__file__).parents[2]
"""Where the code of this server lies: visitors' processes run the same."""

VISITOR = "tactegic-visitor"
"""Name of the cookie that tells one visitor's games from another's."""
TOKEN = re.compile(r"[0-9a-f]{32}")
A_YEAR = 365 * 24 * 3600
"""seconds."""

PATIENCE = 10.0
"""seconds; for a game to end by itself, before its process is ended."""

FULL = "All games that this server has room for are being played. Come again when one has ended."

RETRY = 30
"""seconds; after which who was refused may ask again."""


class Visit(AppService):
    """One visitor's process."""

    home: Path | None = None
    """where the visitor's games lie; None for the usual place."""

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment = super()._build_environment(width, height)
        environment["PYTHONSAFEPATH"] = "1"  # the folder we were started in is no place for modules
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).strip(
            os.pathsep
        )
        if self.home is not None:
            environment[HOME] = str(self.home)
        return environment

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self.process = await super()._open_app_process(width, height)
        return self.process

    async def stop(self) -> None:
        """Let the game end, which saves it; end the process where it does not."""
        task = self._task
        if task is None:
            return
        try:
            await asyncio.wait_for(super().stop(), PATIENCE)
        except TimeoutError:
            LOG.warning("a game did not end by itself")
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
        await self.process.wait()


class GameServer(Server):
    """Serves the game."""

    def __init__(self, request: ServeRequest, homes: Path | None, hosts: Collection[str] | None) -> None:
        """`homes` is the folder of visitors' games (None: all have the usual place); `hosts` are the names under which
        this machine may be asked for (None: any).
        """
        command = [sys.executable, "-m", "tui.web.visitor", *request.play]
        super().__init__(
            _line(command), request.host, request.port, title="Tactegic", templates_path=TEMPLATES
        )
        self._homes, self._hosts, self._most = homes, hosts, request.sessions
        self._visits: set[Visit] = set()
        self._runner: web.AppRunner | None = None

    @property
    def full(self) -> bool:
        """Whether there is no place for another game."""
        return len(self._visits) >= self._most

    async def open(self) -> str:
        """Begin to serve; the address. Raises OSError."""
        self._runner = web.AppRunner(await self._make_app(), access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.host, self.port, shutdown_timeout=1.0).start()
        name = f"[{self.host}]" if ":" in self.host else self.host
        self.port = self._runner.addresses[0][1]
        return f"http://{name}:{self.port}"

    async def close(self) -> None:
        """End all games, then the server."""
        await asyncio.gather(*(visit.stop() for visit in self._visits))
        if self._runner is not None:
            await self._runner.cleanup()

    async def on_startup(self, app: web.Application) -> None:
        """Whoever opened it tells."""

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """The page, or why there is none."""
        if self._stranger(request):
            return web.Response(status=403, text="This server is for this machine alone.\n")
        if self.full:
            headers = {"Retry-After": str(RETRY)}
            return web.Response(status=503, text=f"{FULL}\n", headers=headers)
        context = {"font_size": to_int(request.query.get("fontsize", "16"), 16), "title": self.title}
        response = aiohttp_jinja2.render_template("app_index.html", request, context)
        if self._homes is not None:
            response.set_cookie(VISITOR, _token(request), max_age=A_YEAR, httponly=True, samesite="Strict")
        return response

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A visit: as long as the page is open and the game goes on."""
        if self._stranger(request) or not _same_origin(request):
            raise web.HTTPForbidden(text="This page may not play here.\n")
        socket = web.WebSocketResponse(heartbeat=15)
        await socket.prepare(request)
        if self.full:
            await socket.send_bytes(
                b"All games of this server are being played. Come again when one has ended."
            )
            await socket.close()
            return socket
        visit = self._visit(socket, request)
        self._visits.add(visit)
        try:
            await visit.start(
                to_int(request.query.get("width", "80"), 80), to_int(request.query.get("height", "24"), 24)
            )
            await self._process_messages(socket, visit)
        except (asyncio.CancelledError, ConnectionError):
            await socket.close()
        finally:
            await visit.stop()
            self._visits.discard(visit)
        return socket

    def _visit(self, socket: web.WebSocketResponse, request: web.Request) -> Visit:
        async def write(data: Any, send: Any) -> None:
            with contextlib.suppress(ConnectionError, RuntimeError):  # the page has been closed
                await send(data)

        async def close() -> None:
            await socket.close()

        visit = Visit(
            self.command,
            write_bytes=lambda data: write(data, socket.send_bytes),
            write_str=lambda data: write(data, socket.send_str),
            close=close,
            download_manager=self.download_manager,
        )
        visit.home = None if self._homes is None else self._homes / _token(request)
        return visit

    def _stranger(self, request: web.Request) -> bool:
        """Whether a page is asked for under a name that is not ours: another site's, made to lead here."""
        return self._hosts is not None and urlsplit(f"//{request.host}").hostname not in self._hosts


def _same_origin(request: web.Request) -> bool:
    """Whether it is our page that connects, and not another site's."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _token(request: web.Request) -> str:
    """Who comes: as a cookie says, else somebody new."""
    given = request.cookies.get(VISITOR, "")
    return given if TOKEN.fullmatch(given) else secrets.token_hex(16)


def _line(command: list[str]) -> str:
    """A command for the shell, which it takes the place of, so that signals reach it."""
    return subprocess.list2cmdline(command) if os.name == "nt" else f"exec {shlex.join(command)}"
