"""Makes the README's picture from the running app: a game of fixed seed and moves on a screen of 120 x 40.

    python tools/picture.py [FILE]          (by default docs/play.svg)

The same program and the same scenarios make the same picture, byte for byte.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

from sim.cli.play import PlayRequest
from sim.game.places import HOME
from sim.scenario.load import load
from tui.app import TactegicApp
from tui.messages import MoveTyped
from tui.screens.play import PlayScreen

PLACE = Path(__file__).parent.parent / "docs" / "play.svg"
SIZE = (120, 40)
SCENARIO, SEED = "the_entrant", 12
MOVES = ("S25 M35 L65 r20", "S25 M35 L70 r40", "S30 M35 L70 r60", "S25 M35 L65 r50")
SECONDS = 60.0
"""seconds; after which the app is given up."""

FONTS = "DejaVu Sans Mono, Menlo, Consolas, monospace"
"""Fonts of the reader's own machine: a picture loads nothing from elsewhere."""


async def picture() -> str:
    """The picture as SVG."""
    app = TactegicApp(PlayRequest(load(SCENARIO).scenario, seed=SEED))
    async with app.run_test(size=SIZE) as pilot, asyncio.timeout(SECONDS):
        while not isinstance(app.screen, PlayScreen):
            await pilot.pause()
        for number, words in enumerate(MOVES, start=1):
            session = app.session
            assert session is not None
            app.screen.post_message(MoveTyped(session.game.typed(words)))
            while session.shown.number < number:
                await pilot.pause()
        await pilot.pause()
        svg = app.export_screenshot(title="Tactegic")
    app.close_session()
    return _local(svg)


def _local(svg: str) -> str:
    """The picture without fonts from the network, and without blanks at the ends of its lines."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]*;", f"font-family: {FONTS};", svg)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def main(place: Path) -> None:
    """Write the picture; records of the game go to a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME] = home
        place.write_text(asyncio.run(picture()), encoding="utf-8")
    sys.stdout.write(f"{place}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PLACE)
