"""The end of a game on the screen: what is found comes as it is found, and nothing of it is waited for."""

from __future__ import annotations

from itertools import islice

from textual.widgets import Button

from sim.analysis.moments.review import GameReview, ReviewRequest, stream_reviews
from tests.tui.driving import SMALL, WIDE, Driver, game, short
from tests.tui.foreseeing import Minds, ToldMind
from tui.screens.play import PlayScreen
from tui.screens.result import ResultScreen

ENDS = short(quarters=2)


async def _to_the_end(driver: Driver) -> ResultScreen:
    while not driver.session.game.over:
        await driver.lived()
    await driver.comes_to(ResultScreen)
    screen = driver.app.screen
    assert isinstance(screen, ResultScreen)
    return screen


def _asked(minds: Minds) -> tuple[ToldMind, ReviewRequest]:
    mind = minds.made[-1]
    (request,) = mind.requests
    assert isinstance(request, ReviewRequest)
    return mind, request


def _first(request: ReviewRequest, count: int) -> list[GameReview]:
    return list(islice(stream_reviews(request.setup, request.line), count))


async def test_what_is_found_is_shown_as_it_comes() -> None:
    minds = Minds()
    async with game(WIDE, ENDS, minds.lookahead) as driver:
        screen = await _to_the_end(driver)
        mind, request = _asked(minds)
        assert request.setup is driver.session.game.setup
        assert len(request.line) == 2
        found = _first(request, 3)
        for review in found:
            mind.say(review)
        await driver.until("the last is shown", lambda: screen.review is found[-1])
        rivals = found[-1].rivals
        assert driver.says(*(rival.title for rival in rivals), "▸")
        mind.say(found[0], mind.generation - 1)
        mind.say(found[1])
        await driver.until("only what was asked for is taken over", lambda: screen.review is found[1])


async def test_leaving_ends_the_process() -> None:
    minds = Minds()
    async with game(SMALL, ENDS, minds.lookahead) as driver:
        await _to_the_end(driver)
        mind, _ = _asked(minds)
        await driver.press("escape")
        await driver.playing()
        assert mind.closed
        await driver.press("enter")
        await driver.comes_to(ResultScreen)
        assert _asked(minds)[0] is not mind


async def test_where_the_lookahead_is_off_it_is_asked_for_by_its_key() -> None:
    minds = Minds(on=False)
    async with game(SMALL, ENDS, minds.lookahead) as driver:
        screen = await _to_the_end(driver)
        assert not minds.made
        await driver.press("l")
        assert len(minds.made) == 1
        mind, request = _asked(minds)
        mind.say(_first(request, 1)[0])
        await driver.until("it is taken over", lambda: screen.review is not None)


async def test_a_process_that_dies_leaves_the_result() -> None:
    minds = Minds()
    async with game(WIDE, ENDS, minds.lookahead) as driver:
        await _to_the_end(driver)
        mind, _ = _asked(minds)
        mind.die()
        await driver.sees("Press l to try again", "franchise value")
        await driver.press("l")
        assert _asked(minds)[0] is not mind


async def test_the_same_world_again_is_another_game_in_it() -> None:
    async with game(SMALL, ENDS, seat="leader", dice=9) as driver:
        await _to_the_end(driver)
        before, place = driver.session.game, driver.session.path
        driver.app.screen.query_one("#again", Button).press()
        await driver.until("another game has begun", lambda: driver.session.game is not before)
        await driver.comes_to(PlayScreen)
        again = driver.session.game
        assert (again.setup.seed, again.setup.dice, again.setup.seat) == (7, 9, "leader")
        assert again.at is again.root
        assert place is not None
        assert place.exists()
        assert driver.session.path != place
