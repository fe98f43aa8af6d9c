"""Every process ends in bounded time, whether it reacts or not, with all that it started."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="needs the extra `web`: pip install 'tactegic[web]'")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")

from tests.tui.web.asking import Here, open_here  # noqa: E402  # it may be missing
from tests.tui.web.serving import until  # noqa: E402
from tui.web import limits  # noqa: E402
from tui.web.process import VisitorProcess  # noqa: E402
from tui.web.server import GameServer  # noqa: E402
from tui.web.wire import DATA, META  # noqa: E402

BEGIN = "import os, signal, sys, time; os.write(1, b'__GANGLION__\\n'); "
SAY = "os.write(1, b'D' + (100).to_bytes(4, 'big') + b'x' * 100); "
DEAF = "[signal.signal(s, signal.SIG_IGN) for s in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)]; "
CHILD = "import subprocess; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(1000)']); "

KINDS = {
    "leaves when it is asked": "sys.stdin.buffer.read(20)",
    "leaves when it is told": "time.sleep(1000)",
    "deaf": DEAF + SAY + "time.sleep(1000)",
    "busy": DEAF + SAY + "exec('while True: pass')",
    "stopped": SAY + "os.kill(os.getpid(), signal.SIGSTOP)",
    "stopped with a child": CHILD + SAY + "os.kill(os.getpid(), signal.SIGSTOP)",
    "gone, but for a child": CHILD + SAY + "os._exit(3)",
    "talks without end": DEAF + "[os.write(1, b'D' + (60000).to_bytes(4, 'big') + b'x' * 60000) for _ in iter(int, 1)]",
    "says nonsense": SAY + "os.write(1, b'?' * 10**6); time.sleep(1000)",
    "says too long a packet": "os.write(1, b'D\\xff\\xff\\xff\\xff' + b'x' * 100000); time.sleep(1000)",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LEAVE", "TERMINATE"):
        monkeypatch.setattr(limits, name, 0.3)
    monkeypatch.setattr(limits, "IDLE", 1.0)


def _group(pid: int) -> list[int]:
    """Processes of a group that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == pid and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks at processes as Linux shows them")
@pytest.mark.parametrize("kind", KINDS)
async def test_a_process_ends_however_it_behaves(kind: str) -> None:
    process = VisitorProcess([sys.executable, "-c", BEGIN + KINDS[kind]], os.environ)
    await process.start()
    pid = process._running.pid
    reading = asyncio.create_task(_read(process))
    if kind != "leaves when it is asked":
        await until(
            "it has begun", lambda: reading.done() or reading.get_name() == "read" or _ready(kind, pid)
        )
    if "stopped" in kind:
        await until("it is stopped", lambda: " T " in Path(f"/proc/{pid}/stat").read_text())
    async with asyncio.timeout(limits.LEAVE + limits.TERMINATE + limits.KILL):
        await process.end()
    await until("all have ended", lambda: not _group(pid))
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)


def _ready(kind: str, pid: int) -> bool:
    return kind in ("leaves when it is told",) and Path(f"/proc/{pid}").exists()


async def _read(process: VisitorProcess) -> None:
    async for _ in process.packets():
        task = asyncio.current_task()
        assert task is not None
        task.set_name("read")


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the server starts in place of games."""
    code = [""]
    monkeypatch.setattr(GameServer, "_command", property(lambda _: [sys.executable, "-c", BEGIN + code[0]]))
    return code


@pytest.fixture
async def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Here]:
    monkeypatch.setenv("TACTEGIC_HOME", str(tmp_path))
    async with open_here(None, sessions=1) as its:
        yield its


@pytest.mark.parametrize("way", ["deaf", "busy", "stopped", "stopped with a child", "talks without end"])
async def test_a_closed_page_gives_its_place_free(way: str, here: Here, kind: list[str]) -> None:
    async with here.visitor() as session:
        kind[0] = KINDS[way]
        socket = await session.ws_connect("/ws")
        assert len(await socket.receive_bytes()) >= 100
        async with session.get("/") as page:
            assert page.status == 503
        await socket.close()
        async with session.get("/") as page:  # it waits for games that are ending
            assert page.status == 200
        assert not here.server._visits
        kind[0] = SAY + KINDS["leaves when it is asked"]
        socket = await session.ws_connect("/ws")
        assert len(await socket.receive_bytes()) == 100
        await socket.close()


@pytest.mark.parametrize("way", ["deaf", "stopped with a child"])
async def test_the_server_ends_with_games_that_do_not(way: str, here: Here, kind: list[str]) -> None:
    kind[0] = KINDS[way]
    async with here.visitor() as session:
        socket = await session.ws_connect("/ws")
        await socket.receive_bytes()
        (visit,) = here.server._visits
        pid = visit.process._running.pid
        async with asyncio.timeout(limits.LEAVE + limits.TERMINATE + limits.KILL + 5):
            await here.server.close()
        assert not _group(pid)
        assert not here.server._visits


async def test_a_page_that_does_not_read_holds_no_memory_and_is_given_up(
    here: Here, kind: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SLOW", 0.5)
    kind[0] = KINDS["talks without end"]
    writer = await _raw_page(here)
    try:
        await until("it plays", lambda: any(its.process._process for its in here.server._visits))
        (visit,) = here.server._visits
        output = visit.process._running.stdout
        assert output is not None
        most = 0
        while here.server._visits:
            most = max(most, len(vars(output)["_buffer"]))
            await asyncio.sleep(0.01)
        assert 0 < most <= 4 * limits.PIECE
    finally:
        writer.transport.abort()


async def _raw_page(here: Here) -> asyncio.StreamWriter:
    """A page that asks to play and never reads."""
    _, writer = await asyncio.open_connection("127.0.0.1", here.port, limit=1024)
    writer.write(
        (
            f"GET /ws HTTP/1.1\r\nHost: {here.host}\r\nOrigin: {here.address}\r\nCookie: {await here.cookie()}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        ).encode()
    )
    return writer


async def test_what_is_typed_at_a_stopped_game_waits_in_bounds_and_it_is_given_up(
    here: Here, kind: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SLOW", 0.5)
    for name in ("TYPED_RATE", "TYPED_BURST", "MESSAGES", "BURST"):
        monkeypatch.setattr(limits, name, 1e9)
    kind[0] = KINDS["stopped"]
    async with here.visitor() as session:
        socket = await session.ws_connect("/ws")
        await socket.receive_bytes()
        (visit,) = here.server._visits
        stdin = visit.process._running.stdin
        assert stdin is not None
        most = 0
        while not socket.closed and here.server._visits:
            await asyncio.gather(socket.send_json(["stdin", "x" * 8000]), return_exceptions=True)
            most = max(most, stdin.transport.get_write_buffer_size())
            await asyncio.sleep(0)
        assert 0 < most <= 4 * limits.PIECE


@pytest.mark.parametrize(
    "message",
    ['["resize", {"width": 100000, "height": 100000}]', '["stdin", "\\ud800"]', "[" * 1000, "x", b"\xff\xff",
     "x" * 300_000],
)  # fmt: skip
async def test_a_page_that_says_what_no_page_says_is_shut(
    message: str | bytes, here: Here, kind: list[str]
) -> None:
    kind[0] = SAY + KINDS["leaves when it is asked"]
    async with here.visitor() as session:
        socket = await session.ws_connect("/ws")
        await socket.receive_bytes()
        await (socket.send_str(message) if isinstance(message, str) else socket.send_bytes(message))
        await socket.receive()
        assert socket.closed
        assert socket.close_code in (1008, 1009)
        await until("its process has ended", lambda: not here.server._visits)


async def test_a_page_that_never_stops_sending_is_shut(
    here: Here, kind: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FLOOD", 0.3)
    kind[0] = SAY + "[sys.stdin.buffer.read(1) for _ in iter(int, 1)]"
    async with here.visitor() as session:
        socket = await session.ws_connect("/ws")
        await socket.receive_bytes()
        for _ in range(2000):
            await socket.send_json(["resize", {"width": 80, "height": 24}])
        await socket.receive()
        assert socket.close_code == 1008
        await until("its process has ended", lambda: not here.server._visits)


async def test_of_many_sizes_the_latest_counts(here: Here, kind: list[str]) -> None:
    echo = "data = sys.stdin.buffer.read1(4096); os.write(1, b'D' + len(data).to_bytes(4, 'big') + data)"
    kind[0] = SAY + f"[exec({echo!r}) for _ in iter(int, 1)]"
    async with here.visitor() as session:
        socket = await session.ws_connect("/ws")
        await socket.receive_bytes()
        for width in range(1, 201):
            await socket.send_json(["resize", {"width": width, "height": 24}])
        seen = b""
        while b'"width": 200' not in seen:
            seen += await socket.receive_bytes()
        assert seen.count(b"resize") < 50
        await socket.close()


@pytest.mark.parametrize(
    "size", ["width=0", "height=0", "width=-1", "width=100000&height=100000", "width=x", "height=1e9"]
)
async def test_a_window_that_is_none_starts_nothing(size: str, here: Here, kind: list[str]) -> None:
    kind[0] = SAY
    status, text = await here.ask(f"/ws?{size}", Cookie=await here.cookie(), Origin=here.address)
    assert (status, text) == (400, "This is not the size of a window.\n")
    assert (await here.ask("/ws", Cookie=await here.cookie(), Origin=here.address))[0] == 400  # no upgrade
    assert not here.server._visits


async def test_no_more_games_of_one_visitor_than_there_may_be(
    tmp_path: Path, kind: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SOCKETS", 2)
    kind[0] = SAY + KINDS["leaves when it is asked"]
    async with (
        open_here(tmp_path / "visitors", "127.0.0.1", sessions=3) as here,
        here.visitor() as one,
        here.visitor() as other,
    ):
        sockets = [await one.ws_connect("/ws") for _ in range(3)]
        answers = [await its.receive_bytes() for its in sockets]
        assert [len(answer) == 100 for answer in answers] == [True, True, False]
        assert b"Close one of them first" in answers[2]
        more = [await other.ws_connect("/ws") for _ in range(2)]
        assert len(await more[0].receive_bytes()) == 100
        assert b"Come again" in await more[1].receive_bytes()


async def test_silent_connections_are_closed_and_not_more_than_so_many_open(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CONNECTIONS", 5)
    monkeypatch.setattr(limits, "FIRST_REQUEST", 0.5)
    every = [await asyncio.open_connection("127.0.0.1", here.port) for _ in range(8)]
    every[0][1].write(b"GET / HTTP/1.1\r\nHost: ")  # and never more
    for reader, writer in every:
        with contextlib.suppress(ConnectionError):
            assert await asyncio.wait_for(reader.read(), 10) == b""
        writer.close()
    assert (await here.ask())[0] == 403


async def test_packets_come_in_pieces() -> None:
    size = 5 * limits.PIECE
    code = (
        BEGIN
        + f"sys.stdout.buffer.write(b'D' + ({size}).to_bytes(4, 'big') + b'x' * {size} + b'M\\0\\0\\0\\2{{}}')"
    )
    process = VisitorProcess([sys.executable, "-c", code], os.environ)
    await process.start()
    found = [its async for its in process.packets()]
    await process.end()
    assert b"".join(payload for kind, payload in found if kind == DATA) == b"x" * size
    assert max(len(payload) for _, payload in found) <= limits.PIECE
    assert found[-1] == (META, b"{}")


async def test_what_is_no_game_does_not_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "START", 0.5)
    for code in ("pass", "print('x\\n' * 100)", "print('x' * 10**6)"):
        process = VisitorProcess([sys.executable, "-c", code], os.environ)
        await process.start()
        assert [its async for its in process.packets()] == []
        await process.end()
    process = VisitorProcess([sys.executable, "-c", "import time; time.sleep(1000)"], os.environ)
    await process.start()
    with pytest.raises(TimeoutError):
        _ = [its async for its in process.packets()]
    await process.end()
    assert process._running.returncode == -signal.SIGTERM


async def test_who_ends_the_server_twice_waits_no_longer(
    here: Here, kind: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LEAVE", 1000.0)
    kind[0] = KINDS["deaf"]
    async with here.visitor() as session:
        socket = await session.ws_connect("/ws")
        await socket.receive_bytes()
        closing = asyncio.create_task(here.server.close())
        await until("it is being asked", lambda: any(its.process.ending for its in here.server._visits))
        here.server.hurry()
        await asyncio.wait_for(closing, 30)


@pytest.mark.skipif(sys.platform != "linux", reason="has no such bound")
def test_a_process_cannot_take_all_memory() -> None:
    code = "from tui.web.visitor import _bound_memory; _bound_memory(); bytearray(4 * 1024**3)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "MemoryError" in done.stderr
