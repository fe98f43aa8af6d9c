"""The settings screen: a change counts at once, is kept across starts, can be reset; what is wrong is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Button

from sim.base.places import settings_file
from sim.cli.play import PlayRequest
from sim.play.settings.file import change_settings, load_settings
from sim.play.settings.settings import Settings
from sim.text.settings import SETTING_CHOICES
from tests.tui.driving import SMALL, WIDE, Driver, game, running
from tests.tui.foreseeing import Minds
from tui.content.setting_rows import KEYMAP_PREFIX
from tui.screens.choosing import Choosing
from tui.screens.menu import MenuScreen
from tui.screens.settings import SettingsScreen
from tui.screens.taking_key import TakingKey
from tui.widgets.fields import RowList


def _fields(driver: Driver) -> RowList:
    return driver.app.screen.query_one(RowList)


async def _to(driver: Driver, name: str) -> None:
    """Go to a row of the settings."""
    await driver.press("home")
    while (row := _fields(driver).row) is None or row.key != name:
        await driver.press("down")


@pytest.mark.validate
async def test_from_the_menu_every_value_of_every_setting_counts_at_once_and_is_kept() -> None:
    async with running(PlayRequest(), SMALL) as driver:
        await driver.press("s")
        await driver.comes_to(SettingsScreen)
        for name, (_, words) in SETTING_CHOICES.items():
            await _to(driver, name)
            seen = []
            for _ in words:
                await driver.press("right")
                now = driver.app.preferences.settings
                assert load_settings().settings == now
                assert driver.app.theme == now.theme
                seen.append(getattr(now, name))
            assert len(set(seen)) == len(words)
            assert getattr(driver.app.preferences.settings, name) == getattr(Settings(), name)
        await driver.press("escape")
        await driver.comes_to(MenuScreen)


async def test_settings_are_there_at_the_next_start() -> None:
    async with running(PlayRequest(), SMALL) as driver:
        await driver.press("s")
        await driver.comes_to(SettingsScreen)
        await _to(driver, "theme")
        await driver.press("enter")
        await driver.comes_to(Choosing)
        await driver.press("down", "enter")
    async with running(PlayRequest(), SMALL) as driver:
        assert driver.app.theme == "light"
        assert driver.app.preferences.settings.theme == "light"


async def test_the_lookahead_stays_off_across_starts_and_comes_back_when_it_is_wanted() -> None:
    minds = Minds()
    async with game(SMALL, lookahead=minds.lookahead) as driver:
        await driver.press("l")
        assert not minds.lookahead.on
    again = Minds()
    async with game(SMALL, lookahead=again.lookahead) as driver:
        assert not again.made
        await driver.press("s")
        await _to(driver, "lookahead")
        await driver.press("right", "escape")
        await driver.until("lines are asked for", lambda: again.asked)


async def test_a_strength_is_what_the_lookahead_is_asked_for() -> None:
    change_settings(strength="master")
    minds = Minds()
    async with game(SMALL, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        assert minds.asked[-1].limit.futures == Settings(strength="master").futures
        driver.app.settings.change(strength=777)
        await driver.until("they are asked for anew", lambda: minds.asked[-1].limit.futures == 777)


async def test_another_key_is_taken_and_one_with_two_meanings_refused() -> None:
    async with game(SMALL) as driver:
        await driver.press("s")
        await _to(driver, f"{KEYMAP_PREFIX}game.takeback")
        await driver.press("enter")
        await driver.comes_to(TakingKey)
        await driver.press("x")
        assert driver.on(TakingKey)
        await driver.sees("ahead.nothing", "game.takeback")
        await driver.press("U")
        await driver.comes_to(SettingsScreen)
        assert load_settings().settings.keymap == {"game.takeback": "U"}
        await driver.press("escape")
        await driver.sees("U take back")
        await driver.press("s")
        await _to(driver, f"{KEYMAP_PREFIX}game.takeback")
        await driver.press("enter", "delete")
        assert load_settings().settings.keymap == {}
        await driver.press("enter", "escape")
        assert load_settings().settings.keymap == {}


async def test_movement_that_meets_own_keys_is_refused() -> None:
    change_settings(keymap={"game.takeback": "h"})
    async with game(SMALL) as driver:
        await driver.press("s")
        await _to(driver, "movement")
        await driver.press("right")
        await driver.sees("game.takeback", "h moves")
        assert driver.app.preferences.settings.movement == "arrows"


async def test_everything_is_reset_when_that_is_meant() -> None:
    change_settings(theme="light", motion="full", keymap={"game.takeback": "U"})
    async with running(PlayRequest(), SMALL) as driver:
        await driver.press("s")
        driver.app.screen.query_one("#settings-reset", Button).press()
        await driver.sees("Reset the settings?")
        await driver.press("escape")
        assert load_settings().settings.theme == "light"
        driver.app.screen.query_one("#settings-reset", Button).press()
        await driver.press("enter")
        assert load_settings().settings == driver.app.preferences.settings == Settings()
        assert driver.app.theme == "dark"
        assert driver.app.animation_level == "none"


async def test_a_broken_file_is_told_kept_and_the_game_starts() -> None:
    path = settings_file()
    path.write_text("theme: drk\n", encoding="utf-8")
    async with game(WIDE) as driver:
        await driver.sees("'drk' is not possible")
        assert driver.app.preferences.settings == Settings()
        await driver.lived()
        assert path.read_text(encoding="utf-8") == "theme: drk\n"
        driver.app.settings.change(motion="full")
        await driver.rests()
        aside = path.with_name("settings-broken-1.yaml")
        assert aside.read_text(encoding="utf-8") == "theme: drk\n"
        await driver.sees("It is kept as")
        assert load_settings().settings == Settings(motion="full")


async def test_where_settings_cannot_be_kept_that_is_told_and_they_count(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = home / "file"
    file.write_text("", encoding="utf-8")
    async with running(PlayRequest(), SMALL) as driver:
        monkeypatch.setenv("TACTEGIC_HOME", str(file))
        driver.app.settings.change(theme="light")
        await driver.sees("not saved")
        assert driver.app.theme == "light"


async def test_moves_in_words_where_there_is_room() -> None:
    async with game(WIDE) as driver:
        short = "S6 M18 L30 r30"
        await driver.sees(f"{short}  enter plays it")
        driver.app.settings.change(notation="words")
        await driver.sees("sellers 6, managers 18, leaders 30, answers 30  enter plays it")
        await driver.type_move("S50")
        await driver.press("enter")
        await driver.press("escape", "left")
        await driver.sees("Looking at the position at the start")


@pytest.mark.parametrize(("motion", "level"), [("full", "full"), ("reduced", "basic"), ("none", "none")])
async def test_motion_is_what_may_move(motion: str, level: str) -> None:
    change_settings(motion=motion)
    async with running(PlayRequest(), SMALL) as driver:
        assert driver.app.animation_level == level
