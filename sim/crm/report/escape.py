"""Escapes foreign text in Markdown, so that it never becomes a tag, link, heading, list or table cell."""

from __future__ import annotations

import re

from sim.base.problems import escape_text, format_file_name

MAX_SENTENCE_LENGTH = 600
"""characters; maximum length of a sentence that may contain foreign text."""

EMPTY = "(empty)"
"""Replaces blank text."""

_ACTIVE_MARKS = re.compile(r"([\\`*_\[\]<>|&~$@])")
"""Characters with a meaning anywhere in a line: code, emphasis, links, tags, cells, entities, other dialects."""
_LINE_START_MARKS = re.compile(r"^(\s*)([#+\-=:]|\d+(?=[.)](?!\d)))")
"""Characters with a meaning at the start of a line: headings, lists, rules."""
_DOMAINS = (
    r"[a-z]{2}|xn--[a-z0-9-]+|com|org|net|biz|edu|gov|pro|web|xxx|aero|asia|coop|info|museum|name|shop|рф"
)
"""Top-level domains that some dialects recognise without a scheme."""
_LINK_MARKS = re.compile(
    rf"(?i)(?:(?<=www)\.|(?<=\S)\.(?=(?:{_DOMAINS})(?!\w))|:(?=//)|(?<=mailto):|(?<=xmpp):)"
)
"""Text that some dialects turn into links without brackets."""


def escape_name(text: str) -> str:
    """Escape a foreign name for a sentence or cell, cut to a readable length."""
    return _escape_marks(escape_text(text.strip())) or EMPTY


def escape_sentence(text: str) -> str:
    """Escape a sentence that may contain foreign text, for a list or cell."""
    cut = text if len(text) <= MAX_SENTENCE_LENGTH else text[: MAX_SENTENCE_LENGTH - 3] + "..."
    return _escape_marks(format_file_name(cut.strip())) or EMPTY


def _escape_marks(text: str) -> str:
    safe = _LINK_MARKS.sub(lambda m: f"\\{m[0]}", _ACTIVE_MARKS.sub(r"\\\1", text))
    return _LINE_START_MARKS.sub(lambda m: m[1] + _escape_line_start(m[2]), safe)


def _escape_line_start(mark: str) -> str:
    """Escape one mark; a digit needs an entity, since it cannot be escaped by a backslash."""
    return f"&#{ord(mark[0])};{mark[1:]}" if mark[0].isdigit() else f"\\{mark}"
