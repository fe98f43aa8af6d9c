"""What a page and a game's process say to each other: messages of the page, packets of the process.

What a page sends is foreign: it is checked whole before any of it reaches a process.
"""

from __future__ import annotations

import json
from typing import Any

from tui.web.limits import COLUMNS, NO_WINDOW, ROWS, TYPED

DATA, META = b"D", b"M"
"""Kinds of packets: text of a terminal; JSON about it."""

HEAD = 5
"""bytes before a packet's payload: its kind, and its size."""

Packet = tuple[bytes, bytes]
"""Kind and payload."""


class WireError(ValueError):
    """A message that no page of ours sends; says in a few words what is wrong with it."""


def pack_packet(kind: bytes, payload: bytes) -> bytes:
    """A packet as it is written."""
    return b"%s%s%s" % (kind, len(payload).to_bytes(4, "big"), payload)


def meta_packet(**values: Any) -> Packet:
    """A packet of JSON."""
    return META, json.dumps(values).encode()


def read_message(text: str) -> tuple[str, Any]:
    """Type and payload of a page's message. Raises WireError."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise WireError("not JSON") from None
    if not isinstance(message, list) or not 1 <= len(message) <= 2 or not isinstance(message[0], str):
        raise WireError("not a message")
    return message[0], message[1] if len(message) == 2 else None


def message_packet(kind: str, payload: Any) -> Packet | None:
    """What a page's message says to the process; None for nothing. Raises WireError."""
    if kind == "stdin":
        return _parse_data(payload)
    if kind == "resize" and isinstance(payload, dict):
        width, height = window_size(payload.get("width"), payload.get("height"))
        return meta_packet(type="resize", width=width, height=height)
    if kind in ("focus", "blur"):
        return meta_packet(type=kind)
    raise WireError("not a message")


def _parse_data(payload: Any) -> Packet | None:
    try:
        data = payload.encode() if isinstance(payload, str) else None
    except UnicodeEncodeError:
        raise WireError("not text") from None
    if data is None:
        raise WireError("not text")
    return (DATA, data) if 0 < len(data) <= TYPED else None


def window_size(width: Any, height: Any) -> tuple[int, int]:
    """Columns and rows as a page says them, not more than are drawn. Raises WireError for what is no window."""
    for cells in (width, height):
        if type(cells) is not int or not 1 <= cells < NO_WINDOW:
            raise WireError("not the size of a window")
    return min(width, COLUMNS), min(height, ROWS)


def parse_window_size(width: str, height: str) -> tuple[int, int]:
    """Columns and rows as an address says them. Raises WireError."""
    if not all(text.isascii() and text.isdecimal() and len(text) < 10 for text in (width, height)):
        raise WireError("not the size of a window")
    return window_size(int(width), int(height))
