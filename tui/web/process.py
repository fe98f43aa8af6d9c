"""A visitor's process. It always ends within bounded time, even if it does not react."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import AsyncIterator, Callable, Mapping, Sequence

from sim.base.problems import escape_text
from tui.web import limits
from tui.web.wire import DATA, HEAD, META, Packet, meta_packet, pack_packet

LOG = logging.getLogger("tactegic.web")

PRELUDE = b"__GANGLION__\n"
"""The line with which Textual's web driver begins."""

MAX_PRELUDE_LINES = 10
"""Lines before it that are skipped."""

MAX_ERROR_OUTPUT = 4096
"""bytes; the end of its error output that is kept."""


class VisitorProcess:
    """A process with its children. `end` ends them all."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command, self._environment = command, environment
        self._process: asyncio.subprocess.Process | None = None
        self._ending: asyncio.Task[None] | None = None
        self._errors: asyncio.Task[None] | None = None
        self._error_output = b""

    async def start(self) -> None:
        """Start it in its own process group, so that its children end with it. Raises OSError."""
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=pipe, stdout=pipe, stderr=pipe, limit=limits.PIECE,
            env=self._environment, start_new_session=os.name == "posix",
        )  # fmt: skip
        self._errors = asyncio.create_task(self._listen())

    async def packets(self) -> AsyncIterator[Packet]:
        """Yield its output in pieces until it ends. Raises TimeoutError if it does not begin."""
        output = self._running.stdout
        assert output is not None
        async with asyncio.timeout(limits.START):
            if not await _is_ready_line(output):
                return
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await output.readexactly(HEAD)
                kind, left = head[:1], int.from_bytes(head[1:], "big")
                if kind not in (DATA, META):
                    LOG.warning("a game sent something that is not a screen")
                while left:
                    piece = await output.readexactly(min(left, limits.PIECE))
                    left -= len(piece)
                    yield kind, piece

    async def send(self, packet: Packet) -> None:
        """Send it a packet. Raises TimeoutError if it reads nothing, OSError if it has ended."""
        stdin = self._running.stdin
        assert stdin is not None
        stdin.write(pack_packet(*packet))
        async with asyncio.timeout(limits.SLOW):
            await stdin.drain()

    async def end(self) -> None:
        """Ask it to quit, which saves the game; then terminate it; then kill it. Its children end too."""
        if self._process is not None:
            if self._ending is None:
                self._ending = asyncio.create_task(self._end())
            await asyncio.shield(self._ending)

    def kill(self) -> None:
        """Kill it and its children."""
        process = self._process
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            elif process.returncode is None:
                process.kill()

    @property
    def ending(self) -> bool:
        """Whether it is being ended."""
        return self._ending is not None

    @property
    def _running(self) -> asyncio.subprocess.Process:
        assert self._process is not None
        return self._process

    async def _end(self) -> None:
        unread = asyncio.create_task(self._pass_over())  # a process whose output is not read cannot end
        steps: tuple[tuple[Callable[[], object], float], ...] = (
            (self._ask, limits.LEAVE), (self._tell, limits.TERMINATE), (self.kill, limits.KILL),
        )  # fmt: skip
        try:
            for step, patience in steps:
                step()
                if await self._gone(patience):
                    break
            else:
                LOG.error("process %d cannot be ended", self._running.pid)
        finally:
            self.kill()  # children that it left
            unread.cancel()
            if self._errors is not None:
                self._errors.cancel()
            if self._running.returncode and self._error_output:
                LOG.warning(
                    "a game broke off: %s",
                    escape_text(self._error_output.decode(errors="replace").strip()[-60:]),
                )

    def _ask(self) -> None:
        stdin = self._running.stdin
        assert stdin is not None
        with contextlib.suppress(OSError, RuntimeError):
            stdin.write(pack_packet(*meta_packet(type="quit")))
            stdin.close()

    def _tell(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._running.terminate()

    async def _gone(self, patience: float) -> bool:
        """Whether it ends within `patience` seconds. Its pipes say nothing about that: a child may hold them."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self._running.returncode is None:
                    await asyncio.sleep(0.02)
        return self._running.returncode is not None

    async def _pass_over(self) -> None:
        output = self._running.stdout
        assert output is not None
        with contextlib.suppress(OSError, RuntimeError):  # somebody reads it still
            while await output.read(limits.PIECE):
                pass

    async def _listen(self) -> None:
        errors = self._running.stderr
        assert errors is not None
        while output := await errors.read(MAX_ERROR_OUTPUT):
            self._error_output = (self._error_output + output)[-MAX_ERROR_OUTPUT:]


async def _is_ready_line(output: asyncio.StreamReader) -> bool:
    """Whether the process prints the line with which a game begins."""
    for _ in range(MAX_PRELUDE_LINES):
        try:
            line = await output.readline()
        except ValueError:  # it is too long
            return False
        if line == PRELUDE:
            return True
        if not line:
            return False
    return False
