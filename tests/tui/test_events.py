"""What struck is seen in one place, whichever panel is open, until the news was read."""

from __future__ import annotations

from typing import Any

import pytest

from sim.event.facts import DisruptionNoticed, DisruptionStruck
from sim.game.game_tree import GameNode
from sim.scenario.scenario import Scenario
from sim.text.news import unread_events, urgent_news
from sim.view.standing import Standing
from tests.tui.driving import SMALL, WIDE, Driver, game, short
from tui.widgets.status import StatusLine, status_line

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL])


def _stormy() -> Scenario:
    """A short game in which something strikes in every quarter."""
    fixed: list[dict[str, Any]] = [
        {"type": "freeze", "week": week, "severity": 0.5} for week in (3, 16, 29, 42)
    ]
    return short(disruptions={"rate": 0, "fixed": fixed})


def _status(driver: Driver) -> str:
    return str(driver.app.screen.query_one(StatusLine).render())


def _struck(node: GameNode) -> list[DisruptionStruck | DisruptionNoticed]:
    return [fact for fact in node.facts if isinstance(fact, DisruptionStruck | DisruptionNoticed)]


@SIZES
@pytest.mark.parametrize(
    "panel", [pytest.param(key, marks=() if key in "15" else pytest.mark.validate) for key in "12356789"]
)
async def test_what_struck_is_seen_whichever_panel_is_open_until_it_is_read(
    size: tuple[int, int], panel: str
) -> None:
    async with game(size, _stormy()) as driver:
        await driver.press(panel)
        await driver.lived("escape", "enter")
        assert _struck(driver.session.shown)
        await driver.press(panel)
        assert "▶" in driver.text.splitlines()[1]
        await driver.press("4")
        assert "▶" not in _status(driver)


@SIZES
async def test_what_was_not_read_stays_over_further_moves_and_takes_its_line(size: tuple[int, int]) -> None:
    async with game(size, _stormy()) as driver:
        await driver.press("5")
        for number in (1, 2):
            await driver.lived("enter") if number > 1 else await driver.lived("escape", "enter")
        nodes = [node for node in driver.session.shown.line() if node.parent]
        assert len(unread_events(driver.session)) == sum(len(_struck(node)) for node in nodes) > 1
        await driver.press("4")
        assert not unread_events(driver.session)
        await driver.lived("escape", "enter")
        assert unread_events(driver.session)
        await driver.press("u")
        assert not unread_events(driver.session)


async def test_news_that_was_on_the_screen_counts_as_read_when_the_next_move_is_played() -> None:
    async with game(WIDE, _stormy()) as driver:  # the news has its place from the start
        for _ in (1, 2):
            await driver.lived("enter")
        assert len(unread_events(driver.session)) == len(_struck(driver.session.shown))


def test_events_are_strikes_the_hardest_first_then_signs() -> None:
    facts = [
        DisruptionNoticed(1, 3, "A merger", 0),
        DisruptionStruck(2, 1, "A freeze", 0, 0.2, True, 0.0, ""),
        DisruptionStruck(3, 2, "A crash", 1, 0.9, False, 0.0, ""),
    ]
    told = urgent_news(facts, ("small", "large"), short())
    assert [text.split(",")[0] for text in told[:2]] == [
        "A crash in large strikes",
        "A freeze in small strikes",
    ]
    assert told[2].startswith("a first sign: A merger")


@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_an_event_is_told_in_any_width_also_in_danger(width: int) -> None:
    danger = Standing(0.6, 0.7, 4, 0.65, 0.62, 1.0)
    unread = ["A freeze in small strikes, hard"] * 3
    for standing, least in ((danger, 80), (Standing(0.9, 0.9, 4, 0.65, -0.1, None), 24)):
        if width >= least:
            told = status_line(standing, width, "", unread).plain
            assert "▶" in told
            assert len(told) <= width
