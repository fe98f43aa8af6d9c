"""Write plain data as readable YAML in a unique form, so that equal data give equal text.

A mapping or list of plain values is written on one line if it fits. A long text becomes a block. Numbers are written
exactly.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from sim.scenario.yaml_scalars import NotANumberError, parse_scalar

MAX_LINE_WIDTH = 100
"""Maximum number of characters per line, where possible."""
_STEP = "  "
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_' ./()-]*")
_INLINE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_WORD = re.compile(r"[a-z][a-z0-9_]*|[1-9][0-9]*")


def write_yaml(values: Mapping[str, object]) -> str:
    """Return the YAML text of a mapping of texts, numbers, booleans, lists and mappings."""
    return "".join(f"{line}\n" for line in _mapping_lines(values, ""))


def _mapping_lines(values: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in values.items():
        first, *rest = _value_lines(value, indent)
        yield f"{indent}{_format_key(key)}:{first}"
        yield from rest


def _value_lines(value: object, indent: str) -> list[str]:
    """Return the rest of the line after a key or dash, and the lines below it."""
    short = _format_one_line(value)
    if short is not None and len(indent) + len(short) <= MAX_LINE_WIDTH:
        return [f" {short}"]
    deeper = indent + _STEP
    if isinstance(value, Mapping):
        return ["", *_mapping_lines(value, deeper)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ["", *_item_lines(value, deeper)]
    assert isinstance(value, str)
    return _block_lines(value, deeper) or [f" {_quote(value)}"]


def _item_lines(values: Sequence[object], indent: str) -> Iterator[str]:
    for value in values:
        first, *rest = _value_lines(value, indent)
        if first or not isinstance(value, Mapping):
            yield f"{indent}-{first}"
            yield from rest
        else:  # a mapping of several lines begins on the line of its dash
            yield f"{indent}- {rest[0].lstrip()}"
            yield from rest[1:]


def _block_lines(text: str, indent: str) -> list[str] | None:
    """Return a long or multi-line text as a block, folded if possible. None if it would not be read back unchanged."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if not lines[0] or lines[0][0].isspace() or not lines[-1]:
        return None
    if any(line != line.rstrip() or not line.isprintable() for line in lines):
        return None
    folds = not any(line.startswith(" ") or "  " in line for line in lines)
    if not folds and len(lines) == 1:
        return None
    shown = list(_fold_lines(lines, MAX_LINE_WIDTH - len(indent))) if folds else lines
    mark = (">" if folds else "|") + ("" if text.endswith("\n") else "-")
    return [f" {mark}", *(indent + line if line else "" for line in shown)]


def _fold_lines(lines: Sequence[str], width: int) -> Iterator[str]:
    """Return the lines of a folded block, in which a line end is read as a space, and an empty line as a line end."""
    for i, line in enumerate(lines):
        if i:
            yield ""
        yield from textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)


def _format_one_line(value: object) -> str | None:
    """Format a value on one line if possible: a plain value, or a list or mapping of plain values."""
    if isinstance(value, Mapping):
        parts = [
            f"{_format_key(key)}: {text}"
            for key, item in value.items()
            if (text := _format_inline(item)) is not None
        ]
        return "{" + ", ".join(parts) + "}" if len(parts) == len(value) else None
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = [text for item in value if (text := _format_inline(item)) is not None]
        return "[" + ", ".join(items) + "]" if len(items) == len(value) else None
    if isinstance(value, str):
        return None if "\n" in value else _format_plain(value)
    return _format_number(value)


def _format_inline(value: object) -> str | None:
    """Format a plain value inside brackets or braces."""
    if isinstance(value, str):
        return _unquoted_or_none(value, _INLINE) or (None if "\n" in value else _quote(value))
    return None if isinstance(value, Mapping | Sequence) else _format_number(value)


def _format_number(value: object) -> str:
    assert isinstance(value, int | float)
    if isinstance(value, bool):
        return "true" if value else "false"
    return (
        repr(value + 0.0) if isinstance(value, float) else str(value)
    )  # adding 0 turns minus zero into zero


def _format_key(key: object) -> str:
    text = str(key)
    return text if _unquoted_or_none(text, _WORD) or text.isdecimal() else _quote(text)


def _format_plain(text: str) -> str:
    return _unquoted_or_none(text, _PLAIN) or _quote(text)


def _unquoted_or_none(text: str, form: re.Pattern[str]) -> str | None:
    """Return the text unquoted if it needs no quotes, else None."""
    if not form.fullmatch(text) or text != text.strip():
        return None
    try:
        return text if parse_scalar(text) == text else None
    except NotANumberError:
        return None


def _quote(text: str) -> str:
    """Return the text in double quotes, with invisible characters escaped."""
    return "".join(
        c if c.isprintable() else _escape_character(c) for c in json.dumps(text, ensure_ascii=False)
    )


def _escape_character(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"
