"""Open connections: so many and no more, and none that asks for nothing."""

from __future__ import annotations

import asyncio

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from tui.web import limits


class _Closed(asyncio.Protocol):
    """A connection too many."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Close it."""
        assert isinstance(transport, asyncio.Transport)
        transport.abort()


class Connections:
    """Makes the protocol of each connection."""

    def __init__(self, server: web.Server) -> None:
        self._server = server
        self._silent: set[RequestHandler] = set()
        """those that have asked for nothing yet, for a while also those that have gone."""

    def __call__(self) -> asyncio.Protocol:
        """For one more."""
        if len({*self._server.connections, *self._silent}) >= limits.CONNECTIONS:
            return _Closed()
        its = self._server()
        self._silent.add(its)
        asyncio.get_running_loop().call_later(limits.FIRST_REQUEST, self._expire, its)
        return its

    def asked(self, request: web.Request) -> None:
        """A connection has asked for something."""
        self._silent.discard(request.protocol)

    def _expire(self, its: RequestHandler) -> None:
        if its in self._silent:
            self._silent.discard(its)
            if its.transport is not None:
                its.transport.abort()
