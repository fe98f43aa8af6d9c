"""Walks over the screens and writes what they say as JSON: `python -m tests.tui.saying`, in whatever language is set.

It is a program of its own since texts are translated when their modules are loaded.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator

from sim.cli.play import PlayRequest
from tests.tui.driving import SMALL, WIDE, Driver, game, running, short
from tests.tui.foreseeing import Minds
from tests.tui.plain.talking import talk
from tui.screens.play import PlayScreen
from tui.screens.result import ResultScreen

LINES = (
    "help", "where", "stocks", "books", "signals", "focus", "history bookings", "why", "play", "why", "news",
    "S20 M30 L60", "move", "board", "seller 1", "playbook", "adsf", "seller 99", "tutorial", "tree", "moves", "result",
)  # fmt: skip
"""What is said line by line."""

KEYS = {
    "focus": "o", "playbook": "e", "typing": "colon", "squares": "p", "tree": "t", "an explanation": "i",
}  # fmt: skip
"""What lies over the game, and the key that opens it."""

IN_THE_MENU = {
    "saved games": "saved_games", "the file": "new_game_from_crm", "tutorials": "tutorials", "glossary": "glossary",
    "settings": "settings", "help": "help", "bots": "bots",
}  # fmt: skip


def foreign(driver: Driver) -> set[str]:
    """Words that are the scenario's, people's and customers'."""
    session = driver.session
    s, view = session.game.setup.scenario, session.view
    said = [
        s.model_dump_json(),
        *(one.name for one in view.sellers),
        str(view.deals),
        str(view.conversations),
    ]
    said += [str(session.shown.facts), str(session.path)]
    return set(re.findall(r"[A-Za-z]+", " ".join(said)))


async def menu() -> AsyncIterator[tuple[str, str]]:
    """The menu, and what it leads to."""
    async with running(PlayRequest(), WIDE) as driver:
        yield "menu", driver.text
        for name, action in IN_THE_MENU.items():
            await driver.app.run_action(f"app.{action}")
            await driver.rests()
            yield name, driver.text
            driver.app.pop_screen()
            await driver.rests()


async def play(size: tuple[int, int], words: set[str]) -> AsyncIterator[tuple[str, str]]:
    """A game: every panel, looked ahead, and what lies over it."""
    minds = Minds()
    async with game(size, short(quarters=2), minds.lookahead) as driver:
        at = f" at {size[0]}"
        await minds.tell_lines(driver)
        yield f"the start{at}", driver.text
        await driver.lived()
        words |= foreign(driver)
        await minds.tell_lines(driver)
        await driver.press("right")
        await minds.is_weighed(driver)
        await minds.tell_effect(driver)
        for number in range(1, 10):
            await driver.press(str(number))
            yield f"panel {number}{at}", driver.text
        await driver.press("space")
        yield f"a hint{at}", driver.text
        for name, key in KEYS.items():
            await driver.press(key)
            yield f"{name}{at}", driver.text
            await driver.press("escape")
            if not driver.on(PlayScreen):
                driver.app.pop_screen()
                await driver.rests()
        words |= foreign(driver)
        await driver.press("enter")
        await driver.comes_to(ResultScreen, working=True)
        yield f"the end{at}", driver.text
        words |= foreign(driver)


async def main() -> None:
    """Write it."""
    words: set[str] = set()
    said = {name: text async for name, text in menu()}
    for size in (SMALL, WIDE):
        said |= {name: text async for name, text in play(size, words)}
    talked = talk(*LINES, scenario=short(quarters=2))
    said["line by line"] = talked.out + talked.errors
    json.dump({"said": said, "foreign": sorted(words)}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main())
