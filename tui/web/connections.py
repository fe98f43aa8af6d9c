"""Open connections: their number is limited, and those that request nothing are closed."""

from __future__ import annotations

import asyncio

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from tui.web import limits


class _Closed(asyncio.Protocol):
    """The protocol of a connection above the limit."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Close it."""
        assert isinstance(transport, asyncio.Transport)
        transport.abort()


class Connections:
    """Makes the protocol of each connection."""

    def __init__(self, server: web.Server) -> None:
        self._server = server
        self._silent: set[RequestHandler] = set()
        """Connections that have requested nothing yet; for a while also those that are closed."""

    def __call__(self) -> asyncio.Protocol:
        """Make the protocol of a new connection."""
        if len({*self._server.connections, *self._silent}) >= limits.CONNECTIONS:
            return _Closed()
        handler = self._server()
        self._silent.add(handler)
        asyncio.get_running_loop().call_later(limits.FIRST_REQUEST, self._expire, handler)
        return handler

    def asked(self, request: web.Request) -> None:
        """Note that a connection has requested something."""
        self._silent.discard(request.protocol)

    def _expire(self, handler: RequestHandler) -> None:
        if handler in self._silent:
            self._silent.discard(handler)
            if handler.transport is not None:
                handler.transport.abort()
