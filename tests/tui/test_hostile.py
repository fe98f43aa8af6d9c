"""Foreign text is shown as it is: no markup, no actions, no escapes."""

from __future__ import annotations

import pytest

from sim.cli.play import PlayRequest
from tests.tui.driving import SMALL, WIDE, game, running, short
from tui.screens.result import ResultScreen

BOLD, ACT, LINK = "[bold red]x[/]", "[@click=app.quit]y[/]", "[link=http://z]z[/link]"

HOSTILE = {
    "title": f"{BOLD} {ACT}",
    "summary": f"{BOLD}{ACT}{LINK}",
    "learning": [ACT],
    "story": {"start": f"{BOLD} {ACT}", "end": dict.fromkeys(("goal", "draw", "fired"), f"{LINK} {ACT}")},
    "organisation": {"sellers": [BOLD, ACT], "managers": 0.4, "leaders": 0.2},
    "rival": {"name": BOLD},
    "market": {"segments": {"one": {"title": BOLD, "weight": 1, "value": 30, "drift": 0.003}}},
    "quarters": 1,
}


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_hostile_scenario_is_shown_as_text(size: tuple[int, int]) -> None:
    async with game(size, short(**HOSTILE)) as driver:
        await driver.until("the title is seen", lambda: BOLD in driver.text.split("\n")[0])
        await driver.press("4")
        await driver.sees(BOLD, ACT)
        await driver.press("5")
        await driver.sees(BOLD)
        await driver.press("1", "f")
        await driver.sees(BOLD[:9])
        await driver.lived()
        await driver.comes_to(ResultScreen)
        await driver.sees(LINK, ACT)


async def test_a_hostile_file_is_listed_as_text(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("own") / "hostile.yaml"
    path.write_text(
        f"format: 1\nname: hostile\ntitle: '{BOLD}'\nsummary: '{ACT}'\nlearning: ['{LINK}']\n",
        encoding="utf-8",
    )
    async with running(PlayRequest(), SMALL) as driver:
        await driver.new_game()
        await driver.own_scenario(str(path))
        await driver.sees(BOLD, ACT, LINK)


async def test_hostile_names_of_files_and_errors_are_text() -> None:
    async with running(PlayRequest(), SMALL) as driver:
        await driver.new_game()
        await driver.own_scenario(f"{BOLD}.yaml")
        await driver.sees("no such file", BOLD)
