"""The tree: every line is listed, can be looked at, named, compared, and its turning points are told."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList

from sim.game.replay import replay_record
from sim.game.store import read_record
from sim.game.variations import list_variations
from sim.lookahead.requests import PositionsRequest
from sim.lookahead.turning_points import find_turning_points
from sim.text.figures import format_money
from sim.text.goals import format_measure
from tests.tui.driving import SMALL, WIDE, Driver, game, short
from tests.tui.foreseeing import Minds
from tui.screens.result import ResultScreen
from tui.screens.tree import BesideScreen, BesideText, NameScreen, TreeScreen, TurnsScreen


async def _three_lines(driver: Driver) -> None:
    """Two moves; another second one; another first one."""
    await driver.lived()
    await driver.lived()
    await driver.press("u")
    await driver.type_move("S0 M0 L0")
    await driver.lived()
    await driver.press("u", "u")
    await driver.type_move("S60 M60 L90")
    await driver.lived()


def _tree(driver: Driver) -> TreeScreen:
    screen = driver.app.screen
    assert isinstance(screen, TreeScreen)
    return screen


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_every_line_is_there_and_can_be_looked_at(size: tuple[int, int]) -> None:
    async with game(size) as driver:
        await _three_lines(driver)
        here = driver.session.game.at
        await driver.press("t")
        await driver.comes_to(TreeScreen)
        assert _tree(driver).query_one(OptionList).option_count == 3
        assert _tree(driver).query_one(OptionList).highlighted == 2  # the line that is played
        await driver.press("up", "enter")
        await driver.playing()
        shown = driver.session.shown
        assert shown is list_variations(driver.session.game)[1].end
        assert driver.session.game.at is here
        await driver.press("[", "]")
        assert driver.session.shown is shown  # later leads along the line that was looked at
        await driver.press("escape")
        assert driver.session.shown is here


async def test_a_name_is_foreign_text_kept_in_the_record() -> None:
    name = "[b]dream[/] } $9 \u202e%5D"
    async with game(SMALL) as driver:
        await _three_lines(driver)
        await driver.press("t", "n")
        await driver.comes_to(NameScreen)
        driver.app.screen.query_one(Input).value = name
        await driver.press("enter")
        await driver.comes_to(TreeScreen)
        kept = "[b]dream[/] } $9 %5D"
        await driver.sees(kept)
        path = driver.session.path
        assert path is not None
        again = replay_record(read_record(path), str(path))
        assert not again.differences
        assert [strand.name for strand in list_variations(again.game)] == ["", "", kept]
        await driver.press("n")
        driver.app.screen.query_one(Input).value = ""
        await driver.press("enter")
        await driver.sees("without a name")
        assert "%name" not in read_record(path)


async def test_two_lines_side_by_side() -> None:
    async with game(WIDE) as driver:
        await driver.lived()
        await driver.press("t", "c")
        await driver.sees("no other line yet")
        await driver.press("escape")
        await driver.press("u")
        await driver.type_move("S0 M0 L0")
        await driver.lived()
        await driver.press("t", "c")
        await driver.comes_to(BesideScreen)
        await driver.sees("They part at move 1", "Line 1", "Line 2", "S0 M0 L0 r30", "B - A", "Culture")
        await driver.press("escape", "space", "up", "c")
        await driver.comes_to(BesideScreen)
        await driver.sees("They part at move 1")


async def test_turning_points_are_told_and_gone_to() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        for _ in range(2):
            await driver.lived()
        await driver.press("t")
        await driver.sees("being evaluated")
        request = minds.drafting.requests[-1]
        assert isinstance(request, PositionsRequest)
        nodes = list_variations(driver.session.game)[0].nodes
        assert [position.view.week for position in request.positions] == [0, 13, 26]
        await driver.press("t")
        assert isinstance(driver.app.screen, TreeScreen)
        answers = list(request.answers(lambda: False))
        minds.drafting.say(answers[0])
        await driver.until("the start is valued", lambda: _tree(driver)._foresight.worth(nodes)[0])
        assert _tree(driver).turns is None
        minds.drafting.say(answers[-1])
        await driver.until("all are valued", lambda: _tree(driver).turns is not None)
        expected = find_turning_points(answers[-1].worth)
        assert _tree(driver).turns == expected
        count = len(minds.drafting.requests)
        await driver.press("escape", "t")
        assert len(minds.drafting.requests) == count  # it is known
        if expected:
            await driver.press("t")
            await driver.comes_to(TurnsScreen)
            await driver.press("enter")
            await driver.playing()
            assert driver.session.shown is nodes[expected[0].move]


async def test_a_late_answer_about_another_line_is_dropped() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        await driver.lived()
        await driver.press("u")
        await driver.type_move("S0 M0 L0")
        await driver.lived()
        await driver.press("t")
        late = minds.drafting.requests[-1]
        assert isinstance(late, PositionsRequest)
        generation = minds.drafting.generation
        minds.drafting.say(next(iter(late.answers(lambda: False))))
        await driver.rests()
        await driver.press("up")
        await driver.rests()
        assert minds.drafting.generation > generation
        minds.drafting.say(list(late.answers(lambda: False))[-1], generation)
        await driver.rests()
        assert _tree(driver).turns is None


async def test_without_the_lookahead_it_says_so() -> None:
    async with game(SMALL) as driver:
        await driver.lived()
        await driver.press("t")
        await driver.sees("need the lookahead")


@pytest.mark.parametrize("goal", [{"threshold": 1000.0}, {"measure": "accounts", "threshold": 40.0}])
@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_lines_that_have_ended_are_compared_by_their_results(
    size: tuple[int, int], goal: dict[str, object]
) -> None:
    async with game(size, short(quarters=1, goal=goal)) as driver:
        results = []
        for move in ("S25 M35 L65", "S0 M0 L0"):
            await driver.type_move(move)
            await driver.press("enter")
            await driver.comes_to(ResultScreen)
            result = driver.session.game.at.result
            assert result is not None
            results.append(result)
            await driver.press("escape")
            assert driver.session.reached == result.reached
            await driver.press("t")
            await driver.sees(f"{result.measure} {format_measure(result.measure, result.reached)}")
            await driver.press("escape", "u")
        await driver.press("t", "c")
        await driver.comes_to(BesideScreen)
        text = str(driver.app.screen.query_one(BesideText).render())
        for name, figures in {
            "margin": [r.margin for r in results],
            "year after": [r.franchise for r in results],
            "value": [r.value for r in results],
        }.items():
            row = next(row for row in text.split("At the end")[1].split("\n") if row.strip().startswith(name))
            assert [format_money(figure) for figure in reversed(figures)] == row.split()[-3:-1]
