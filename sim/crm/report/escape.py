"""Foreign text in Markdown: it is shown, and never becomes a tag, a link, a heading, a list or a cell of its own."""

from __future__ import annotations

import re

from sim.base.problems import escape_text, format_file_name

MAX_SENTENCE_LENGTH = 600
"""characters; of a sentence that may hold foreign text."""

EMPTY = "(empty)"
"""Stands for a text of blanks."""

_ACTIVE_MARKS = re.compile(r"([\\`*_\[\]<>|&~$@])")
"""What means something anywhere in a line: code, stress, links, tags, cells, entities, and marks of other dialects."""
_LINE_START_MARKS = re.compile(r"^(\s*)([#+\-=:]|\d+(?=[.)]))")
"""What means something at the beginning of a line: headings, lists, rules."""
_LINK_MARKS = re.compile(r"(?i)(?:(?<=www)\.|:(?=//)|(?<=mailto):|(?<=xmpp):)")
"""What some dialects make links of, without brackets."""


def escape_name(text: str) -> str:
    """A foreign name, cut to a readable length, for a sentence or a cell."""
    return _escape_marks(escape_text(text.strip())) or EMPTY


def escape_sentence(text: str) -> str:
    """A sentence that may hold foreign text, for a list or a cell."""
    cut = text if len(text) <= MAX_SENTENCE_LENGTH else text[: MAX_SENTENCE_LENGTH - 3] + "..."
    return _escape_marks(format_file_name(cut.strip())) or EMPTY


def _escape_marks(text: str) -> str:
    safe = _LINK_MARKS.sub(lambda m: f"\\{m[0]}", _ACTIVE_MARKS.sub(r"\\\1", text))
    return _LINE_START_MARKS.sub(lambda m: m[1] + _escape_line_start(m[2]), safe)


def _escape_line_start(mark: str) -> str:
    """A number before a point or a bracket needs an entity, since digits cannot be escaped."""
    return f"&#{ord(mark[0])};{mark[1:]}" if mark[0].isdigit() else f"\\{mark}"
