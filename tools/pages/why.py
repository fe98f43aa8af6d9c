"""why.md: how a change is split, with what `tactegic why` says of a golden game."""

from __future__ import annotations

import contextlib
import io
import textwrap
from pathlib import Path

from sim.cli.main import main
from tools.pages import fill_template

RECORD, MOVE = Path(__file__).parents[2] / "tests" / "golden" / "the_entrant.tgn", "4"
WIDTH = 110
"""characters; to which lines are wrapped."""


def example_text() -> str:
    """What the command says of bookings, its long lines wrapped."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        main(["why", str(RECORD), "--move", MOVE])
    bookings = said.getvalue().partition("\n\nValue:")[0]
    return "".join(f"{row}\n" for line in bookings.split("\n") for row in _wrap_line(line))


def _wrap_line(line: str) -> list[str]:
    return [line] if len(line) <= WIDTH else textwrap.wrap(line, WIDTH, subsequent_indent=" " * 6)


def page() -> str:
    """The page as Markdown."""
    return fill_template("why", example=example_text())
