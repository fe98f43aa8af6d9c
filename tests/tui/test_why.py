"""The panel that says why: it teaches before there is anything to say, works in its own time, and loses nothing."""

from __future__ import annotations

import threading

import pytest

from sim.analysis.why.change_split import CAUSES
from sim.analysis.why.explanation import Explanation, explain
from sim.game.game_tree import GameNode
from sim.game.setup import GameSetup
from sim.text.screen import WHY_FAILED
from sim.text.why import format_signed_money, round_causes
from tests.tui.driving import SMALL, WIDE, Driver, game
from tui.widgets import why
from tui.widgets.why import WhyPanel, signed_bar


def panel(driver: Driver) -> WhyPanel:
    """The panel."""
    return driver.app.screen.query_one(WhyPanel)


async def two_moves(driver: Driver) -> None:
    """Play two moves."""
    await driver.lived()
    await driver.lived()


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
async def test_it_teaches_until_there_are_two_periods(size: tuple[int, int]) -> None:
    async with game(size) as driver:
        await driver.press("9")
        await driver.sees("From the second move on", "volume", "win rate")
        await driver.lived()
        await driver.sees("From the second move on")
        assert not panel(driver).has_class("-stale")


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
async def test_it_shows_every_cause_of_the_position_that_is_looked_at(size: tuple[int, int]) -> None:
    async with game(size) as driver:
        await two_moves(driver)
        await driver.press("9")
        await driver.sees("move 2 against 1")
        await driver.lived()
        await driver.sees("move 3 against 2")
        found = explain(driver.session.game.setup, driver.session.shown)
        assert found is not None
        await driver.sees(f"bookings {format_signed_money(found.bookings.change)}")
        await driver.sees(f"value {format_signed_money(found.value.change)}")
        for cause in CAUSES:
            amounts = (
                format_signed_money(round_causes(split)[cause]) for split in (found.bookings, found.value)
            )
            row = next(line for line in driver.text.splitlines() if f" {cause} " in line)
            assert all(amount in row for amount in amounts)
        await driver.press("[")
        await driver.sees("move 2 against 1")
        await driver.press("[")
        await driver.sees("From the second move on")


async def test_it_works_only_where_it_is_seen() -> None:
    async with game(SMALL) as driver:
        await two_moves(driver)
        assert not panel(driver)._known
        await driver.press("9")
        await driver.until("it is worked out", lambda: driver.session.shown in panel(driver)._known)


async def test_what_is_of_the_position_before_is_dimmed_and_keys_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go = threading.Event()

    def slow(setup: GameSetup, node: GameNode) -> Explanation | None:
        go.wait(30)
        return explain(setup, node)

    async with game(SMALL) as driver:
        await two_moves(driver)
        await driver.press("9")
        await driver.sees("move 2 against 1")
        monkeypatch.setattr(why, "explain", slow)
        await driver.press("enter", working=True)
        await driver.until("it is dimmed", lambda: panel(driver).has_class("-stale"), working=True)
        assert driver.session.shown.number == 3
        shown = driver.session.draft
        await driver.press("right", working=True)
        await driver.until("the slider moved", lambda: driver.session.draft != shown, working=True)
        await driver.press("[", working=True)
        await driver.until("an old one is known", lambda: not panel(driver).has_class("-stale"), working=True)
        await driver.press("]", working=True)
        go.set()
        await driver.sees("move 3 against 2")
        assert not panel(driver).has_class("-stale")


async def test_where_it_fails_it_says_so_and_the_game_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(setup: GameSetup, node: GameNode) -> Explanation | None:
        raise ArithmeticError(f"{setup.seed} {node.number}")

    monkeypatch.setattr(why, "explain", broken)
    async with game(SMALL) as driver:
        await two_moves(driver)
        await driver.press("9")
        await driver.sees(WHY_FAILED)
        monkeypatch.setattr(why, "explain", explain)
        await driver.lived()
        await driver.sees("move 3 against 2")


@pytest.mark.parametrize("share", [-1.0, -0.5, -0.1, 0.0, 0.1, 0.5, 1.0])
def test_bars_begin_in_the_middle_and_say_the_sign_by_their_side(share: float) -> None:
    bar = signed_bar(share, 11)
    left, right = bar.split("│")
    assert len(left) == len(right) == 5
    assert bool(left.strip()) is (share < 0)
    assert bool(right.strip()) is (share > 0)
    assert signed_bar(-share, 11).count("█") == bar.count("█")
