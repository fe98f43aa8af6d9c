"""Everything is there at both sizes, follows the window, and can be reached by keys and by the mouse."""

from __future__ import annotations

from functools import partial

from textual.widgets import Button

from sim.text.books import QUARTER_MEASURES
from tests.tui.driving import SMALL, WIDE, Driver, game, short
from tui.keyboard.keys import PANELS
from tui.screens.dialog import Dialog
from tui.screens.result import ResultScreen
from tui.screens.too_small import TooSmall
from tui.widgets.board import BoardPanel
from tui.widgets.history import HistoryPanel
from tui.widgets.panel import Panel, panel_key
from tui.widgets.tabs import Tabs

NAMES = tuple(str(key.id).removeprefix("panel.") for key in PANELS.keys if (key.key_display or "").isdigit())
AT_FIRST = {"board", "ahead", "lines", "news", "stocks"}
"""What is seen at first where there is room; others wait behind the last two."""


def _seen(driver: Driver) -> set[str]:
    """Panels that take up room on the screen."""
    return {panel.NAME for panel in driver.app.screen.query(Panel) if panel.region.area > 0}


def _is_seen(driver: Driver, name: str) -> bool:
    return name in _seen(driver)


def _only(driver: Driver, name: str) -> bool:
    return _seen(driver) == {name}


async def test_all_at_once_where_there_is_room_some_in_one_place() -> None:
    async with game(WIDE) as driver:
        await driver.until("they are seen", lambda: _seen(driver) == AT_FIRST)
        await driver.sees("5 signals", "6 books", "8 history")
        for name in set(NAMES) - AT_FIRST:
            await driver.press(panel_key(name))
            await driver.until(f"{name} is seen", partial(_is_seen, driver, name))
            assert len(_seen(driver)) == len(AT_FIRST)
            assert "board" in _seen(driver)


async def test_one_panel_at_a_time_where_there_is_little() -> None:
    async with game(SMALL) as driver:
        for name in NAMES:
            await driver.press(panel_key(name))
            await driver.until(f"{name} alone is seen", partial(_only, driver, name))
            edge = "━" if driver.app.focused is driver.app.screen.query_one(f"#{name}") else "─"
            await driver.sees(f"{edge} {panel_key(name)} ", "Your move")


async def test_every_panel_says_the_same_at_both_sizes() -> None:
    words = {
        "books": "attainment",
        "history": "No quarter",
        "news": "News",
        "signals": "market",
        "stocks": "Culture",
        "lines": "lookahead is off",
    }
    for size in (WIDE, SMALL):
        async with game(size) as driver:
            for name, word in words.items():
                await driver.press(panel_key(name))
                await driver.sees(word)


async def test_the_window_may_change_while_playing() -> None:
    async with game(WIDE) as driver:
        await driver.lived()
        for size, layout in ((SMALL, "-small"), (WIDE, "-wide"), ((100, 50), "-small"), ((200, 60), "-wide")):
            await driver.resize(size)
            await driver.until(f"the layout is {layout}", partial(driver.app.screen.has_class, layout))
        await driver.until("all are seen", lambda: _seen(driver) == AT_FIRST)
        await driver.lived()


async def test_below_the_smallest_size_it_says_what_it_needs() -> None:
    async with game(SMALL) as driver:
        for size in ((79, 24), (80, 23)):
            await driver.resize(size)
            await driver.comes_to(TooSmall)
            await driver.sees("needs 80 x 24")
            await driver.no_longer_sees("Board")
            await driver.resize(SMALL)
            await driver.playing()
        await driver.lived()


async def test_no_line_of_the_small_layout_is_cut() -> None:
    async with game(SMALL) as driver:
        await driver.lived()
        title, status = driver.text.split("\n")[:2]
        assert title.endswith("  ")
        assert status.rstrip().endswith(".")


async def test_perspectives_of_the_board() -> None:
    async with game() as driver:
        board = driver.app.screen.query_one(BoardPanel)
        names = [seller.name for seller in driver.session.view.sellers]
        await driver.sees(*names)
        await driver.press("f")
        assert board.turned == 1
        await driver.sees(*(f"│ {title} " for title in driver.session.view.segments))
        await driver.press("f")
        await driver.sees(*names)


async def test_measures_of_the_history() -> None:
    async with game(WIDE) as driver:
        await driver.lived()
        book = driver.session.view.weeks
        won = sum(week.won for week in book)
        await driver.press(panel_key("history"))
        for _ in range(list(QUARTER_MEASURES).index("won")):
            await driver.press("m")
        await driver.sees("History: deals won")
        lines = driver.text.split("\n")
        quarter = next(i for i, row in enumerate(lines) if row.rstrip(" ┃").endswith(" Q1"))
        assert lines[quarter - 1].split()[-2] == str(won)


async def test_pages_turn_from_anywhere() -> None:
    async with game(SMALL) as driver:
        await driver.lived()
        await driver.press(panel_key("news"))
        news = driver.app.screen.query_one("#news", Panel)
        await driver.until("the news are seen", lambda: news.allow_vertical_scroll)
        await driver.press("pagedown")
        await driver.until("they scroll", lambda: news.scroll_y > 0)
        await driver.lived()
        await driver.until("other news begin at their beginning", lambda: news.scroll_y == 0)


async def test_the_mouse_moves_sliders_and_chooses_panels() -> None:
    async with game(WIDE) as driver:
        slider = driver.slider("split-0")
        start, width = slider._track
        await driver.click(slider, start + width - 1)
        await driver.until("the draft follows", lambda: driver.session.draft.split[0] == 100)
        await driver.drag(slider, start + width - 1, start)
        await driver.until("the draft follows", lambda: driver.session.draft.split[0] == 0)
        await driver.click("#stocks")
        await driver.focuses("stocks")


async def test_the_mouse_alone_reaches_every_panel_where_one_is_seen() -> None:
    async with game(SMALL) as driver:
        tabs = driver.app.screen.query_one(Tabs)
        for name in reversed(NAMES):
            row = next(row for row in driver.text.split("\n") if row.startswith(" 1 board"))
            await driver.click(tabs, row.index(f"{panel_key(name)} {name}"))
            await driver.until(f"{name} alone is seen", partial(_only, driver, name))


async def test_the_mouse_alone_reaches_panels_that_stand_behind_others() -> None:
    async with game(WIDE) as driver:
        for behind, front in (("signals", "news"), ("why", "stocks"), ("stocks", "why")):
            panel = driver.app.screen.query_one(f"#{front}", Panel)
            x = driver.text.split("\n")[panel.region.bottom - 1].index(
                f"{panel_key(behind)} ", panel.region.x
            )
            await driver.pilot.click(offset=(x, panel.region.bottom - 1))
            await driver.until(f"{behind} is seen", partial(_is_seen, driver, behind))


async def test_every_dialog_of_a_game_is_left_by_the_mouse() -> None:
    async with game(SMALL) as driver:
        for key in ("question_mark", "slash", "o", "e", "t", "i"):
            await driver.press(key)
            dialog = driver.app.screen
            assert isinstance(dialog, Dialog)
            await driver.click(list(dialog.query(Button))[0 if key != "o" and key != "t" else -1])
            await driver.playing()


def test_every_panel_has_a_key() -> None:
    assert {key.id for key in PANELS.keys} >= {f"panel.{name}" for name in NAMES}


async def test_the_history_bears_a_window_without_room() -> None:
    async with game(WIDE) as driver:
        for _ in range(2):
            await driver.lived()
        panel = driver.app.screen.query_one(HistoryPanel)
        assert [q in panel.text(driver.session, -1).plain for q in ("Q1", "Q2")] == [False, True]


async def test_a_high_window_gives_its_room_to_the_board_and_the_lines() -> None:
    heights = {}
    for size in (WIDE, (200, 55)):
        async with game(size) as driver:
            screen = driver.app.screen
            heights[size] = [screen.query_one(f"#{name}").size.height for name in ("board", "lines")]
    assert all(high > usual + 4 for high, usual in zip(heights[200, 55], heights[WIDE], strict=True))


async def test_after_the_end_panels_that_look_ahead_give_way_until_they_are_wanted() -> None:
    async with game(WIDE, short(quarters=1)) as driver:
        before = driver.app.screen.query_one("#stocks").size.height
        await driver.press("enter")
        await driver.comes_to(ResultScreen)
        await driver.press("escape")
        await driver.playing()
        screen = driver.app.screen
        assert not any(screen.query_one(f"#{name}").is_on_screen for name in ("ahead", "lines", "chance"))
        assert screen.query_one("#stocks").size.height > before
        await driver.press("2")
        assert screen.query_one("#ahead").is_on_screen
        await driver.press("6", "u")
        assert all(screen.query_one(f"#{name}").is_on_screen for name in ("ahead", "lines", "chance"))
