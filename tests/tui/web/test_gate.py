"""Who is let in: only who has the link, under our name, from a page of ours; all others are told so in one line."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="needs the extra `web`: pip install 'tactegic[web]'")

from sim.cli.output import CommandError  # it may be missing
from sim.cli.serve import ServeRequest, check_names
from tests.tui.web.asking import Here, open_here
from tui.web import limits
from tui.web.visitors import Visitors


@pytest.fixture
async def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Here]:
    monkeypatch.setenv("TACTEGIC_HOME", str(tmp_path))
    monkeypatch.setattr(limits, "IDLE", 0.1)  # connections close soon
    async with open_here(None) as its:
        yield its


@pytest.fixture
async def shared(tmp_path: Path) -> AsyncIterator[Here]:
    """Where others come, too."""
    async with open_here(tmp_path / "visitors", "127.0.0.1") as its:
        yield its


@pytest.mark.parametrize(
    "host",
    [
        "else.where", "127.0.0.1", "127.0.0.1:1", "localhost.else.where", "", " ", "[", "[::1", "::1", "[::g]", "a b",
        "127.0.0.1:port", "http://127.0.0.1", "user@127.0.0.1", "127.1", "1.2.3.4", "\x7f", "\udcff\udcfe", "é",
        "x" * 4000, None,
    ],
)  # fmt: skip
async def test_refuses_a_host_that_is_not_ours(
    host: str | None, here: Here, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        status, text = await here.ask(Host=host, Cookie=await here.cookie())
    assert status in (400, 403)
    assert len(text) < 200
    assert "Traceback" not in text
    assert not caplog.records


async def test_an_exposed_server_has_the_names_that_were_given_alone(tmp_path: Path) -> None:
    async with open_here(tmp_path / "visitors", "games.lan", "https://games.example.org") as its:
        port = its.port
        for host, wanted in {
            f"games.lan:{port}": 200, "games.example.org": 200, f"GAMES.lan:{port}": 200, "games.lan": 403,
            f"127.0.0.1:{port}": 403, f"localhost:{port}": 403, "rebound.example.net": 403,
            f"games.example.org:{port}": 403,
            f"x.games.lan:{port}": 403, f"games.lan.:{port}": 403,
        }.items():  # fmt: skip
            status, _ = await its.ask(f"/start/{its.link.rpartition('/')[2]}", Host=host)
            assert status == wanted, host


@pytest.mark.parametrize(
    "origin",
    [
        "http://else.where", "null", "", "https://{host}", "ftp://{host}", "ws://{host}", "{host}", "http://{host}/",
        "http://{host}@else.where", "http://user@{host}", "http://{host}.else.where", "http://[", "http://localhost:1",
        "http://[::1", "javascript:alert(1)", "file://", "HTTP://{host}", "\udcff", None,
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ["play", "upload"])
async def test_refuses_an_origin_that_is_not_ours(
    way: str, origin: str | None, here: Here, caplog: pytest.LogCaptureFixture
) -> None:
    given = None if origin is None else origin.format(host=here.host)
    cookie = await here.cookie()
    if way == "play":
        status, text = await here.ask(
            "/ws", Cookie=cookie, Origin=given, Connection="Upgrade", Upgrade="websocket",
            Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==", Sec_WebSocket_Version="13",
        )  # fmt: skip
    else:
        status, text = await here.ask("/files", "POST", b"x=1", Cookie=cookie, Origin=given)
    assert (status, text) == (403, "This page may not play here.\n")
    assert not caplog.records


@pytest.mark.parametrize("origin", ["http://{host}", None])
async def test_one_name_of_ours_is_no_origin_for_another(origin: str | None, here: Here) -> None:
    port = here.port
    given = None if origin is None else origin.format(host=here.host)
    status, _ = await here.ask(
        "/files", "POST", b"x=1", Cookie=await here.cookie(), Origin=given, Host=f"localhost:{port}"
    )
    assert status == 403


async def test_refuses_to_be_a_proxy(here: Here) -> None:
    cookie = await here.cookie()
    for target in (
        "http://else.where/",
        "ftp://else.where/",
        "https://127.0.0.1/",
        "else.where:443",
        "*",
        "javascript:x",
    ):
        for method in ("GET", "CONNECT", "OPTIONS"):
            status, text = await here.ask(target, method, Cookie=cookie)
            assert 400 <= status < 500, (method, target)
            assert len(text) < 200


async def test_refuses_what_is_no_http(here: Here) -> None:
    for request in (
        b"\x16\x03\x01\x02\x00\x01\x00", b"GET / HTTP/9.9\r\n\r\n", b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n", b"G\xff\xff /\r\n\r\n",
        b"GET /" + b"x" * 10_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nA: " + b"x" * 10_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: odd\r\n\r\n",
    ):  # fmt: skip
        answer = await here.raw(request)
        assert answer.split()[1].startswith(b"4"), request
        assert b"Traceback" not in answer


@pytest.mark.parametrize(
    "path", ["/", "/ws", "/files", "/files/games/x", "/nothing", "/start/", "/start/x", "/start/%ff"]
)
async def test_without_the_link_there_is_nothing(path: str, here: Here) -> None:
    for cookie in (
        None,
        "tactegic-1=x",
        f"tactegic-{here.port}=" + "A" * 43,
        "=;=;\udcff=\udcff",
    ):
        status, _ = await here.ask(path, Cookie=cookie)
        assert status in (403, 404), cookie
    assert not here.server._visits


async def test_what_others_know_of_a_visitor_is_no_way_in(shared: Here, tmp_path: Path) -> None:
    """A folder's name, which whoever may look at the disk can read, opens nothing; nor does what leads to one."""
    name, _, secret = (await shared.cookie()).partition("=")
    (home,) = (tmp_path / "visitors").iterdir()
    assert (await shared.ask(Cookie=f"{name}={secret}"))[0] == 200
    for forged in (
        home.name, home.name + "A" * 11, secret[:-1], secret.lower(), "", ".", "..", f"../visitors/{home.name}",
        str(home),
        secret[::-1], "A" * 43, "%00", f"{secret}%00",
    ):  # fmt: skip
        assert (await shared.ask(Cookie=f"{name}={forged}"))[0] == 403, forged


async def test_a_cookie_cannot_be_read_or_sent_by_other_pages(here: Here, shared: Here) -> None:
    for its in (here, shared):
        async with its.visitor() as session, session.get(its.link) as page:
            (cookie,) = page.headers.getall("Set-Cookie")
            assert "HttpOnly" in cookie
            assert "SameSite=Strict" in cookie
    async with open_here(None, "https://games.example.org") as behind:
        key = behind.link.rpartition("/")[2]
        head = await behind.raw(
            f"GET /start/{key} HTTP/1.1\r\nHost: games.example.org\r\nConnection: close\r\n\r\n".encode()
        )
        assert b"Secure" in head


@pytest.mark.parametrize("path", ["/", "/files", "/nothing", "/static/js/textual.js", "/static/", "/start/x"])
async def test_every_answer_has_its_headers(path: str, here: Here) -> None:
    async with here.visitor() as session, session.get(path) as page:
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
        assert "unsafe-inline'; img" not in page.headers["Content-Security-Policy"].split("script-src")[0]
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert page.headers["Cache-Control"] == ("no-cache" if path.startswith("/static") else "no-store")
        assert page.headers["Server"] == "Tactegic"


async def test_pages_load_nothing_from_elsewhere(here: Here) -> None:
    async with here.visitor() as session:
        for path in ("/", "/files"):
            async with session.get(path) as page:
                text = await page.text()
            assert text.count("http") == text.count("http/")
            assert text.count("<script") == text.count("<script nonce=") + text.count('<script src="/static/')


async def test_names_must_be_given_where_others_can_come() -> None:
    for wrong in ("0.0.0.0", "::", "192.168.1.5", ""):  # noqa: S104  # this is what is tested
        with pytest.raises(CommandError) as found:
            check_names(ServeRequest(wrong))
        assert "--name" in str(found.value)
        assert "give the name" in str(found.value)
        check_names(ServeRequest(wrong, names=("games.lan",)))
    for name in (
        "",
        "a b",
        "http://",
        "ftp://x",
        "x:y",
        "x:0",
        "x:99999",
        "*",
        "x/y",
        "[",
        "é",
        "x" * 300,
        "-x",
    ):
        with pytest.raises(CommandError):
            check_names(ServeRequest(names=(name,)))
    check_names(ServeRequest())


def test_origins_are_as_browsers_write_them() -> None:
    assert ServeRequest().origins(8000) == (
        "http://127.0.0.1:8000",
        "http://localhost:8000",
        "http://[::1]:8000",
    )
    assert ServeRequest().origins(80)[0] == "http://127.0.0.1"
    names = (
        "games.lan",
        "Games.lan:8080",
        "https://games.example.org",
        "https://x.org:8443",
        "[::1]:80",
        "10.0.0.5",
    )
    assert ServeRequest("10.0.0.5", names=names).origins(8000) == (
        "http://games.lan:8000", "http://games.lan:8080", "https://games.example.org", "https://x.org:8443", "http://[::1]",
        "http://10.0.0.5:8000",
    )  # fmt: skip


def test_no_more_visitors_than_there_is_room_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "VISITORS", 3)
    visitors = Visitors(tmp_path / "visitors")
    last = ""
    for number in range(3):
        secret = visitors.welcome()
        assert secret is not None
        its, last = visitors.find(secret), secret
        assert its is not None
        if number < 2:
            its.games.mkdir()
    idle = visitors.welcome()  # in the place of the one who never played
    assert idle is not None
    assert visitors.find(last) is None
    found = visitors.find(idle)
    assert found is not None
    found.games.mkdir()
    assert visitors.welcome() is None
    assert len(list((tmp_path / "visitors").iterdir())) == 3
