"""Every theme can be read, also by people without one kind of cones and without any colour at all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from itertools import combinations

import pytest
from rich.color import Color
from rich.style import Style
from textual.color import Color as Parsed
from textual.theme import Theme

from tests.tui.colours import RGB, WITHOUT, contrast, distance
from tests.tui.driving import WIDE, Driver, game
from tui.drawing.text import DANGER
from tui.drawing.theme import COLOUR_BLIND, HIGH_CONTRAST, TERMINAL, THEMES
from tui.screens.menu import MenuScreen
from tui.screens.result import ResultScreen

OWN_COLOURS = [theme for theme in THEMES if theme is not TERMINAL]

TEXT, HIGH = 4.5, 7.0
"""Least contrasts of text: WCAG 1.4.3 and 1.4.6."""

APART = 20.0
"""Distance in CIELAB; of colours that mean different things, about nine times what can just be told apart."""

SCREENS = {"help": "question_mark", "focus": "o", "playbook": "e", "settings": "s"}
"""Keys that open a screen over the game."""


def _of(theme: Theme, name: str) -> RGB:
    """A colour of a theme: a variable or a field."""
    value = theme.variables.get(name) or getattr(theme, name)
    return Parsed.parse(str(value)).rgb


def _least(theme: Theme) -> float:
    return HIGH if theme is HIGH_CONTRAST else TEXT


@pytest.mark.parametrize("theme", OWN_COLOURS, ids=lambda theme: theme.name)
def test_the_colours_of_text_can_be_read_on_every_ground(theme: Theme) -> None:
    texts = ("foreground", "dim", "accent", "error")
    pairs = [(text, ground) for text in texts for ground in ("background", "surface", "panel")]
    pairs += [("stale", "background"), ("on-chosen", "chosen"), ("dim", "chosen")]
    for text, ground in pairs:
        assert contrast(_of(theme, text), _of(theme, ground)) >= _least(theme), (text, ground)


@pytest.mark.parametrize("kind", WITHOUT)
def test_meanings_stay_apart_without_one_kind_of_cones(kind: str) -> None:
    meanings = ("accent", "error", "foreground", "dim")
    for one, other in combinations(meanings, 2):
        found = distance(_of(COLOUR_BLIND, one), _of(COLOUR_BLIND, other), WITHOUT[kind])
        assert found >= APART, (one, other)


def test_the_simulation_knows_what_is_mixed_up() -> None:
    """Red and green of one lightness: far apart, and near without red or green cones."""
    red, green = (200, 90, 60), (120, 130, 40)
    assert distance(red, green) > 2 * distance(red, green, WITHOUT["green (deuteranopia)"])
    assert distance((0, 0, 0), (255, 255, 255)) == pytest.approx(100, abs=0.1)
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)


async def test_text_can_be_read_on_every_screen() -> None:
    async with game(WIDE) as driver:
        await driver.lived()
        async for where in _screens(driver):
            for theme in OWN_COLOURS:
                driver.app.theme = theme.name
                await driver.rests()
                for text, style in _texts(driver):
                    fore, back = _rgb(style.color), _rgb(style.bgcolor)
                    assert fore is not None, (where, text)
                    assert back is not None, (where, text)
                    assert contrast(fore, back) >= _least(theme), (where, theme.name, text)
                    assert not style.dim, (where, theme.name, text)  # a terminal dims as it likes


async def _screens(driver: Driver) -> AsyncIterator[str]:
    """The screens of a game, and those around it."""
    yield "play"
    for name, key in SCREENS.items():
        await driver.press(key)
        yield name
        await driver.press("escape")
    while not driver.on(ResultScreen):
        await driver.press("enter")
    yield "result"
    await driver.press("escape", "n")
    await driver.comes_to(MenuScreen)
    yield "menu"
    for step, name in enumerate(("new game", "crm", "saved games"), start=1):
        await driver.press("home", *["down"] * step, "enter")
        yield name
        await driver.press("escape")


def _segments(driver: Driver) -> Iterator[tuple[str, Style]]:
    """What is drawn with its style; of a dialog what is inside of it, since nothing else is to be read then."""
    screen = driver.app.screen
    boxes = screen.query(".dialog")
    region = boxes.first().region if boxes else screen.region
    for y, strip in enumerate(screen._compositor.render_strips()):
        if region.y <= y < region.bottom:
            for segment in strip.crop(region.x, region.right):
                if segment.style is not None:
                    yield segment.text, segment.style


def _texts(driver: Driver) -> Iterator[tuple[str, Style]]:
    """What has letters or digits."""
    return ((text, style) for text, style in _segments(driver) if any(map(str.isalnum, text)))


def _rgb(colour: Color | None) -> RGB | None:
    if colour is None or colour.triplet is None:
        return None
    return colour.triplet.red, colour.triplet.green, colour.triplet.blue


async def test_no_color_is_respected_in_every_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with game(WIDE) as driver:
        for theme in (*THEMES, THEMES[0]):
            driver.app.settings.change(theme=theme.name)
            await driver.sees("▸Sellers")  # the focus is marked without a colour
            for text, style in _segments(driver):
                for colour in (style.color, style.bgcolor):
                    rgb = _rgb(colour)
                    assert rgb is None or len(set(rgb)) == 1, (theme.name, text, style)
                    if theme is TERMINAL:
                        assert colour is None or colour.is_default, (text, style)


async def test_the_place_in_a_list_is_marked_where_there_is_no_colour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with game(WIDE) as driver:
        await driver.press("e", "down")
        for theme in THEMES:
            driver.app.settings.change(theme=theme.name)
            await driver.rests()
            marked = {text for text, style in _texts(driver) if style.underline or style.reverse}
            others = {text for text, style in _texts(driver) if not (style.underline or style.reverse)}
            assert marked, theme.name
            assert len(others) > len(marked)


def test_danger_is_more_than_a_colour() -> None:
    assert "bold" in DANGER.split()
