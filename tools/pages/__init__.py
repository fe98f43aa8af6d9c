"""The generated pages of docs/reference: a module or a template for each. `tools/reference.py` writes them."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
"""Where the pages, and the figures that they are made from, are stored."""

SLOT = re.compile(r"^\{\{ (\w+) \}\}$", re.MULTILINE)
"""A line of a template that something generated replaces."""


def fill_template(name: str, **parts: str) -> str:
    """The template NAME.md of this folder with its slots filled. Raises ValueError if slots and parts differ."""
    template = (Path(__file__).parent / f"{name}.md").read_text(encoding="utf-8")
    if set(SLOT.findall(template)) != set(parts):
        raise ValueError(f"{name}.md has the slots {SLOT.findall(template)}, and not {list(parts)}")
    return SLOT.sub(lambda slot: parts[slot[1]].strip("\n"), template)
