"""Writes the example in docs/why.md: what `tactegic why` says of a golden game.

python tools/why_page.py
"""

from __future__ import annotations

import contextlib
import io
import sys
import textwrap
from pathlib import Path

from sim.cli.main import main

ROOT = Path(__file__).parent.parent
PLACE = ROOT / "docs" / "why.md"
RECORD, MOVE = ROOT / "tests" / "golden" / "the_entrant.tgn", "4"
HEAD, FENCE = "## An example\n", "```\n"
WIDTH = 110
"""characters; to which lines are wrapped."""


def example() -> str:
    """What the command says of bookings, its long lines wrapped."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        main(["why", str(RECORD), "--move", MOVE])
    bookings = said.getvalue().partition("\n\nValue:")[0]
    return "".join(f"{row}\n" for line in bookings.split("\n") for row in _wrapped(line))


def _wrapped(line: str) -> list[str]:
    return [line] if len(line) <= WIDTH else textwrap.wrap(line, WIDTH, subsequent_indent=" " * 6)


def page(text: str) -> str:
    """A page with the example as it is now."""
    before, head, rest = text.partition(HEAD)
    lead, fence, old = rest.partition(FENCE)
    return before + head + lead + fence + example() + fence + old.partition(FENCE)[2]


if __name__ == "__main__":
    PLACE.write_text(page(PLACE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PLACE}\n")
