"""A checksum in the first line of a file shows whether it was edited, so that it is not overwritten."""

from __future__ import annotations

import hashlib
import re

YAML, HTML = ("# ", ""), ("<!-- ", " -->")
"""Start and end of a comment, in YAML and in Markdown or HTML."""

_STAMP = "Made by `tactegic calibrate`, mark {mark}; an edited file is never overwritten."


def add_stamp(body: str, comment: tuple[str, str] = YAML) -> str:
    """Put a comment with the checksum of a text in front of it."""
    begin, end = comment
    return f"{begin}{_STAMP.format(mark=_checksum(body))}{end}\n{body}"


def is_untouched(text: str) -> bool:
    """Whether a text is unchanged since `add_stamp`."""
    first, _, body = text.partition("\n")
    mark = re.search(r", mark ([0-9a-f]{12});", first)
    return mark is not None and mark[1] == _checksum(body)


def _checksum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:12]
