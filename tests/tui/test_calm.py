"""The stream of pictures that a terminal gets, each as it stands there: nothing flickers, jumps or mixes positions."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual._compositor import CompositorUpdate
from textual.screen import Screen as AppScreen
from textual.widget import Widget

from bench.screen.screen import Screen
from sim.lookahead.requests import DraftRequest, SearchRequest
from tests.tui.driving import SMALL, WIDE, Driver, game
from tests.tui.foreseeing import Minds, effect, snapshot
from tui import app
from tui.app import TactegicApp
from tui.screens.play import PlayScreen
from tui.widgets.chance import ChanceBar
from tui.widgets.move import MovePanel
from tui.widgets.panel import Panel

STYLES = Path(app.__file__).parent

KEYS = ("right", "left", "[", "]", "u", "f", "m", "x", "+")
LAYING_OUT = ("5", "4", "2", "p", "escape")
"""Keys to other panels: these are laid out first, and then written for the room that they have."""
STEPS = 60
ANSWERS = ("lines", "late lines", "deeper lines", "effect", "late effect")

MONTH = re.compile(r"month (\d+)")
PREPARED = re.compile(r"Your move: Q\d+ of \d+, month (\d+)")
LOOKED_AT = re.compile(r"Looking at the position (?:after move (\d+)|at the start)")


class Watched(TactegicApp):
    """Keeps every picture, as a terminal would show it after all that was written so far."""

    # or they would be sought beside this file
    CSS_PATH = [STYLES / str(name) for name in TactegicApp.CSS_PATH]  # noqa: RUF012

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.pictures: list[str] = []
        self._terminal: Screen | None = None

    def notify(self, *_: Any, **__: Any) -> None:
        """Nothing: what is notified comes, covers a corner, and goes by the clock."""

    def _display(self, screen: AppScreen[Any], renderable: Any) -> None:
        if isinstance(renderable, CompositorUpdate) and not self._batch_count:
            self._terminal = self._terminal or Screen(*self.size)
            self._terminal.write(renderable.render_segments(self.console).encode())
            self.pictures.append(self._terminal.text)
        super()._display(screen, renderable)


class Watch:
    """A game that is watched."""

    def __init__(self, driver: Driver, minds: Minds) -> None:
        assert isinstance(driver.app, Watched)
        self.driver, self.minds, self.app = driver, minds, driver.app

    async def press(self, key: str) -> None:
        """Press a key: every picture is of one position, and nothing flickers."""
        before = self.app.pictures[-1]
        del self.app.pictures[:-1]
        await self.driver.press(key)
        await self.driver.until(
            "the draft is weighed", lambda: self._screen.presenter.still
        )  # or that came with a late answer
        self._is_calm(before, key)

    async def answer(self, what: str) -> None:
        """Let a mind answer: nothing moves, what is late changes nothing, and nothing flickers."""
        before, places = self.app.pictures[-1], self._places()
        del self.app.pictures[:-1]
        self._say(what)
        await self.driver.rests()
        assert self._places() == places, what
        if what.startswith("late"):
            assert self.app.pictures[-1] == before, what
        self._is_calm(before, what)

    @property
    def _screen(self) -> PlayScreen:
        screen = self.app.screen
        assert isinstance(screen, PlayScreen)
        return screen

    def _say(self, what: str) -> None:
        mind = self.minds.thinking if "lines" in what else self.minds.drafting
        generation = mind.generation - what.startswith("late")
        request = mind.by_generation.get(mind.generation)
        if isinstance(request, SearchRequest):
            told = snapshot(request)
            deeper = replace(told, futures=told.futures * 7, rounds=9)
            mind.say(deeper if what.startswith("deeper") else told, generation)
        elif isinstance(request, DraftRequest):
            mind.say(effect(request.position, request.move), generation)

    def _places(self) -> dict[Widget, Any]:
        """Where everything stands, and how far it is scrolled."""
        screen = self.driver.app.screen
        return {w: (w.region, w.scroll_offset) for w in screen.query(Panel)} | {
            w: (w.region, w.scroll_offset) for w in (screen.query_one(ChanceBar), screen.query_one(MovePanel))
        }

    def _is_calm(self, before: str, what: str) -> None:
        after = self.app.pictures[-1]
        for picture in self.app.pictures:
            _is_of_one_position(picture, what)
            if what not in LAYING_OUT:
                _does_not_flicker(before, picture, after, what)


def _is_of_one_position(picture: str, what: str) -> None:
    month = MONTH.search(picture)
    assert month, what
    prepared, looked = PREPARED.search(picture), LOOKED_AT.search(picture)
    assert prepared or looked, what
    said = int(prepared[1]) if prepared else int((looked and looked[1]) or 0) + 1
    assert said == int(month[1]), (what, picture)


def _does_not_flicker(before: str, picture: str, after: str, what: str) -> None:
    """Every cell is as it was or as it will be."""
    for number, rows in enumerate(zip(*(p.split("\n") for p in (before, picture, after)), strict=True)):
        for old, now, new in zip(*rows, strict=True):
            assert now in (old, new), (what, number, *rows)


@asynccontextmanager
async def _watched(size: tuple[int, int]) -> AsyncIterator[Watch]:
    minds = Minds()
    async with game(size, lookahead=minds.lookahead, kind=Watched, cadence="month") as driver:
        await minds.tell_lines(driver)
        for _ in range(2):
            await driver.lived()
        yield Watch(driver, minds)


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.validate) for n in range(2, 5))])
async def test_every_picture_is_calm(size: tuple[int, int], seed: int) -> None:
    drawn = Random(seed)  # noqa: S311  # no secret
    async with _watched(size) as watch:
        for step in drawn.choices((*KEYS, *LAYING_OUT, *ANSWERS, *ANSWERS), k=STEPS):
            await (watch.answer if step in ANSWERS else watch.press)(step)
