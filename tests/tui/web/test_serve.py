"""Playing in the browser: a game of their own for each visitor, so many and no more, saved however it ends."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="needs the extra `web`: pip install 'tactegic[web]'")
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind"),
]

from aiohttp import (  # noqa: E402  # it may be missing
    ClientSession,
    ClientWebSocketResponse,
    CookieJar,
)

from tests.tui.web.browser import browsing, chromium  # noqa: E402
from tests.tui.web.serving import SECONDS, Serving, serving, until  # noqa: E402

BY_BROWSER = pytest.mark.skipif(chromium() is None, reason="needs Chromium, which is not installed here")

EXPORT = Path(__file__).parents[2] / "crm" / "files" / "zoho.csv"

PLAY = ("first_quarter", "--seed", "7")


@asynccontextmanager
async def _visitor(server: Serving) -> AsyncIterator[ClientSession]:
    """A browser that has come in by the link."""
    jar = CookieJar(unsafe=True)  # of an address, not a name
    async with ClientSession(cookie_jar=jar, headers={"Origin": server.address}) as session:
        async with session.get(server.link) as page:
            assert page.status == 200
        yield session


async def _connected(session: ClientSession, server: Serving) -> ClientWebSocketResponse:
    socket = await session.ws_connect(f"{server.address}/ws?width=80&height=24")
    asyncio.get_running_loop().create_task(_read(socket))
    return socket


async def _read(socket: ClientWebSocketResponse) -> None:
    """Take what comes, as a page does."""
    async for _ in socket:
        pass


async def _play(server: Serving, socket: ClientWebSocketResponse, moves: int) -> None:
    await until("the game is there", lambda: server.records)
    for number in range(1, moves + 1):
        while server.replayed().game.at.number < number:  # the first keys may come before the screen
            await socket.send_str(json.dumps(["stdin", "\r"]))
            await asyncio.sleep(0.5)


async def test_a_visitor_sees_it_as_it_is_set(tmp_path: Path) -> None:
    with serving(tmp_path, *PLAY) as server:
        (tmp_path / "settings.yaml").write_text(
            "lookahead: false\npieces: ascii\nkeymap:\n  ahead.switch: Z\n"
        )
        async with _visitor(server) as session:
            socket = await session.ws_connect(f"{server.address}/ws?width=120&height=40")
            seen = b""
            async with asyncio.timeout(SECONDS):
                while b"The lookahead is off; Z switches it on." not in seen or b"Relationships" not in seen:
                    seen += (await socket.receive()).data
            assert seen.isascii()
            await socket.close()


@pytest.mark.validate
async def test_no_more_games_than_there_is_room_for_and_each_is_saved(tmp_path: Path) -> None:
    with serving(tmp_path, *PLAY) as server:
        async with _visitor(server) as session:
            socket = await _connected(session, server)
            await until("the visitor's process runs", lambda: server.visitors == 1)
            async with session.get(server.address) as page:
                assert page.status == 503
                assert "Come again" in await page.text()
            other = await session.ws_connect(f"{server.address}/ws")
            assert "Come again" in (await other.receive_bytes()).decode()
            await _play(server, socket, 1)
            await socket.close()
            await until("its process has ended", lambda: server.visitors == 0)
            assert server.replayed().game.at.number >= 1
            async with session.get(server.address) as page:
                assert page.status == 200


@pytest.mark.validate
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGKILL])
async def test_no_process_outlives_the_server(way: signal.Signals, tmp_path: Path) -> None:
    with serving(tmp_path, *PLAY) as server:
        async with _visitor(server) as session:
            socket = await _connected(session, server)
            await _play(server, socket, 1)
            children = _descendants(server.process.pid)
            assert children
            status = await asyncio.to_thread(server.stop, way)
            assert status == (0 if way != signal.SIGKILL else -signal.SIGKILL)
            await until("all have ended", lambda: not any(Path(f"/proc/{pid}").exists() for pid in children))
        assert server.replayed().game.at.number >= 1


def _descendants(pid: int) -> list[int]:
    asked = ["pgrep", "--parent", str(pid)]
    own = [int(word) for word in subprocess.run(asked, capture_output=True, text=True).stdout.split()]
    return [*own, *(inner for child in own for inner in _descendants(child))]


@pytest.mark.validate
async def test_exposed_each_visitor_has_games_of_their_own(tmp_path: Path) -> None:
    with serving(tmp_path, *PLAY, sessions=2, exposed=True) as server:
        wanted = 0
        for visits in (2, 1):
            async with _visitor(server) as session:
                for _ in range(visits):
                    async with session.get(server.address) as page:
                        assert page.status == 200
                    socket = await _connected(session, server)
                    wanted += 1
                    await until("there is another game", partial(_has, server, wanted))
                    await socket.close()
                cookies = [cookie.value for cookie in session.cookie_jar]
                assert len(cookies) == 1
                assert not any(cookies[0] in str(path) for path in tmp_path.rglob("*"))  # a secret is no path
        homes = [path.parent.parent for path in server.records]
        assert len(homes) == 3
        assert len(set(homes)) == 2
        assert all(home.parent == tmp_path / "visitors" for home in homes)


@pytest.mark.validate
async def test_a_visitor_has_the_lookahead(tmp_path: Path) -> None:
    """Its processes start though the game is confined. Theirs are the usual settings, with the lookahead on."""
    with serving(tmp_path, *PLAY, exposed=True) as server:
        async with _visitor(server) as session:
            socket = await session.ws_connect(f"{server.address}/ws?width=120&height=40")
            seen = b""
            async with asyncio.timeout(SECONDS):
                while b"win chance" not in seen.lower() or b"futures" not in seen:
                    seen += (await socket.receive()).data
            assert b"could not be started" not in seen
            await socket.close()


def _has(server: Serving, games: int) -> bool:
    return len(server.records) >= games


@BY_BROWSER
@pytest.mark.validate
async def test_a_whole_game_in_the_browser(tmp_path: Path) -> None:
    """By keys, to its end, looked at; then the tab is closed. TACTEGIC_PICTURES names a folder to keep pictures in."""
    pictures = Path(os.environ.get("TACTEGIC_PICTURES", tmp_path))
    with serving(tmp_path / "home", *PLAY) as server:
        async with browsing(tmp_path / "browser") as page:
            await page.open(server.link)
            await until("the game is there", lambda: server.records)
            moves = 0
            while not server.replayed().game.over:
                await page.press("ArrowRight", "Enter")
                await _moved(server, moves)
                moves = server.replayed().game.at.number
                await page.picture(pictures / f"browser-{moves}.png")
            await asyncio.sleep(2)
            await page.picture(pictures / "browser-end.png")
            assert (pictures / "browser-end.png").stat().st_size > 10_000
            await page.close()
            await until("the visitor's process has ended", lambda: server.visitors == 0)
        found = server.replayed()
        assert found.game.result is not None
        assert found.game.at.number == found.moves == moves
        assert server.stop() == 0


async def _moved(server: Serving, before: int) -> None:
    await until("the move is lived", lambda: server.replayed().game.at.number > before)


@BY_BROWSER
@pytest.mark.validate
async def test_a_crm_export_goes_up_and_its_results_come_down_in_the_browser(tmp_path: Path) -> None:
    """By the page's own form and links. TACTEGIC_PICTURES names a folder to keep pictures in."""
    pictures = Path(os.environ.get("TACTEGIC_PICTURES", tmp_path))
    with serving(tmp_path / "home", exposed=True) as server:
        async with browsing(tmp_path / "browser") as page:
            await page.open(server.link)
            await page.picture(pictures / "browser-menu.png")
            await page.visit(f"{server.address}/files", "Your files")
            await page.upload("input[type=file]", EXPORT)
            await page.says("document.querySelector('#upload button').click()")
            await page.shows("zoho.csv is here")
            await page.picture(pictures / "browser-files.png")
            await page.open(server.address)
            await page.plays("You run a sales organisation")
            await page.press("Escape")
            await page.plays("New game from your CRM")
            await page.press("ArrowDown", "Enter")
            await page.plays("1 of 4")
            await page.picture(pictures / "browser-crm.png")
            await page.press(*"zoho.csv", "Enter")
            await page.plays("2 of 4")
            await page.press("Enter")
            await page.plays("3 of 4")
            await page.visit(f"{server.address}/files", "zoho.html")
            found = await page.says(
                "fetch('/files/files/zoho.yaml').then(answer => answer.text())", wait=True
            )
            assert found.startswith("#")
            await page.close()
        written = sorted(path.name for path in (tmp_path / "home").rglob("zoho*"))
        assert written == ["zoho.csv", "zoho.html", "zoho.map.yaml", "zoho.md", "zoho.yaml"]
        assert server.stop() == 0
