"""Chromium without a window, driven through its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from tests.tui.web.serving import SECONDS, until

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

LISTEN = """
window.seen = "";
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      if (typeof data !== "string") window.seen += new TextDecoder().decode(data);
    });
  }
};
"""
"""Keeps what a game draws, which is no text in the page."""

SEEN = r"(window.seen ?? '').replace(/\x1b\[[^a-zA-Z]*[a-zA-Z]/g, '')"

KEYS = {
    "Enter": (13, "\r"),
    "ArrowRight": (39, ""),
    "ArrowLeft": (37, ""),
    "ArrowDown": (40, ""),
    "Escape": (27, ""),
}
"""Codes of keys, and what they type."""


NAVIGATED = "Inspected target navigated or closed"
"""What the browser says of an expression whose page was left."""


def chromium() -> str | None:
    """Where it is, if it is anywhere."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class NavigatedError(Exception):
    """The page was left while an expression was evaluated: the server's link leads on to the page of the game."""


class Page:
    """A tab."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket, self._numbers = socket, count(1)

    async def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask for something, and wait for the answer."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        async with asyncio.timeout(SECONDS):
            while True:
                message = await self._socket.receive()
                assert message.type is WSMsgType.TEXT, message
                told: dict[str, Any] = message.json()
                if told.get("id") == number:
                    if told.get("error", {}).get("message") == NAVIGATED:
                        raise NavigatedError
                    assert "error" not in told, told["error"]
                    return dict(told["result"])

    async def says(self, script: str, wait: bool = False) -> Any:
        """What an expression comes to, or, waited for, what it promises; on the next page if this one is just left."""
        while True:
            with contextlib.suppress(NavigatedError):
                found = await self.ask(
                    "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=wait
                )
                return found["result"].get("value")

    async def open(self, address: str) -> None:
        """Open a page, and wait for the first that the game draws."""
        await self.ask("Page.enable")
        await self.ask("Page.addScriptToEvaluateOnNewDocument", source=LISTEN)
        await self.ask("Page.navigate", url=address)
        end = asyncio.get_running_loop().time() + SECONDS
        while not await self.says("!!document.body && document.body.classList.contains('-first-byte')"):
            assert asyncio.get_running_loop().time() < end, await self.says("document.body.innerText")
            await asyncio.sleep(0.1)

    async def visit(self, address: str, text: str) -> None:
        """Open a page without a game, and wait until it shows a text."""
        await self.ask("Page.navigate", url=address)
        await self.shows(text)

    async def shows(self, text: str) -> None:
        """Wait until a text is seen."""
        end = asyncio.get_running_loop().time() + SECONDS
        while text not in (seen := await self.says("document.body?.innerText ?? ''")):
            assert asyncio.get_running_loop().time() < end, seen
            await asyncio.sleep(0.1)

    async def plays(self, text: str) -> None:
        """Wait until the game draws a text, from now on; what it drew before is forgotten."""
        end = asyncio.get_running_loop().time() + SECONDS
        while text not in (seen := await self.says(SEEN)):
            assert asyncio.get_running_loop().time() < end, seen
            await asyncio.sleep(0.1)
        await self.says("window.seen = ''")

    async def upload(self, field: str, path: Path) -> None:
        """Choose a file in a form, as with its dialog."""
        root = (await self.ask("DOM.getDocument"))["root"]["nodeId"]
        node = (await self.ask("DOM.querySelector", nodeId=root, selector=field))["nodeId"]
        await self.ask("DOM.setFileInputFiles", nodeId=node, files=[str(path)])

    async def press(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            code, text = KEYS.get(key, (ord(key[0].upper()) if key.isalnum() else 0, key))
            for kind in ("keyDown", "keyUp"):
                await self.ask(
                    "Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code,
                    **({"text": text} if text and kind == "keyDown" else {}),
                )  # fmt: skip

    async def picture(self, place: Path) -> None:
        """A picture of the page, as PNG."""
        place.write_bytes(base64.b64decode((await self.ask("Page.captureScreenshot", format="png"))["data"]))

    async def close(self) -> None:
        """Close the tab."""
        await self.ask("Page.close")


@asynccontextmanager
async def browsing(home: Path, size: tuple[int, int] = (1240, 900)) -> AsyncIterator[Page]:
    """A browser with one tab. Its window has a size in pixels."""
    program = chromium()
    assert program is not None
    process = subprocess.Popen(
        [
            program, "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--remote-debugging-port=0",
            f"--user-data-dir={home}", f"--window-size={size[0]},{size[1]}", "--no-first-run", "about:blank",
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        told = home / "DevToolsActivePort"
        await until("the browser listens", lambda: told.exists() and "\n" in told.read_text())
        port = told.read_text().split()[0]
        async with ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                target = next(t for t in await answer.json() if t["type"] == "page")
            async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                yield Page(socket)
    finally:
        process.terminate()
        process.wait(SECONDS)
