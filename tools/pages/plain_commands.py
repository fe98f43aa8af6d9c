"""plain_commands.md: every command of plain mode."""

from __future__ import annotations

from collections.abc import Iterator

from tui.plain.commands import GROUPS, CommandGroup

HEAD = """\
# Every command of plain mode

What can be typed in [plain mode](../plain.md). *Short* is what may be typed instead of the name; `help NAME`
tells more. This page is made by `python tools/reference.py` from the program; do not edit it.
"""


def page() -> str:
    """The page as Markdown."""
    return "\n".join([HEAD, *(line for group in GROUPS for line in _rows(group))])


def _rows(group: CommandGroup) -> Iterator[str]:
    yield from (f"## {group.title}", "", "| command | short | what it does |", "|---|---|---|")
    yield from (
        f"| `{f'{one.name} {one.takes}'.strip()}` | `{one.short}` | {one.about} |" for one in group.commands
    )
    yield ""
