"""Plays a whole game in plain mode, from a script of lines piped into the real command, and writes it down as a page.

    python tools/recorded_game.py [FILE]          (by default docs/reference/a_game.md)

The same program and the same scenarios make the same page. Only the place of the record is written as `~`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from sim.base.places import HOME_VARIABLE
from tui.plain.spoken import wrap_spoken

ROOT = Path(__file__).parent.parent
PAGE_FILE = ROOT / "docs" / "reference" / "a_game.md"
ARGUMENTS = ("play", "the_entrant", "--seed", "7", "--plain")
WIDTH = 110
"""characters; at which long lines are broken on the page."""

SCRIPT = """\
# Where do we stand? The firm lives in the month: almost nothing is due after this year.
board
stocks
# What would somebody recommend who plays thousands of futures of it?
hint
# All at once is too much for me: the quarter would suffer. What does a smaller step change?
S20 M35 L65 r30
play
# A good quarter, and a first sign.
signals
# Three to nine months, and half an answer is none: everything into that, now.
lines
play S25 M35 L70 r60
signals
play
# Two quarters at two thirds of the target. Would it help to drop the future?
S0 M5 L10 r60
ahead
# For this quarter yes, a year on no. I hold the course; the answer to the entrant is ready.
play S25 M35 L70 r60
signals
books
play
why
# Nine tenths of that was luck. And still, the month calls: try it, to see what it brings.
play S5 M15 L30 r60
# More this quarter, and fewer talks about the years to come: that is paid for later. Take it back.
name for the month
takeback
play S25 M35 L70 r60
name hold the course
tree
signals
play S25 M35 L70 r30
play
signals
# Any day now, and the answer is ready. What does one of my sellers work on by now?
seller 3
play
focus
play
# Nothing in sight now. What is the firm worth by now, and where does the work lie?
board
stocks
play
history bookings
signals
# One more quarter; what is in the future now is worth something to whoever comes after.
play
# That was it. What were the moves after which it looked clearly different?
turns
# And the quarter for the month, beside the one that held the course?
compare
back
return
moves
result
save
"""

HEAD = """\
# A game

A whole game as it was played in [plain mode](../plain.md). Lines behind `>` are what the player typed, and what begins
with `#` is what they thought; everything else is what the game said. Nothing is left out or corrected, but long lines
are wrapped. `python tools/recorded_game.py` plays it again, and a test compares the two.

    tactegic {arguments}

```text
"""


def play_script(script: str, home: Path) -> str:
    """What the command says to a script that is piped in. Raises CalledProcessError where a line is not understood."""
    command = [sys.executable, "-m", "sim.cli.main", *ARGUMENTS]
    environment = os.environ | {HOME_VARIABLE: str(home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(  # noqa: S603  # our own command
        command, input=script, text=True, stdout=subprocess.PIPE, env=environment, check=True
    )
    return done.stdout.replace(str(home), "~")


def read_script(page: str) -> str:
    """The lines that were typed, from a page."""
    typed = re.findall(r"^[^>\n]+> (.*)$", page.partition("```text\n")[2].partition("```")[0], re.MULTILINE)
    return "".join(f"{line}\n" for line in typed)


def game_page_text() -> str:
    """The page as Markdown."""
    with tempfile.TemporaryDirectory() as home:
        said = play_script(SCRIPT, Path(home)).rstrip()
    lines = [line for text in said.splitlines() for line in wrap_spoken(text.rstrip(), WIDTH)]
    return HEAD.format(arguments=" ".join(ARGUMENTS)) + "\n".join(lines) + "\n```\n"


def main(place: Path) -> None:
    """Write the page."""
    place.write_text(game_page_text(), encoding="utf-8")
    sys.stdout.write(f"{place}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE_FILE)
