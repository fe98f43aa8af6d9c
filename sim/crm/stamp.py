"""Files that the program may write again: a mark in the first line tells whether anybody has edited them."""

from __future__ import annotations

import hashlib
import re

YAML, HTML = ("# ", ""), ("<!-- ", " -->")
"""How a comment begins and ends, in YAML and in Markdown or HTML."""

_STAMP = "Made by `tactegic calibrate`, mark {mark}; edit it as you like, it is then never written over."


def add_stamp(body: str, comment: tuple[str, str] = YAML) -> str:
    """The text with its mark in a first line."""
    begin, end = comment
    return f"{begin}{_STAMP.format(mark=_checksum(body))}{end}\n{body}"


def is_untouched(text: str) -> bool:
    """Whether a text is as `add_stamp` made it."""
    first, _, body = text.partition("\n")
    mark = re.search(r", mark ([0-9a-f]{12});", first)
    return mark is not None and mark[1] == _checksum(body)


def _checksum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:12]
