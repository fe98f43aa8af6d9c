"""Who is faster than the app, or slower, gets the same: keys pressed twice, answers that come late, slow periods."""

from __future__ import annotations

import ast
from collections.abc import Awaitable, Callable, Iterator
from copy import copy
from pathlib import Path
from threading import Event

import pytest
from textual import events
from textual.widgets import Input, OptionList

from sim.base.progress import ProgressCallback
from sim.cli.play import PlayRequest
from sim.game.replay import replay_record
from sim.game.store import list_saved_games, read_record
from sim.model.move import Move
from sim.play import start
from sim.play.session import Session
from sim.policy.notation import format_move
from tests.tui.driving import SECONDS, SMALL, WIDE, Driver, game, running, short
from tui.app import TactegicApp
from tui.controllers import turn
from tui.runtime.messages import PanelAsked
from tui.screens.menu import LATEST, MenuScreen
from tui.screens.new_game import NewGameScreen
from tui.screens.preparing import Preparing
from tui.screens.result import ResultScreen
from tui.screens.saved_games import SavedGamesScreen
from tui.screens.settings import SettingsScreen
from tui.screens.too_small import TooSmall
from tui.widgets.squares import Squares

TINY = (70, 20)
"""Smaller than a game can be drawn in."""


@pytest.fixture
def go() -> Iterator[Event]:
    """What slow work waits for; given at the end in any case, so that no thread stays behind."""
    event = Event()
    yield event
    event.set()


def _slow_opening(monkeypatch: pytest.MonkeyPatch, go: Event) -> None:
    at_once = start.NewGame.open

    def slow(new: start.NewGame, progress: ProgressCallback) -> start.OpenedGame:
        go.wait(SECONDS)
        return at_once(new, progress)

    monkeypatch.setattr(start.NewGame, "open", slow)


def _slow_periods(monkeypatch: pytest.MonkeyPatch, go: Event) -> None:
    """Lived only when `go` is set, and with the sign of that shown at once."""
    commit = Session._commit

    def slow(session: Session, move: Move, seconds: float) -> None:
        go.wait(SECONDS)
        commit(session, move, seconds)

    monkeypatch.setattr(Session, "_commit", slow)
    monkeypatch.setattr(turn, "PATIENCE", 1e-3)


async def test_a_choice_made_twice_begins_one_game(home: Path) -> None:
    async with running(PlayRequest()) as driver:
        await driver.new_game()
        await driver.press_at_once("enter", "enter")
        await driver.playing()
        assert len(list_saved_games()) == 1
    async with running(PlayRequest()) as driver:
        await driver.sees("latest game")
        await driver.press_at_once("enter", "enter")
        await driver.playing()
    assert [path.suffix for path in sorted((home / "games").glob("[!.]*"))] == [".tgn"]


@pytest.mark.parametrize("place", [0, 1])
async def test_a_screen_chosen_twice_is_left_at_once(place: int) -> None:
    async with running(PlayRequest()) as driver:
        await driver.press(*["down"] * place)
        await driver.press_at_once("enter", "enter")
        assert not driver.on(MenuScreen)
        await driver.press("escape")
        await driver.comes_to(MenuScreen)


async def test_a_dialog_answered_twice_closes_nothing_else() -> None:
    async with game() as driver:
        await driver.press("e")
        await driver.press_at_once("enter", "enter")
        await driver.playing()
        assert not driver.session.game.root.children


async def test_a_game_made_ready_in_a_window_that_is_too_small_is_seen_in_a_larger_one(
    monkeypatch: pytest.MonkeyPatch, go: Event
) -> None:
    _slow_opening(monkeypatch, go)
    async with running(PlayRequest(), working=True) as driver:
        await driver.new_game()
        await driver.press("enter", working=True)
        await driver.comes_to(Preparing, working=True)
        await driver.resize(TINY, working=True)
        go.set()
        await driver.comes_to(TooSmall)
        await driver.resize(SMALL)
        await driver.playing()


async def test_a_result_over_the_notice_of_a_small_window_stays(
    monkeypatch: pytest.MonkeyPatch, go: Event
) -> None:
    _slow_periods(monkeypatch, go)
    async with game(SMALL, short(quarters=1)) as driver:
        await driver.press("enter", working=True)
        await driver.resize(TINY, working=True)
        await driver.comes_to(TooSmall, working=True)
        go.set()
        await driver.comes_to(ResultScreen)
        await driver.resize(SMALL)
        await driver.comes_to(ResultScreen)
        await driver.press("escape")
        await driver.playing()


@pytest.mark.parametrize("slow", [False, True])
async def test_the_focus_stays_however_long_a_period_takes(
    slow: bool, monkeypatch: pytest.MonkeyPatch, go: Event
) -> None:
    if slow:
        _slow_periods(monkeypatch, go)
    async with game() as driver:
        await driver.press("down")
        await driver.focuses("split-1")
        await driver.press("enter", working=True)
        if slow:
            await driver.until("that is seen", lambda: _is_busy(driver), working=True)
        go.set()
        await driver.until("the move is lived", lambda: driver.session.shown.number == 1)
        await driver.focuses("split-1")


def _is_busy(driver: Driver) -> bool:
    return all(slider.disabled for slider in driver.move.sliders)


async def test_a_fast_period_leaves_no_sign_to_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "PATIENCE", SECONDS)
    async with game() as driver:
        screen = await driver.playing()
        await driver.lived()
        assert not [t for t in screen._timers if t._interval == SECONDS and t._task and not t._task.done()]


async def test_games_that_are_found_late_move_no_choice(monkeypatch: pytest.MonkeyPatch, go: Event) -> None:
    async with game():
        pass
    monkeypatch.setattr("sim.game.store.list_saved_games", lambda: (go.wait(SECONDS), list_saved_games())[1])
    async with running(PlayRequest(), working=True) as driver:
        await driver.press("down", working=True)
        choices = driver.app.screen.query_one(OptionList)
        at, chosen = choices.highlighted, choices.highlighted_option
        assert chosen is not None
        assert chosen.id == "new"
        go.set()
        await driver.no_longer_sees("looking for it")
        assert choices.highlighted == at
        assert choices.highlighted_option is choices.get_option("new")
    async with running(PlayRequest()) as driver:
        await driver.no_longer_sees("looking for it")
        assert driver.app.screen.query_one(OptionList).highlighted_option.id == LATEST  # type: ignore[union-attr]


async def test_what_is_unusual_in_a_file_stays_on_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "format: 1\nname: own\ntitle: Mine\nsummary: Mine.\nparameters: {arrivals: {inbound: 9}}\n",
        encoding="utf-8",
    )
    async with running(PlayRequest()) as driver:
        await driver.new_game()
        await driver.own_scenario(str(path))
        assert driver.on(NewGameScreen)
        await driver.sees("Unusual about it:", "inbound")


OPENED = pytest.mark.parametrize(
    "opened", [TactegicApp.action_settings, TactegicApp.action_glossary, TactegicApp.action_new_game]
)


@OPENED
async def test_a_screen_may_be_closed_before_it_is_there(opened: Callable[[TactegicApp], None]) -> None:
    async with running(PlayRequest()) as driver:
        opened(driver.app)
        driver.app.pop_screen()
        await driver.comes_to(MenuScreen)


@OPENED
async def test_the_app_may_be_left_before_a_screen_is_there(opened: Callable[[TactegicApp], None]) -> None:
    async with running(PlayRequest()) as driver:
        opened(driver.app)
        driver.app.exit()
        opened(driver.app)
        await driver.leaves()
        opened(driver.app)


@pytest.mark.parametrize("screen", [SettingsScreen, NewGameScreen, SavedGamesScreen])
async def test_a_screen_left_twice_closes_nothing_else(
    screen: type[SettingsScreen | NewGameScreen | SavedGamesScreen],
) -> None:
    async with running(PlayRequest()) as driver:
        left = screen()
        driver.app.push_screen(left)
        await driver.comes_to(screen)
        left.action_leave()
        left.action_leave()
        await driver.comes_to(MenuScreen)


async def test_a_list_without_room_for_a_line_has_no_pages() -> None:
    async with running(PlayRequest()) as driver:
        await driver.press("f2")
        choices = driver.app.screen.query_one(OptionList)
        choices.styles.height = 0
        await driver.press("pagedown", "pageup")
        assert choices.highlighted is not None


async def test_what_is_asked_for_twice_opens_once() -> None:
    async with game(WIDE) as driver:
        screen = await driver.playing()
        stories = driver.app.screen.query_one(Squares)
        for asked in (PanelAsked("news"), Squares.Asked()):
            for _ in range(2):
                stories.post_message(copy(asked))
            await driver.until("it is told", lambda: not driver.on(type(screen)))
            assert len(driver.app.screen_stack) == 3
            await driver.press("escape")
            await driver.playing()


@pytest.mark.parametrize("size", [(1, 1), (1, 60), (2, 1)])
async def test_a_window_of_a_character_comes_to_rest(size: tuple[int, int]) -> None:
    async with game() as driver:
        await driver.resize(size)
        assert driver.on(TooSmall)
        await driver.resize(SMALL)
        await driver.playing()


def test_what_nobody_could_save_in_time_is_saved_at_the_end() -> None:
    session = start.NewGame(short(), seed=7).open(lambda _done, _of: True)[0]
    assert session.path is not None
    session.commit()
    session.take_back()
    session.close()
    assert replay_record(read_record(session.path), "").game.at.number == 0
    session.commit()  # a worker that comes too late
    session.save()
    assert session.game.at.number == 0


# a field that a key opens gets all that is typed behind that key, however fast

TYPED = "nfS21 M33, xq"
"""What is typed: letters that are keys on every screen."""


async def _play(driver: Driver) -> None:
    await driver.playing()


async def _saved(driver: Driver) -> None:
    await driver.lived("enter")
    driver.app.action_menu()
    await driver.comes_to(MenuScreen)
    driver.app.action_saved_games()
    await driver.comes_to(SavedGamesScreen)


async def _name(driver: Driver) -> None:
    await driver.lived("enter")
    await driver.press("t")


async def _new(driver: Driver) -> None:
    driver.app.action_menu()
    driver.app.action_new_game()
    await driver.comes_to(NewGameScreen)
    await driver.sees("The entrant")


FIELDS: dict[str, tuple[Callable[[Driver], Awaitable[None]], tuple[str, ...]]] = {
    "typed-text": (_play, ("colon",)),
    "saved-search": (_saved, ("f",)),
    "line-name": (_name, ("n",)),
    "own-path": (_new, ("end", "enter")),
    "seed": (_new, ("tab", "tab", "tab", "tab")),
    "glossary-search": (_play, ("f3",)),
    "crm-path": (_play, ("f9",)),
}
"""Fields by their id: the way to the screen before them, and the keys that open them from there."""


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize("field", FIELDS)
async def test_nothing_is_lost_that_is_typed_right_behind_the_key_that_opens_a_field(
    field: str, size: tuple[int, int]
) -> None:
    to_place, keys = FIELDS[field]
    async with game(size) as driver:
        await to_place(driver)
        if field == "crm-path":
            driver.app.bind("f9", "new_game_from_crm")
        await driver.press_at_once(*keys, *TYPED)
        assert driver.app.screen.query_one(f"#{field}", Input).value == TYPED


def test_every_field_is_among_those() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in Path("tui").rglob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    fields = [call for call in calls if getattr(call.func, "id", "") in ("StillInput", "SearchLine")]
    named = {ast.literal_eval(word.value) for field in fields for word in field.keywords if word.arg == "id"}
    assert named == set(FIELDS) | {"crm-folder", "crm-mapping"}, (
        "a field without a test of what is typed behind its key"
    )


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_move_typed_and_played_in_one_burst_is_that_move(size: tuple[int, int]) -> None:
    async with game(size) as driver:
        await driver.press_at_once(*":s20 m31 l42", "enter", *":r10", "enter")
        await driver.until("both are lived", lambda: driver.session.game.at.number == 2)
        second, first = list(driver.session.game.at.line())[:2]
        assert [format_move(node.own) for node in (first, second) if node.own] == [
            "S20 M31 L42 r30",
            "S20 M31 L42 r10",
        ]


async def test_a_move_may_be_typed_while_a_period_is_simulated(
    monkeypatch: pytest.MonkeyPatch, go: Event
) -> None:
    _slow_periods(monkeypatch, go)
    async with game() as driver:
        await driver.press("enter", working=True)
        for key in ":s20 n q":
            driver._strike(key)
        await driver.rests(working=True)
        go.set()
        await driver.until("it is lived", lambda: driver.session.shown.number == 1)
        assert driver.app.screen.query_one("#typed-text", Input).value == "s20 n q"


async def test_what_is_typed_behind_a_move_that_ends_the_game_is_no_command(
    monkeypatch: pytest.MonkeyPatch, go: Event
) -> None:
    _slow_periods(monkeypatch, go)
    async with game(SMALL, short(quarters=1)) as driver:
        await driver.press("enter", working=True)
        for key in ":q":
            driver._strike(key)
        go.set()
        await driver.comes_to(ResultScreen)


@pytest.mark.parametrize(
    ("pasted", "typed"), [(":S20 M30", "S20 M30"), ("S20 M30\n", "S20 M30"), ("quit", "quit"), ("", "")]
)
async def test_a_pasted_move_opens_the_line_to_type_one(pasted: str, typed: str) -> None:
    async with game() as driver:
        driver.app.post_message(events.Paste(pasted))
        await driver.rests()
        assert driver.app.screen.query_one("#typed-text", Input).value == typed
        assert not driver.session.game.root.children


async def test_pasted_text_is_no_command_where_nothing_can_be_typed() -> None:
    async with game() as driver:
        await driver.press("e")
        driver.app.post_message(events.Paste("q\n"))
        await driver.sees("Nothing can be pasted")
        assert not driver.app._exit


async def test_letters_are_letters_right_behind_the_key_with_vim_movement() -> None:
    async with game() as driver:
        driver.app.settings.change(movement="vim")
        await driver.press_at_once(*":hjkl")
        assert driver.app.screen.query_one("#typed-text", Input).value == "hjkl"


async def test_a_typed_move_leaves_what_it_does_not_name_as_drafted() -> None:
    async with game() as driver:
        await driver.lived("enter")
        await driver.press_at_once("end", "down", "left", *":L42", "enter")
        await driver.until("it is lived", lambda: driver.session.game.at.number == 2)
        own = driver.session.game.at.own
        assert own is not None
        assert format_move(own) == "S100 M15 L42 r30"
