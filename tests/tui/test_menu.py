"""From the start to a game: which one, how, and a goal that is measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Button, Input, OptionList, Static

from sim.cli.play import PlayRequest
from sim.game import threshold
from sim.play.start import RANDOM_SEED_LIMIT, NewGame
from sim.research.character.measured_characters import find_measured_character
from sim.scenario.load import load_builtin_scenarios
from sim.view.duration import count_game_moves, expected_minutes
from tests.tui.driving import SMALL, WIDE, game, running, short
from tui.screens.menu import CHOICES, MenuScreen, _looked_for
from tui.screens.new_game import NewGameScreen
from tui.screens.play import PlayScreen
from tui.screens.preparing import Preparing

OWN = (
    "format: 1\nname: own\ntitle: A firm of my own\nsummary: Mine.\nquarters: 1\norganisation: {sellers: 2}\n"
)


async def test_every_choice_says_what_it_leads_to_and_all_of_them_fit() -> None:
    async with game(
        SMALL, short(title="A title that is far too long for one line of the menu, " * 2)
    ) as driver:
        await driver.lived()
        await driver.press("n")
        await driver.comes_to(MenuScreen)
        await driver.sees("Resume the latest game", ", 1 move played")
        choices = driver.app.screen.query_one("#menu-choices", OptionList)
        assert choices.max_scroll_y == 0
        rows = driver.text.split("\n")
        for choice in CHOICES.values():
            (row,) = [row for row in rows if row.strip().startswith(f"{choice.title}  ")]
            assert choice.about in row


async def test_the_latest_game_has_its_place_before_it_is_found_and_enter_waits_for_it() -> None:
    async with game(SMALL, short()) as driver:
        await driver.lived()
    async with running(PlayRequest(), SMALL) as driver:
        menu = driver.app.screen
        assert isinstance(menu, MenuScreen)
        menu._latest = None
        menu._offer(_looked_for())  # as it is seen first
        driver.app.screen.query_one(OptionList).action_select()
        await driver.until("it is waited for", lambda: menu._wanted)
        menu._list()
        await driver.playing()
        assert driver.session.shown.number == 1


async def test_a_place_that_was_held_for_nothing_goes(home: Path) -> None:
    (home / "games").mkdir(exist_ok=True)
    (home / "games" / "broken.tgn").write_text("nothing", encoding="utf-8")
    async with running(PlayRequest(), SMALL) as driver:
        await driver.no_longer_sees("Resume the latest game")
        await driver.press("enter")
        await driver.comes_to(NewGameScreen)


async def test_scenarios_are_listed_the_easiest_first_with_what_they_teach() -> None:
    async with running(PlayRequest(), WIDE) as driver:
        await driver.new_game()
        scenarios = load_builtin_scenarios()
        await driver.sees(*(scenario.title for scenario in scenarios))
        places = [driver.text.index(scenario.title) for scenario in scenarios]
        assert places == sorted(places)
        for scenario in scenarios:
            lesson = scenario.lessons[0].split(".")[0][:30]
            await driver.sees(scenario.title, f"difficulty {scenario.difficulty:g} of 10", lesson)
            await driver.press("down")


async def test_what_a_game_asks_of_the_player_is_told_for_the_moves_that_are_chosen() -> None:
    scenario = load_builtin_scenarios()[0]
    async with running(PlayRequest(), SMALL) as driver:
        await driver.new_game()
        for cadence in (scenario.organisation.cadence, "month"):
            moves = count_game_moves(scenario, cadence)
            await driver.sees(f"{moves} moves, about {expected_minutes(moves)} minutes")
            await driver.press(*["tab"] * 3, "right")
        await driver.sees("seats: team", "goal: ")


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_all_that_is_told_of_a_scenario_can_be_read_with_the_keyboard(size: tuple[int, int]) -> None:
    async with running(PlayRequest(), size) as driver:
        await driver.new_game()
        number = next(i for i, s in enumerate(load_builtin_scenarios()) if s.name == "the_entrant")
        await driver.press(*["down"] * number, "tab")
        scenario, found = (
            load_builtin_scenarios()[number],
            find_measured_character(load_builtin_scenarios()[number]),
        )
        assert found is not None
        wanted = {scenario.summary, *scenario.lessons, scenario.story.start, f"{found.steady:.0f} %"}
        details = driver.app.screen.query_one("#scenario-details")
        text = driver.app.screen.query_one("#scenario-text", Static)
        said = str(text.render())
        assert all(part in said for part in wanted)
        while details.scroll_y < details.max_scroll_y:
            before = details.scroll_y
            await driver.press("pagedown")
            await driver.until("it has scrolled", lambda: details.scroll_y > before)  # noqa: B023
        await driver.sees("the rest is the player.")


async def test_a_game_as_chosen() -> None:
    scenarios = load_builtin_scenarios()
    number = next(i for i, s in enumerate(scenarios) if len(s.seats) > 1)  # tutorials have one seat
    async with running(PlayRequest(), SMALL) as driver:
        await driver.new_game()
        await driver.press(*["down"] * number, *["tab"] * 2, "right", "tab", "right", "tab", *"1234", "enter")
        await driver.playing()
        setup, scenario = driver.session.game.setup, scenarios[number]
        assert setup.scenario == scenario
        assert setup.seat == scenario.seats[1]
        assert setup.cadence == "month"
        assert (setup.seed, setup.dice) == (1234, 1234)
        assert setup.threshold == scenario.goal.threshold


def test_a_seed_is_drawn_where_none_is_given() -> None:
    seeds = set()
    for _ in range(2):
        session, _ = NewGame(load_builtin_scenarios()[0]).open(lambda done, of: done <= of)
        setup = session.game.setup
        session.close()
        assert setup.dice == setup.seed < RANDOM_SEED_LIMIT
        seeds.add(setup.seed)
    assert len(seeds) == 2  # wrong once in a million times


async def test_a_seed_that_is_none_is_told() -> None:
    async with running(PlayRequest(), SMALL) as driver:
        await driver.new_game()
        driver.app.screen.query_one("#seed", Input).value = "seven"
        driver.app.screen.query_one("#start", Button).press()
        await driver.sees("'seven' is not a seed")
        assert driver.on(NewGameScreen)


async def test_escape_leads_back() -> None:
    async with running(PlayRequest(), SMALL) as driver:
        await driver.new_game()
        await driver.press("escape")
        await driver.comes_to(MenuScreen)


async def test_errors_of_a_file_are_all_told_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(OWN + "difficulti: 3\ngoal: {patience: 7}\n", encoding="utf-8")
    async with running(PlayRequest(), WIDE) as driver:
        await driver.new_game()
        await driver.own_scenario(str(path))
        await driver.sees("difficulty", "patience", "bad.yaml:7:1")


async def test_a_goal_is_measured_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threshold, "THRESHOLD_SEEDS", (1, 2, 3))
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    async with running(PlayRequest(), SMALL) as driver:
        await driver.new_game()
        await driver.own_scenario(str(path))
        await driver.sees("A firm of my own")
        await driver.press("enter")
        await driver.playing()
        setup = driver.session.game.setup
    assert setup.threshold == threshold.measure_threshold(setup.scenario)


async def test_measuring_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        OWN.replace("quarters: 1", "quarters: 20").replace("sellers: 2", "sellers: 12"), encoding="utf-8"
    )
    async with running(PlayRequest(), SMALL) as driver:
        await driver.new_game()
        await driver.own_scenario(str(path))
        await driver.sees("A firm of my own")
        await driver.press("enter", working=True)
        await driver.comes_to(Preparing, working=True)
        await driver.sees("Measuring", working=True)
        await driver.press("escape", working=True)
        await driver.comes_to(NewGameScreen)
        assert not any(isinstance(screen, PlayScreen) for screen in driver.app.screen_stack)


async def test_the_command_line_leads_straight_into_a_game() -> None:
    scenario = load_builtin_scenarios()[0]
    async with running(
        PlayRequest(scenario, seed=3, dice=4, seat="leader", cadence="month"), SMALL
    ) as driver:
        await driver.playing()
        setup = driver.session.game.setup
        assert (setup.seed, setup.dice, setup.seat, setup.cadence) == (3, 4, "leader", "month")
