"""A visitor's files: what is uploaded lies in their own folder under a harmless name, and nothing else is given."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="needs the extra `web`: pip install 'tactegic[web]'")

from aiohttp import ClientSession, FormData  # it may be missing

from tests.tui.web.asking import Here, open_here
from tui.web import limits
from tui.web.shelf import Shelf, clean_name


@pytest.fixture
async def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Here]:
    monkeypatch.setattr(limits, "IDLE", 0.1)
    async with open_here(tmp_path / "visitors", "127.0.0.1") as its:
        yield its


def _form(content: bytes = b"a,b\n1,2\n", name: str = "deals.csv", field: str = "file") -> FormData:
    form = FormData(quote_fields=False)
    form.add_field(field, content, filename=name)
    return form


async def _upload(session: ClientSession, form: FormData) -> tuple[int, str]:
    async with session.post("/files", data=form) as page:
        return page.status, await page.text()


async def test_what_is_uploaded_is_given_back_to_that_visitor_alone(here: Here, tmp_path: Path) -> None:
    async with here.visitor() as one, here.visitor() as other:
        status, text = await _upload(one, _form())
        assert status == 200
        assert "deals.csv is here" in text
        (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
        assert path.name == "deals.csv"
        assert path.parent.name == "files"
        async with one.get("/files/files/deals.csv") as page:
            assert await page.read() == b"a,b\n1,2\n"
            assert page.headers["Content-Type"] == "application/octet-stream"
            assert page.headers["Content-Disposition"].startswith("attachment")
        async with other.get("/files/files/deals.csv") as page:
            assert page.status == 404
        async with other.post("/files/remove", data={"name": "deals.csv"}) as page:
            assert page.status == 404
        async with one.post("/files/remove", data={"name": "deals.csv"}) as page:
            assert page.status == 200
        assert not path.exists()


async def test_gives_nothing_but_what_its_folders_list(here: Here, tmp_path: Path) -> None:
    async with here.visitor() as session:
        (home,) = (tmp_path / "visitors").iterdir()
        for folder in ("files", "games"):
            (home / folder).mkdir()
        (home / "games" / "x.tgn").write_text("a game")
        (home / "games" / ".x.tgn.lock").write_text("")
        (home / "settings.yaml").write_text("")
        (tmp_path / "secret").write_text("secret")
        (home / "files" / "link").symlink_to(tmp_path / "secret")
        (home / "files" / "folder").mkdir()
        os.mkfifo(home / "files" / "pipe")
        async with session.get("/files/games/x.tgn") as page:
            assert await page.text() == "a game"
        for path in (
            "files/link", "files/folder", "files/pipe", "files/", "files/..", "files/%2e%2e",
            "files/..%2fsettings.yaml",
            "files/..%2f..%2f..%2fsecret", "games/.x.tgn.lock", "games/%2fetc%2fpasswd", "settings/x",
            "../settings.yaml",
            "files/x%00", "files/%ff", "files//etc/passwd", "%2e%2e/settings.yaml", "games/..\\settings.yaml",
        ):  # fmt: skip
            status, text = await here.ask(f"/files/{path}", Cookie=_cookie(session))
            assert status in (400, 404), path
            assert "secret" not in text


def _cookie(session: ClientSession) -> str:
    (its,) = session.cookie_jar
    return f"{its.key}={its.value}"


async def test_too_much_is_refused_and_leaves_nothing(
    here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UPLOAD", 100_000)
    monkeypatch.setattr(limits, "UPLOADED", 150_000)
    monkeypatch.setattr(limits, "UPLOADS", 3)
    async with here.visitor() as session:
        for content, wanted in (
            (100_001, 413),
            (300_000, 413),
            (100_000, 200),
            (60_000, 413),
            (50_000, 200),
            (1, 409),
        ):
            status, text = await _upload(session, _form(b"x" * content))
            assert status == wanted, content
            assert "Your files" in text
        for path in list(tmp_path.rglob("*.csv")):
            path.write_text("")
        assert (await _upload(session, _form(b"x")))[0] == 200
        assert (await _upload(session, _form(b"x")))[0] == 409  # three files
        assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == [
            "deals (2).csv", "deals (3).csv", "deals.csv"
        ]  # fmt: skip


async def test_what_is_no_upload_is_refused(here: Here, tmp_path: Path) -> None:
    async with here.visitor() as session:
        cookie, kind = _cookie(session), "multipart/form-data; boundary=x"
        assert (await _upload(session, _form(field="other")))[0] == 400
        for body, content_type, wanted in (
            (b"x=1", "application/x-www-form-urlencoded", 400), (b"{}", "application/json", 400),
            (b"--x--\r\n", kind, 400), (b"nonsense", kind, 400), (b"x", "multipart/form-data", 400),
            (b"x", "multipart/form-data; boundary=" + "x" * 100, 400),
            (b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--x--\r\n', kind, 400),
            (b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\nx\r\n--x--\r\n', kind, 400),
            (b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\n--y--\r\n--x--\r\n", kind, 400),
            (b"--x\r\n" + b"A: " + b"x" * 60_000 + b"\r\n\r\nx\r\n--x--\r\n", kind, 400),
        ):  # fmt: skip
            status, text = await here.ask(
                "/files", "POST", body, Cookie=cookie, Origin=here.address, Content_Type=content_type
            )
            assert status == wanted, body[:80]
            assert "Choose a file first" in text
        status, _ = await here.ask(
            "/files",
            "POST",
            Cookie=cookie,
            Origin=here.address,
            Content_Type=kind,
            Transfer_Encoding="chunked",
        )
        assert status == 411
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


async def test_an_upload_that_breaks_off_leaves_nothing(here: Here, tmp_path: Path) -> None:
    async with here.visitor() as session:
        head = (
            f"POST /files HTTP/1.1\r\nHost: {here.host}\r\nOrigin: {here.address}\r\nCookie: {_cookie(session)}\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n"
            '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        )
        _, writer = await asyncio.open_connection("127.0.0.1", here.port)
        writer.write(head.encode() + b"x" * 100_000)
        await writer.drain()
        while not here.server._uploading:
            await asyncio.sleep(0.01)
        status, text = await _upload(session, _form())
        assert status == 429
        assert "Another upload of yours is running" in text
        writer.close()
        while here.server._uploading:
            await asyncio.sleep(0.01)
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]
        assert (await _upload(session, _form()))[0] == 200


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("deals.csv", "deals.csv"), ("../../etc/passwd", "passwd"), ("C:\\Users\\me\\Deals 2026.CSV", "Deals 2026.CSV"),
        (".bashrc", "bashrc"), ("..", "file"), ("", "file"), ("/", "file"), ("a\0b.csv", "a_b.csv"), ("a\nb", "a_b"),
        ("\x1b[2Jx.csv", "__2Jx.csv"), ("<script>.csv", "_script_.csv"), ("Umsätze (2).csv", "Umsätze (2).csv"),
        ("продажи.csv", "продажи.csv"), ("a" * 300 + ".csv", "a" * 76 + ".csv"), ("a." + "b" * 300, "a." + "b" * 19),
        ("\u202egnp.csv", "_gnp.csv"), ("con'\"`$;|&.csv", "con_______.csv"), ("\ud800.csv", "_.csv"), (" .csv", "csv"),
    ],
)  # fmt: skip
def test_names_are_harmless(given: str, wanted: str) -> None:
    assert clean_name(given) == wanted


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert Shelf(tmp_path / "none").files() == []
    assert Shelf(tmp_path / "none").find("x") is None
