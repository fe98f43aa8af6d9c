"""Nothing moves, unless it is wanted; then the bar of the win chance glides once, from what it said to what it says."""

from __future__ import annotations

import pytest

from sim.lookahead.line_figures import EndingChances
from sim.play.settings.file import change_settings
from sim.play.settings.settings import MotionLevel
from tests.tui.driving import SMALL, Driver, game
from tests.tui.foreseeing import Minds
from tui.widgets.chance import ChanceBar, blend_chances


def _bar(driver: Driver) -> ChanceBar:
    return driver.app.screen.query_one(ChanceBar)


@pytest.mark.parametrize("motion", ["full", "reduced", "none"])
async def test_the_bar_glides_once_and_only_with_full_motion(motion: MotionLevel) -> None:
    change_settings(motion=motion)
    minds = Minds()
    async with game(SMALL, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        bar = _bar(driver)
        assert bar.glide == 1  # there was nothing to glide from
        seen: list[float] = []
        driver.app.screen.watch(bar, "glide", lambda at: seen.append(at), init=False)
        await driver.lived()
        await minds.tell_lines(driver)
        await driver.until("it has arrived", lambda: bar.glide == 1)
        assert seen == sorted(seen)
        assert bool(seen) == (motion == "full")
        before = len(seen)
        await minds.tell_lines(driver)  # a deeper answer to the same position
        assert len(seen) == before


def test_on_its_way_it_says_chances() -> None:
    start, end = EndingChances(0.5, 0.3, 0.2), EndingChances(0.1, 0.5, 0.4)
    assert blend_chances(start, end, 0) == start
    half = blend_chances(start, end, 0.5)
    assert half.goal + half.draw + half.fired == pytest.approx(1)
    assert start.goal > half.goal > end.goal
    assert blend_chances(start, end, 1).goal == pytest.approx(end.goal)
