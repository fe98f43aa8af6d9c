"""Keys of the player's own and vim movement: one meaning in a focus; what would give a key two is refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from sim.play.settings.settings import Settings
from tests.tui.driving import SMALL, WIDE, Driver, game
from tui.keyboard.keymap import ARROWS, FIXED, Keymap, find_keymap_problems, key_label, key_names
from tui.keyboard.keys import all_bindings
from tui.screens.help import HelpScreen
from tui.screens.play import PlayScreen

ROOT = Path(__file__).parent.parent.parent
TABLE = {str(key.id): key for key in all_bindings()}


@pytest.mark.parametrize("movement", ["arrows", "vim"])
def test_the_table_gives_no_key_two_meanings_in_a_focus(movement: str) -> None:
    assert find_keymap_problems({}, movement) == []


def test_vim_leaves_no_meaning_on_its_letters_and_no_id_without_a_key() -> None:
    keys = Keymap(vim=True)
    for key in TABLE.values():
        assert keys.of(key)
        assert not set(keys.of(key)) & set(ARROWS)
        assert {name.lower() for name in keys.of(key)} == {name.lower() for name in key_names(key.key)}
    assert keys.of(TABLE["ahead.switch"]) == ("L",)


@pytest.mark.parametrize(
    ("own", "movement", "named"),
    [
        ({"game.takeback": "x"}, "arrows", ("game.takeback", "ahead.nothing")),
        ({"game.takeback": "f9", "ahead.nothing": "f9"}, "arrows", ("game.takeback", "ahead.nothing")),
        ({"game.type": ","}, "arrows", ("game.type", "slider.fine_less")),
        ({"lines.take": "u"}, "arrows", ("lines.take", "game.takeback")),
        ({"crm.again": "q"}, "arrows", ("crm.again", "app.quit")),
        ({"game.takeback": "L"}, "vim", ("game.takeback", "ahead.switch")),
    ],
)
def test_two_meanings_are_refused_and_both_are_named(
    own: dict[str, str], movement: str, named: tuple[str, str]
) -> None:
    found = find_keymap_problems(own, movement)
    assert found
    assert all(any(name in message for _, message, _ in found) for name in named)
    assert all(remedy for _, _, remedy in found)


@pytest.mark.parametrize(
    ("own", "movement"),
    [
        ({"game.takebak": "x"}, "arrows"),
        ({"app.stop": "x"}, "arrows"),
        ({"game.takeback": ""}, "arrows"),
        ({"game.takeback": "u, "}, "arrows"),
        ({"game.takeback": "shift+a"}, "arrows"),
        ({"game.takeback": "hyperspace"}, "arrows"),
        ({"game.takeback": "tab"}, "arrows"),
        ({"game.takeback": "l"}, "vim"),
        ({"dialog.leave": "b"}, "arrows"),
        ({"dialog.leave": "enter"}, "arrows"),
        ({"app.help": "down"}, "arrows"),
    ],
)
def test_what_is_no_key_or_would_lock_the_player_in_is_refused(own: dict[str, str], movement: str) -> None:
    found = find_keymap_problems(own, movement)
    assert found
    assert found[0][0] in own
    assert found[0][2]


@pytest.mark.parametrize(
    "own",
    [
        {"game.takeback": "x", "ahead.nothing": "u"},  # they change places
        {"game.commit": "f7"},
        {"slider.less": "a, left", "slider.more": "d, right"},
        {"dialog.leave": "escape, b"},
        {"game.type": "comma", "slider.fine_less": "f5", "app.help": "?, f6"},
        {"crm.again": "u"},  # never in one focus with u of a game
        {"ahead.more": "ctrl+up", "ahead.fewer": "ctrl+down"},
    ],
)
def test_keys_may_be_changed(own: dict[str, str]) -> None:
    assert find_keymap_problems(own, "arrows") == []


def test_a_key_is_shown_as_one_presses_it() -> None:
    said = {"question_mark": "?", "left": "←", "ctrl+s": "ctrl+s", "escape": "esc", "comma": ",", "U": "U"}
    assert {key: key_label(key) for key in said} == said


async def test_own_keys_do_what_the_old_ones_did_and_are_shown() -> None:
    async with game(SMALL) as driver:
        await driver.lived()
        driver.app.settings.change(keymap={"game.takeback": "x", "ahead.nothing": "u", "game.commit": "f7"})
        await driver.sees("x take back", "f7 play", "f7 plays it")
        await driver.press("u")
        assert driver.session.game.at.number == 1
        assert _playing(driver).foresight.nothing_shown
        await driver.press("x")
        assert driver.session.game.at.number == 0
        await driver.press("enter")
        assert driver.session.game.at.number == 0
        await driver.lived("f7")
        await driver.press("question_mark")
        await driver.comes_to(HelpScreen)
        driver.app.settings.reset()
        await driver.press("escape")
        await driver.sees("u take back", "enter play")


async def test_vim_letters_move_and_the_lookahead_has_a_key_of_its_own() -> None:
    async with game(WIDE) as driver:
        driver.app.settings.change(movement="vim")
        first = driver.slider("split-0").value
        await driver.press("l")
        more = driver.slider("split-0").value
        assert more > first
        await driver.press("h", "j")
        assert driver.slider("split-0").value < more
        assert driver.app.focused is driver.slider("split-1")
        await driver.press("k")
        assert driver.app.focused is driver.slider("split-0")
        assert not driver.app.lookahead.on
        await driver.sees("L switches it on")
        await driver.lived()
        await driver.press("escape", "h")
        assert driver.session.shown is driver.session.game.at.parent
        await driver.press("l")
        assert driver.session.shown is driver.session.game.at
        await driver.press("e", "j")
        lists = driver.app.screen.query_one("OptionList")
        assert getattr(lists, "highlighted", None) == 1


async def test_vim_letters_are_letters_where_something_is_typed() -> None:
    async with game(SMALL) as driver:
        driver.app.settings.change(movement="vim")
        await driver.press("colon", *"hjkl")
        assert getattr(driver.app.focused, "value", "") == "hjkl"


async def test_the_footer_follows_at_once_and_wrong_keys_of_a_file_do_not_count() -> None:
    async with game(SMALL) as driver:
        driver.app.settings.change(keymap={"game.takeback": "x"})  # as somebody may write it into the file
        assert driver.app.preferences.wrong_keys
        await driver.sees("u take back")
        await driver.lived()
        await driver.press("u")
        assert driver.session.game.at.number == 0


def _playing(driver: Driver) -> PlayScreen:
    screen = driver.app.screen
    assert isinstance(screen, PlayScreen)
    return screen


def test_keys_that_lead_out_cannot_be_changed() -> None:
    assert all(find_keymap_problems({name: "f9"}, "arrows") for name in FIXED)


def test_the_page_of_the_settings_names_keys_that_there_are_and_every_value() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    named = re.findall(r"`([a-z]+\.[a-z_]+)`", page)
    assert set(named) <= {"settings.yaml"} | set(TABLE)
    assert set(re.findall(r"^  ([a-z]+\.[a-z_]+):", page, re.MULTILINE)) <= set(TABLE) - set(FIXED)
    for name, field in Settings.model_fields.items():
        if name != "format":
            row = next(line for line in page.splitlines() if line.startswith(f"| `{name}` |"))
            words = [w for kind in (field.annotation, *get_args(field.annotation)) for w in get_args(kind)]
            assert all(word in row for word in words if isinstance(word, str)), name
