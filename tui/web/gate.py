"""Who may ask for anything: a page of ours, under a name of ours. And what each answer says to the browser.

Nothing here waits, and nothing that a stranger sends makes it fail.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from urllib.parse import urlsplit

from aiohttp import web

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with `no-referrer` a form would send no origin either
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Server": "Tactegic",
}
"""Of every answer."""

STRICT = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
"""Content policy of whatever needs nothing."""

PAGE = (
    "; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src data:; font-src data:; "
    "connect-src 'self' {sockets}"
)
"""And of a page; a terminal writes its own styles."""

NONCE = web.ResponseKey("nonce", str)
"""Key of an answer under which it says the nonce of its scripts."""


class Gate:
    """Lets in what asks under one of these origins ('http://127.0.0.1:8000')."""

    def __init__(self, origins: Collection[str]) -> None:
        self.origins = frozenset(origins)
        self.secure = all(origin.startswith("https:") for origin in origins)
        """whether cookies must never go without encryption."""
        self._hosts = frozenset(urlsplit(origin).netloc for origin in origins)

    def refusal(self, request: web.Request) -> web.Response | None:
        """Why a request is refused, in one line; None for one that is let in."""
        if not request.path_qs.startswith("/") or not request.raw_path.startswith("/"):
            return refuse_request(400, "This server is no proxy: ask for a path.")
        hosts = request.headers.getall("Host", [])
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return refuse_request(
                403, "This server has another name; give yours with --name when you start it."
            )
        if "Origin" in request.headers and not self.same_origin(request):
            return refuse_request(403, "This page may not play here.")
        return None

    def same_origin(self, request: web.Request) -> bool:
        """Whether it is a page of ours that asks; one that says nothing of itself is none."""
        origins = request.headers.getall("Origin", [])
        host = request.headers.get("Host", "").lower()
        return len(origins) == 1 and origins[0] in self.origins and urlsplit(origins[0]).netloc == host

    async def dress(self, request: web.BaseRequest, response: web.StreamResponse) -> None:
        """Give an answer its headers."""
        response.headers.update(HEADERS)
        if "Cache-Control" not in response.headers:
            static = request.path.startswith("/static/")
            response.headers["Cache-Control"] = "no-cache" if static else "no-store"
        policy = STRICT
        if NONCE in response:
            sockets = " ".join(sorted(o.replace("http", "ws", 1) for o in self.origins if "[" not in o))
            policy += PAGE.format(nonce=response[NONCE], sockets=sockets)
        response.headers["Content-Security-Policy"] = policy


def page(text: str, nonce: str, status: int = 200) -> web.Response:
    """An answer that is a page; its scripts bear the nonce."""
    response = web.Response(text=text, content_type="text/html", status=status)
    response[NONCE] = nonce
    return response


def new_nonce() -> str:
    """A nonce for one page."""
    return secrets.token_urlsafe(16)


def refuse_request(status: int, why: str) -> web.Response:
    """An answer of one line."""
    return web.Response(status=status, text=f"{why}\n")
