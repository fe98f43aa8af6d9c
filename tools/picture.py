"""Makes the README's picture from the running app: a game of fixed seed and moves on a screen of 120 x 40, with what
the lookahead says after a fixed amount of work.

    python tools/picture.py [FILE]          (by default docs/play.svg)

The same program and the same scenarios make the same picture, byte for byte.
"""

from __future__ import annotations

import asyncio
import os
import queue
import re
import sys
import tempfile
from pathlib import Path

from sim.cli.play import PlayRequest
from sim.game.places import HOME
from sim.lookahead.think import Limit
from sim.lookahead.worker import Answer, Request
from sim.scenario.load import load
from tui.app import TactegicApp
from tui.lookahead import Lookahead
from tui.messages import MoveTyped
from tui.screens.play import PlayScreen

PLACE = Path(__file__).parent.parent / "docs" / "play.svg"
SIZE = (120, 40)
SCENARIO, SEED = "the_entrant", 12
MOVES = ("S25 M35 L65 r20", "S25 M35 L70 r40", "S30 M35 L70 r60", "S25 M35 L65 r50")
FUTURES = 4000
"""futures; of the lookahead."""

SECONDS = 60.0
"""seconds; after which the app is given up."""

FONTS = "DejaVu Sans Mono, Menlo, Consolas, monospace"
"""Fonts of the reader's own machine: a picture loads nothing from elsewhere."""


class StillMind:
    """Answers every request once, when it has done all of it."""

    def __init__(self) -> None:
        self._generation = 0
        self._asked: queue.Queue[tuple[int, Request] | None] = queue.Queue()

    def ask(self, request: Request) -> int:
        """Think about it after those before."""
        self._generation += 1
        self._asked.put((self._generation, request))
        return self._generation

    def stop(self) -> None:
        """There is nothing to stop."""

    def answer(self) -> Answer | None:
        """The last answer to the next request."""
        asked = self._asked.get()
        if asked is None:
            return None
        generation, request = asked
        return list(request.answers(generation, lambda: False))[-1]

    def close(self) -> None:
        """End."""
        self._asked.put(None)


async def picture() -> str:
    """The picture as SVG."""
    lookahead = Lookahead(StillMind, on=False, limit=Limit(futures=FUTURES))
    app = TactegicApp(PlayRequest(load(SCENARIO).scenario, seed=SEED), lookahead)
    async with app.run_test(size=SIZE) as pilot, asyncio.timeout(SECONDS):
        while not isinstance(app.screen, PlayScreen):
            await pilot.pause()
        for number, words in enumerate(MOVES, start=1):
            session = app.session
            assert session is not None
            app.screen.post_message(MoveTyped(session.game.typed(words)))
            while session.shown.number < number:
                await pilot.pause()
        app.screen.action_switch()
        while app.screen.foresight.state != "told":
            await pilot.pause()
        app.screen.action_hint()
        while app.screen.foresight.effect is None:
            await pilot.pause()
        await pilot.pause()
        svg = app.export_screenshot(title="Tactegic")
    lookahead.close()
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
