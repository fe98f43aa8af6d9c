"""The screen of new games: the first click on a scenario reads, the second one starts."""

from __future__ import annotations

from textual.widgets import OptionList, Static

from sim.cli.play import PlayRequest
from sim.scenario.load import load_builtin_scenarios
from tests.tui.driving import WIDE, Driver, running
from tui.screens.new_game import NewGameScreen

PLACE = 2
"""of a scenario that is not marked at first."""


def _told(driver: Driver) -> str:
    return str(driver.app.screen.query_one("#scenario-text", Static).render())


async def test_a_click_tells_of_a_scenario_and_a_second_one_starts_it() -> None:
    wanted = load_builtin_scenarios()[PLACE]
    async with running(PlayRequest(), WIDE) as driver:
        await driver.new_game()
        choices, before = driver.app.screen.query_one("#scenarios", OptionList), _told(driver)
        row = choices.content_region.y - choices.region.y + PLACE
        await driver.click(choices, 3, row)
        assert driver.on(NewGameScreen)
        assert choices.highlighted == PLACE
        assert _told(driver) != before
        await driver.click(choices, 3, row)
        await driver.playing()
        assert driver.session.game.setup.scenario == wanted
