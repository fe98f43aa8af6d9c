"""Asking a server in this process as nobody's browser would: bytes on a connection, and the answer's bytes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession, CookieJar

from sim.cli.serve import ServeRequest
from tests.tui.web.serving import SECONDS
from tui.web.server import GameServer


@dataclass(frozen=True, slots=True)
class Here:
    """A server that runs here."""

    server: GameServer
    link: str
    port: int

    @property
    def address(self) -> str:
        """'http://127.0.0.1:1234'."""
        return self.link.partition("/start/")[0]

    @property
    def host(self) -> str:
        """'127.0.0.1:1234'."""
        return self.address.removeprefix("http://")

    async def raw(self, request: bytes) -> bytes:
        """What comes back for some bytes, until the server closes."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(request)
            async with asyncio.timeout(SECONDS):
                return await reader.read()
        finally:
            writer.close()

    async def ask(
        self, path: str = "/", method: str = "GET", body: bytes = b"", **headers: str | None
    ) -> tuple[int, str]:
        """Status and text of an answer. Headers are ours (Host, Connection) unless given; None leaves one out."""
        every = {"Host": self.host, "Connection": "close", **headers}
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in every.items() if value is not None]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        head = "\r\n".join((f"{method} {path} HTTP/1.1", *lines, "", ""))
        answer = (await self.raw(head.encode("utf-8", "surrogateescape") + body)).decode("utf-8", "replace")
        top, _, text = answer.partition("\r\n\r\n")
        return int(top.split()[1]), text

    @asynccontextmanager
    async def visitor(self) -> AsyncIterator[ClientSession]:
        """A browser that has come in by the link."""
        jar = CookieJar(unsafe=True)  # of an address, not a name
        async with ClientSession(self.address, cookie_jar=jar, headers={"Origin": self.address}) as session:
            async with session.get(self.link) as page:
                assert page.status == 200
            yield session

    async def cookie(self) -> str:
        """Cookie of somebody who has come in, as a header has it."""
        async with self.visitor() as session:
            (its,) = session.cookie_jar
            return f"{its.key}={its.value}"


@asynccontextmanager
async def open_here(
    homes: Path | None, *names: str, sessions: int = 2, play: tuple[str, ...] = ()
) -> AsyncIterator[Here]:
    """A server at a free port of this machine."""
    server = GameServer(ServeRequest("127.0.0.1", 0, sessions, play, names), homes)
    link = await server.open()
    try:
        yield Here(server, link, server.port)
    finally:
        await server.close()
