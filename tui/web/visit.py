"""A visit: what is typed on a page goes to a process, what that draws goes to the page, as long as both are there."""

from __future__ import annotations

import asyncio
import contextlib
import json

from aiohttp import WSCloseCode, WSMsgType, web

from tui.web import limits
from tui.web.pace import RateError, RateLimit
from tui.web.process import VisitorProcess
from tui.web.wire import DATA, Packet, WireError, message_packet, read_message


class Visit:
    """A page and its process."""

    def __init__(
        self, socket: web.WebSocketResponse, process: VisitorProcess, way: asyncio.Transport
    ) -> None:
        self.process = process
        self._socket, self._way = socket, way
        self._messages = RateLimit(limits.MESSAGES, limits.BURST, limits.FLOOD)
        self._typed = RateLimit(limits.TYPED_RATE, limits.TYPED_BURST, limits.FLOOD)
        self._size: Packet | None = None
        """the latest size that the process does not know yet."""
        self._sized = asyncio.Event()
        self._why = ""
        """what is wrong with what the page says."""

    async def run(self) -> None:
        """Until one of them goes. Then the other ends too."""
        tasks: list[asyncio.Task[None]] = []
        try:
            await self.process.start()
            tasks = [asyncio.create_task(its) for its in (self._listen(), self._show(), self._resize())]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.gather(self._close(), self.process.end(), return_exceptions=True)

    async def _listen(self) -> None:
        """From the page to the process."""
        with contextlib.suppress(TimeoutError, OSError):  # the process is stuck, or has gone
            async for message in self._socket:
                try:
                    if message.type is not WSMsgType.TEXT:
                        raise WireError("not text")
                    await self._take(message.data)
                except WireError as error:
                    self._why = str(error)
                    return
                except RateError:
                    self._why = "too much at once"
                    return

    async def _take(self, text: str) -> None:
        kind, payload = read_message(text)
        await self._messages.keep(1.0)
        if kind == "ping":
            await self._send(json.dumps(["pong", str(payload)[:40]]))
            return
        its = message_packet(kind, payload)
        if kind == "resize":
            self._size = its
            self._sized.set()
        elif its is not None:
            await self._typed.keep(len(its[1]))
            await self.process.send(its)

    async def _resize(self) -> None:
        """Tell the process of a new size, the latest of those that came meanwhile."""
        with contextlib.suppress(TimeoutError, OSError):  # the process is stuck, or has gone
            while await self._sized.wait():
                self._sized.clear()
                if self._size is not None:
                    await self.process.send(self._size)
                await asyncio.sleep(limits.SIZES)

    async def _show(self) -> None:
        """From the process to the page."""
        with contextlib.suppress(
            TimeoutError, OSError, RuntimeError
        ):  # it does not begin, or the page has gone
            async for kind, payload in self.process.packets():
                if kind == DATA:
                    await self._send(payload)

    async def _send(self, data: str | bytes) -> None:
        async with asyncio.timeout(limits.SLOW):
            await (self._socket.send_str(data) if isinstance(data, str) else self._socket.send_bytes(data))

    async def _close(self) -> None:
        """Close the page's connection, hard where it does not take part."""
        code = WSCloseCode.POLICY_VIOLATION if self._why else WSCloseCode.OK
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limits.TERMINATE):
                await self._socket.close(code=code, message=self._why.encode())
        asyncio.get_running_loop().call_later(
            limits.LINGER, self._way.abort
        )  # it may never take what is left
