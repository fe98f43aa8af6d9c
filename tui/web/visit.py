"""A visit: the connection between a page and its process, in both directions."""

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
        self, socket: web.WebSocketResponse, process: VisitorProcess, transport: asyncio.Transport
    ) -> None:
        self.process = process
        self._socket, self._transport = socket, transport
        self._messages = RateLimit(limits.MESSAGES, limits.BURST, limits.FLOOD)
        self._typed = RateLimit(limits.TYPED_RATE, limits.TYPED_BURST, limits.FLOOD)
        self._size: Packet | None = None
        """The latest size that was not sent to the process yet."""
        self._sized = asyncio.Event()
        self._why = ""
        """What is wrong with the messages of the page."""

    async def run(self) -> None:
        """Run until the page or the process ends, then end the other."""
        tasks: list[asyncio.Task[None]] = []
        try:
            await self.process.start()
            tasks = [asyncio.create_task(job) for job in (self._listen(), self._show(), self._resize())]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.gather(self._close(), self.process.end(), return_exceptions=True)

    async def _listen(self) -> None:
        """From the page to the process."""
        with contextlib.suppress(TimeoutError, OSError):  # the process is stuck, or has ended
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
        packet = message_packet(kind, payload)
        if kind == "resize":
            self._size = packet
            self._sized.set()
        elif packet is not None:
            await self._typed.keep(len(packet[1]))
            await self.process.send(packet)

    async def _resize(self) -> None:
        """Send new sizes to the process, of several the latest."""
        with contextlib.suppress(TimeoutError, OSError):  # the process is stuck, or has ended
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
        """Close the page's connection, by force if the page does not answer."""
        code = WSCloseCode.POLICY_VIOLATION if self._why else WSCloseCode.OK
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limits.TERMINATE):
                await self._socket.close(code=code, message=self._why.encode())
        asyncio.get_running_loop().call_later(
            limits.LINGER, self._transport.abort
        )  # the page may never read the rest
