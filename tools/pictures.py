"""Makes the pictures of README and docs from the running app: real games of fixed seed and moves, with what the
lookahead says after a fixed amount of work.

    python tools/pictures.py [NAME ...]          (all of them into docs/reference/pictures)

The same program and the same scenarios make the same pictures, byte for byte.
"""

from __future__ import annotations

import asyncio
import os
import queue
import re
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from sim.base.places import HOME_VARIABLE
from sim.cli.play import PlayRequest
from sim.lookahead.requests import LookaheadRequest
from sim.lookahead.search_limit import SearchLimit
from sim.play.settings.file import StoredSettings
from sim.play.settings.file import load_settings as load_settings
from sim.play.settings.settings import Settings, ThemeName
from sim.scenario.load import load_scenario
from tui.app import TactegicApp
from tui.controllers.lookahead import LookaheadController
from tui.controllers.preferences import Preferences
from tui.runtime.messages import LookaheadAnswered, MoveTyped
from tui.screens.play import PlayScreen
from tui.screens.result import ResultScreen
from tui.thinking.client import AnswerListener
from tui.thinking.lookahead_clients import LookaheadClients

FOLDER = Path(__file__).parent.parent / "docs" / "reference" / "pictures"
WIDE, SMALL = (120, 40), (80, 24)
"""characters."""

SEED = 12
MOVES = ("S25 M35 L65 r20", "S25 M35 L70 r40", "S30 M35 L70 r60", "S25 M35 L65 r50")
TAKEBACK = "u"
FUTURES = 4000
"""futures; of the lookahead."""

SECONDS = 120.0
"""seconds; after which the app is given up."""

FONTS = "DejaVu Sans Mono, Menlo, Consolas, monospace"
"""Fonts of the reader's own machine: a picture loads nothing from elsewhere."""

ReadyCheck = Callable[[TactegicApp], object]


@dataclass(frozen=True)
class Picture:
    """A game, and what is looked at in it."""

    keys: tuple[str, ...] = ()
    """pressed after the moves,"""
    ready: ReadyCheck = lambda _: True
    """whether all is there that the picture is to show; it may go on working."""
    size: tuple[int, int] = WIDE
    scenario: str = "the_entrant"
    moves: tuple[str, ...] = MOVES
    """which are typed; TAKEBACK takes one back."""
    theme: ThemeName = "dark"
    lookahead: bool = True


def _foresight(app: TactegicApp) -> LookaheadController:
    return next(screen.foresight for screen in app.screen_stack if isinstance(screen, PlayScreen))


def _has_forecast(app: TactegicApp) -> bool:
    """Whether the lookahead has said what it has to say of the position."""
    return _foresight(app).state == "told"


def _has_draft_effect(app: TactegicApp) -> bool:
    """What it has to say of the draft too."""
    return _has_forecast(app) and _foresight(app).effect is not None


def _has_review(app: TactegicApp) -> bool:
    """Whether the end is told with all that is found out about it."""
    screen = app.screen
    return isinstance(screen, ResultScreen) and screen.review is not None and screen.review.done


PICTURES = {
    "play": Picture(("space",), _has_draft_effect),
    "play_80x24": Picture((), _has_forecast, SMALL),
    "play_light": Picture((), _has_forecast, theme="light"),
    "ahead": Picture(("greater_than_sign",) * 4, _has_draft_effect),
    "piece": Picture(("p", "right", "enter"), _has_forecast),
    "why": Picture(("9", "z"), lookahead=False),
    "tree": Picture(
        ("t",),
        moves=(*MOVES, *[TAKEBACK] * 2, "S20 M40 L80 r70", "S20 M40 L75 r60", "S20 M40 L75"),
        lookahead=False,
    ),
    "result": Picture(
        ("l",), _has_review, scenario="first_quarter", moves=("S25 M35 L65 r20",) * 4, lookahead=False
    ),
}
"""By name."""


class SynchronousClient:
    """A client that answers every request once, when it has done all of it."""

    def __init__(self, tell: AnswerListener) -> None:
        self._tell, self.generation, self.reason = tell, 0, ""
        self._asked: queue.Queue[tuple[int, LookaheadRequest] | None] = queue.Queue()
        threading.Thread(target=self._run, daemon=True).start()

    def ask(self, request: LookaheadRequest) -> int:
        """Think about it after those before."""
        self.generation += 1
        self._asked.put((self.generation, request))
        return self.generation

    def stop(self) -> None:
        """What is being answered is of no use any more."""
        self.generation += 1

    def close(self) -> None:
        """End."""
        self.stop()
        self._asked.put(None)

    def _run(self) -> None:
        while (asked := self._asked.get()) is not None:
            generation, request = asked
            self._tell(LookaheadAnswered(self, generation, list(request.answers(lambda: False))[-1]))


async def drawn(picture: Picture) -> str:
    """A picture as SVG."""
    lookahead = LookaheadClients(SynchronousClient, on=False, limit=SearchLimit(futures=FUTURES))
    request = PlayRequest(load_scenario(picture.scenario).scenario, seed=SEED)
    settings = Settings(theme=picture.theme, lookahead=False)  # it is switched on when all moves are played
    app = TactegicApp(
        request, lookahead, Preferences(StoredSettings(settings, load_settings().path, exists=False))
    )
    async with app.run_test(size=picture.size) as pilot, asyncio.timeout(SECONDS):
        await _played(app, pilot, picture)
        if picture.lookahead:
            await pilot.press("l")
            await _until(app, pilot, _has_forecast)
        await pilot.press(*picture.keys)
        await _until(app, pilot, picture.ready)
        svg = app.export_screenshot(title="Tactegic")
    lookahead.close()
    app.games.close()
    return _without_web_fonts(svg)


async def _played(app: TactegicApp, pilot: Pilot[int], picture: Picture) -> None:
    await _until(app, pilot, lambda _: isinstance(app.screen, PlayScreen))
    session = app.session
    assert session is not None
    for words in picture.moves:
        number = session.shown.number + (-1 if words == TAKEBACK else 1)
        if words == TAKEBACK:
            await pilot.press(TAKEBACK)
        else:
            app.screen.post_message(MoveTyped(session.game.parse_typed_move(words)))
        while session.shown.number != number:
            await pilot.pause()


async def _until(app: TactegicApp, pilot: Pilot[int], ready: ReadyCheck) -> None:
    await pilot.pause()
    while not (ready(app) and all(worker.is_finished for worker in app.workers)):
        await pilot.pause()
    await pilot.pause()


def _without_web_fonts(svg: str) -> str:
    """The picture without fonts from the network, without today and the folder that is thrown away, and without blanks
    at the ends of its lines.
    """
    svg = re.sub(r"tmp\w{8}(?=/games)", "my_tactegic", svg)
    svg = re.sub(r"\d{4}-\d\d-\d\d(?=-1\.tgn)", "2026-11-24", svg)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]*;", f"font-family: {FONTS};", svg)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def main(*names: str) -> None:
    """Draw them; records of the games go to a folder that is thrown away."""
    FOLDER.mkdir(exist_ok=True)
    for name in names or PICTURES:
        with tempfile.TemporaryDirectory() as home:
            os.environ[HOME_VARIABLE] = home
            place = FOLDER / f"{name}.svg"
            place.write_text(asyncio.run(drawn(PICTURES[name])), encoding="utf-8")
            sys.stdout.write(f"{place}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
