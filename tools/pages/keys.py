"""keys.md: every key of the screen, with the name by which the settings change it."""

from __future__ import annotations

from collections.abc import Iterator

from tui.keyboard.keymap import FIXED
from tui.keyboard.keys import GROUPS, KeyGroup, insert_keys

HEAD = """\
# Every key of the screen

The usual keys by place, as the help (`?`) shows them. *Name* is what `keymap` in the [settings](../settings.md) calls a
key; keys without a name cannot be changed. This page is made by `python tools/reference.py` from the program; do not
edit it.
"""


def page() -> str:
    """The page as Markdown."""
    return "\n".join([HEAD, *(line for group in GROUPS for line in _rows(group))])


def _rows(group: KeyGroup) -> Iterator[str]:
    yield from (f"## {group.title}", "", "| key | name | what it does |", "|---|---|---|")
    for key in group.keys:
        name = "" if key.id in FIXED else f"`{key.id}`"
        about = insert_keys(key.tooltip).replace("|", "\\|")
        yield f"| {(key.key_display or key.key).replace('|', chr(92) + '|')} | {name} | {about} |"
    yield ""
