"""The server: a limited number of visits with a process each, all of which end with it; and each visitor's files.

The script that draws the terminal in the browser is textual-serve's. Requests are checked in `gate`, visitors are
identified in `visitors`, limits are in `limits`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler
from jinja2 import Environment, FileSystemLoader

from sim.base.places import HOME_VARIABLE
from sim.cli.serve import ServeRequest
from tui.web import limits
from tui.web.connections import Connections
from tui.web.gate import Gate, new_nonce, page, refuse_request
from tui.web.process import VisitorProcess
from tui.web.shelf import Shelf, ShelfError
from tui.web.visit import Visit
from tui.web.visitors import Visitor, Visitors
from tui.web.wire import WireError, parse_window_size

TEMPLATES = Path(__file__).parent / "templates"

ROOT = Path(__file__).parents[2]
"""Where the code of this server lies: visitors' processes run the same."""

MISSHAPEN = (ValueError, AssertionError, HttpProcessingError)
"""What is raised where a form is none."""

VISITOR = web.RequestKey("visitor", Visitor)
"""Key of a request under which it says who asks."""

A_YEAR = 365 * 24 * 3600
"""seconds."""

FULL = "All games that this server has room for are being played. Come again when one has ended."
MANY = f"You play {limits.SOCKETS} games at once here already. Close one of them first."
CROWDED = "This server takes no more visitors. Ask the person who runs it."
UNKNOWN = "Open this page by the link that the server printed when it was started."

RETRY = 30
"""seconds; after which who was refused may ask again."""

LOOK = 0.1
"""seconds; between two looks at whether there is room."""

KNOWN = 0.5
"""seconds; after which it is known that a page has gone."""

LETTERS = range(6, 73)
"""pixels; heights that letters can have."""
LETTER = 16


class GameServer:
    """Serves the game."""

    def __init__(self, request: ServeRequest, homes: Path | None) -> None:
        """`homes` is the folder of visitors' folders; None if every visitor is the user who runs the server."""
        self._request, self._homes = request, homes
        self._visitors = Visitors(homes)
        self._visits: dict[Visit, Visitor] = {}
        self._uploading: set[Path] = set()
        self._closing = False
        self.port = request.port
        self._gate: Gate
        self._runner: web.AppRunner | None = None
        self._listener: asyncio.Server | None = None
        self._connections: Connections
        self._pages = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)

    async def open(self) -> str:
        """Begin to serve; the link by which one comes in. Raises OSError."""
        logger = logging.getLogger("tactegic.web.http")
        logger.addFilter(_is_fault)
        self._runner = web.AppRunner(
            self._app(), access_log=None, logger=logger,
            shutdown_timeout=limits.LINGER, lingering_time=limits.LINGER, keepalive_timeout=limits.IDLE,
        )  # fmt: skip
        await self._runner.setup()
        assert self._runner.server is not None
        self._connections = Connections(self._runner.server)
        loop, request = asyncio.get_running_loop(), self._request
        self._listener = await loop.create_server(self._connections, request.host, request.port)
        self.port = self._listener.sockets[0].getsockname()[1]
        origins = request.origins(self.port)
        self._gate = Gate(origins)
        return f"{origins[0]}/start/{self._visitors.key}"

    async def close(self) -> None:
        """End all games, then the server, in bounded time."""
        self._closing = True
        if self._listener is not None:
            self._listener.close()
        ends = (visit.process.end() for visit in self._visits)
        await asyncio.gather(*ends, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()

    def hurry(self) -> None:
        """End all games at once."""
        for visit in self._visits:
            visit.process.kill()

    def _app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard], client_max_size=limits.PIECE)
        static = Path(next(iter(_locations("textual_serve")))) / "static"
        app.add_routes(
            [
                web.get("/", self._index, allow_head=False),
                web.get("/start/{key}", self._start, allow_head=False),
                web.get("/ws", self._play, allow_head=False),
                web.get("/files", self._list, allow_head=False),
                web.post("/files", self._upload),
                web.post("/files/remove", self._remove),
                web.get("/files/{shelf}/{name}", self._fetch, allow_head=False),
                web.static("/static", static, show_index=False),
            ]
        )
        app.on_response_prepare.append(self._dress)
        return app

    async def _dress(self, request: web.Request, response: web.StreamResponse) -> None:
        await self._gate.dress(request, response)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Whatever is asked for: under our name, by a page of ours, and, but for the start, by somebody we know."""
        self._connections.asked(request)
        why = self._gate.refusal(request)
        if why is not None:
            return why
        changes = request.method not in ("GET", "HEAD") or request.path == "/ws"
        if changes and not self._gate.same_origin(request):
            return refuse_request(403, "This page may not play here.")
        if not request.path.startswith(("/start/", "/static/")):
            visitor = self._visitors.find(request.cookies.get(self._cookie, ""))
            if visitor is None:
                return self._stranger(request)
            request[VISITOR] = visitor
        return await handler(request)

    def _stranger(self, request: web.Request) -> web.Response:
        """Whoever comes without a cookie. A link elsewhere that leads here brings none either; the same from here
        does.
        """
        if request.path != "/":
            return refuse_request(403, UNKNOWN)
        text = self._pages.get_template("word.html").render(
            nonce="", text=UNKNOWN, link="/", name="Try again"
        )
        return page(text, new_nonce(), 403)

    # coming in, and playing

    async def _start(self, request: web.Request) -> web.StreamResponse:
        """Let in who has the link. The page leads on by itself: a browser would send no cookie behind a redirection."""
        if not self._visitors.admits(request.match_info["key"]):
            return refuse_request(403, UNKNOWN)
        secret: str | None = request.cookies.get(self._cookie, "")
        if secret is None or self._visitors.find(secret) is None:
            secret = self._visitors.welcome()
        if secret is None:
            return refuse_request(503, CROWDED)
        nonce = new_nonce()
        template = self._pages.get_template("word.html")
        response = page(
            template.render(nonce=nonce, text="Tactegic is starting ...", link="/", name="Play"), nonce
        )
        response.set_cookie(
            self._cookie, secret, path="/", httponly=True, samesite="Strict", secure=self._gate.secure,
            max_age=None if self._homes is None else A_YEAR,
        )  # fmt: skip
        return response

    async def _index(self, request: web.Request) -> web.StreamResponse:
        """The page, or why there is none."""
        if why := await self._no_room(request[VISITOR]):
            response = refuse_request(503, why)
            response.headers["Retry-After"] = str(RETRY)
            return response
        asked = request.query.get("fontsize", "")
        letter = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else LETTER
        nonce = new_nonce()
        size = letter if letter in LETTERS else LETTER
        return page(self._pages.get_template("index.html").render(nonce=nonce, font_size=size), nonce)

    async def _play(self, request: web.Request) -> web.StreamResponse:
        """A visit: as long as the page is open and the game goes on."""
        try:
            width, height = parse_window_size(
                request.query.get("width", "80"), request.query.get("height", "24")
            )
        except WireError as error:
            return refuse_request(400, f"This is {error}.")
        socket = web.WebSocketResponse(
            heartbeat=limits.IDLE, max_msg_size=limits.MESSAGE, compress=False, timeout=limits.TERMINATE
        )
        if not socket.can_prepare(request).ok:
            return refuse_request(400, "Only a page can play here.")
        await socket.prepare(request)
        visitor: Visitor = request[VISITOR]
        if why := await self._no_room(visitor):
            with contextlib.suppress(ConnectionError):
                await socket.send_bytes(why.encode())
                await socket.close()
            return socket
        assert request.transport is not None
        process = VisitorProcess(self._command, self._environment(visitor, width, height))
        visit = Visit(socket, process, request.transport)
        self._visits[visit] = visitor
        try:
            await visit.run()
        finally:
            del self._visits[visit]
        return socket

    async def _no_room(self, visitor: Visitor) -> str:
        """Why there is no place for another game of somebody; '' where there is. Waits for games that are ending: a
        page that is loaded again asks before its old game has ended, and even before that is known to end.
        """
        clock = asyncio.get_running_loop().time
        known = clock() + KNOWN
        while (why := self._crowd(visitor)) and (
            clock() < known or any(visit.process.ending for visit in self._visits)
        ):
            await asyncio.sleep(LOOK)
        return why

    def _crowd(self, visitor: Visitor) -> str:
        if self._closing or len(self._visits) >= self._request.sessions:
            return FULL
        own = sum(one == visitor for one in self._visits.values())
        return MANY if self._homes is not None and own >= limits.SOCKETS else ""

    @property
    def _cookie(self) -> str:
        """The name of our cookie; servers of one machine have one each."""
        return f"tactegic-{self.port}"

    @property
    def _command(self) -> list[str]:
        return [sys.executable, "-m", "tui.web.visitor", *self._request.play]

    def _environment(self, visitor: Visitor, width: int, height: int) -> dict[str, str]:
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
        home = {} if visitor.home is None else {HOME_VARIABLE: str(visitor.home)}
        return os.environ | home | {
            "PYTHONSAFEPATH": "1",  # the folder we were started in is no place for modules
            "PYTHONPATH": path,
            "TEXTUAL_DRIVER": "tui.web.driver:PatientDriver",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "COLUMNS": str(width),
            "ROWS": str(height),
        }  # fmt: skip

    # a visitor's files

    async def _list(self, request: web.Request) -> web.StreamResponse:
        return self._files_page(request)

    def _files_page(self, request: web.Request, told: str = "", status: int = 200) -> web.Response:
        visitor: Visitor = request[VISITOR]
        nonce = new_nonce()
        shelves = {name: Shelf(folder).files() for name, folder in _shelves(visitor).items()}
        text = self._pages.get_template("files.html").render(
            nonce=nonce, told=told, shelves=shelves, upload=limits.UPLOAD // 10**6, uploads=limits.UPLOADS
        )
        return page(text, nonce, status)

    async def _fetch(self, request: web.Request) -> web.StreamResponse:
        """A file, to be kept: no browser shows or runs what is in it here."""
        folder = _shelves(request[VISITOR]).get(request.match_info["shelf"])
        name = request.match_info["name"]
        path = None if folder is None else Shelf(folder).find(name)
        if path is None:
            return refuse_request(404, "There is no such file.")
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        }
        return web.FileResponse(path, headers=headers)

    async def _remove(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        name, visitor = form.get("name"), request[VISITOR]
        if not isinstance(name, str) or not Shelf(visitor.files).remove(name):
            return self._files_page(request, "There is no such file.", 404)
        raise web.HTTPSeeOther("/files")

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        """Take one file."""
        visitor: Visitor = request[VISITOR]
        try:
            async with self._one_upload(visitor), asyncio.timeout(limits.UPLOADING):
                name = await Shelf(visitor.files).add(await _file_of(request))
        except ShelfError as error:
            return self._files_page(request, error.why, error.status)
        except TimeoutError:
            return self._files_page(request, "That took too long.", 408)
        except MISSHAPEN:
            return self._files_page(request, "The file was incomplete.", 400)
        except OSError as error:
            return self._files_page(request, f"It could not be saved: {error.strerror}.", 507)
        return self._files_page(
            request, f"{name} is here. In the game, `New game from your CRM` takes that name."
        )

    @asynccontextmanager
    async def _one_upload(self, visitor: Visitor) -> AsyncIterator[None]:
        """One at a time. Raises ShelfError where another is under way."""
        if visitor.files in self._uploading:
            raise ShelfError(429, "Another upload of yours is running: wait until it has finished.")
        self._uploading.add(visitor.files)
        try:
            yield
        finally:
            self._uploading.discard(visitor.files)


def _is_fault(record: logging.LogRecord) -> bool:
    """Whether a record of the HTTP layer tells a fault of ours, and not of what somebody sent."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


async def _file_of(request: web.Request) -> BodyPartReader:
    """The file that a form sends. Raises ShelfError for what is no such form, or is too long."""
    if request.content_type != "multipart/form-data":
        raise ShelfError(400, "Choose a file first.")
    if request.content_length is None:
        raise ShelfError(411, "The length of the file is missing.")
    if request.content_length > limits.UPLOAD + limits.PIECE:
        raise ShelfError(413, f"A file has at most {limits.UPLOAD // 10**6} MB.")
    with contextlib.suppress(*MISSHAPEN):
        part = await (await request.multipart()).next()
        if isinstance(part, BodyPartReader) and part.name == "file" and part.filename:
            return part
    raise ShelfError(400, "Choose a file first.")


def _shelves(visitor: Visitor) -> dict[str, Path]:
    return {"files": visitor.files, "games": visitor.games}


def _locations(package: str) -> list[str]:
    spec = find_spec(package)
    assert spec is not None
    return list(spec.submodule_search_locations or ())
