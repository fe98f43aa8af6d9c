"""The lookahead on the screen and its processes: off, failing, killed, started again; the game goes on."""

from __future__ import annotations

from functools import partial
from multiprocessing.process import BaseProcess

import pytest

from sim.game.replay import replay_record
from sim.game.store import read_record
from tests.tui.driving import WIDE, Driver, game
from tests.tui.foreseeing import Minds, foresight, snapshot
from tui.runtime.priority import prepare_processes
from tui.thinking.client import WorkerClient
from tui.thinking.envelope import Failure, Restarted
from tui.thinking.lookahead_clients import LookaheadClients
from tui.thinking.worker import Worker


async def test_off_stays_off() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        await driver.press("l")
        await driver.sees("lookahead is off")
        assert minds.thinking.stopped
        count, weighed = len(minds.asked), len(minds.weighed)
        minds.thinking.say(snapshot(minds.asked[-1]))
        await driver.lived("right", "enter")
        await driver.press("u", "right", "[", "space")
        await driver.press("n")
        await driver.press("enter")
        await driver.playing()
        await driver.sees("lookahead is off")
        assert (len(minds.asked), len(minds.weighed)) == (count, weighed)
        await driver.press("l")
        await minds.tell_lines(driver)


async def test_switched_off_from_the_start_no_mind_is_made() -> None:
    minds = Minds(on=False)
    async with game(lookahead=minds.lookahead) as driver:
        await driver.lived()
        await driver.sees("lookahead is off")
        assert not minds.made


async def test_a_dead_process_is_told_and_the_game_goes_on() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        first, second = minds.thinking, minds.drafting
        first.die()
        await driver.sees("lookahead's process has ended", "game goes on without it")
        await driver.lived()
        await driver.sees("No lookahead")
        assert len(minds.made) == 2
        await driver.press("l")
        assert driver.app.lookahead.on
        assert (first.closed, second.closed, len(minds.made)) == (True, True, 4)
        await minds.tell_lines(driver)


async def test_an_error_in_a_request_is_told_as_text_and_the_next_position_is_asked() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        minds.thinking.say(Failure("ValueError: [bold red]x[/]"))
        await driver.sees("ValueError: [bold red]x[/]")
        minds.thinking.say(Failure("old"), minds.thinking.generation - 1)
        await driver.lived()
        await minds.tell_lines(driver)
        assert not driver.says("old. The game")


async def test_processes_that_cannot_start_are_told() -> None:
    def fail() -> Worker:
        raise OSError("no more processes")

    lookahead = LookaheadClients(lambda tell: WorkerClient(tell, fail))
    async with game(WIDE, lookahead=lookahead) as driver:
        await driver.sees("No lookahead", "no more processes")
        await driver.lived()


async def test_a_process_that_was_started_again_is_told_and_goes_on() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        minds.thinking.say(Restarted("the lookahead's process has ended"))
        await driver.sees("Started again: the lookahead's process has ended")
        assert foresight(driver).state == "told"
        await driver.lived()
        await minds.tell_lines(driver)


async def test_a_key_tries_again_what_failed_in_one_position() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        minds.thinking.say(Failure("it broke"))
        await driver.sees("No lookahead: it broke")
        await driver.press("l")
        assert driver.app.lookahead.on
        assert len(minds.asked) == 2
        await minds.tell_lines(driver)


async def test_a_draft_that_cannot_be_weighed_is_told_and_the_next_one_is_weighed() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        await driver.press("right")
        await minds.is_weighed(driver)
        minds.drafting.say(Failure("it broke"))
        await driver.sees("No lookahead: it broke")
        await driver.press("right")
        await minds.is_weighed(driver)
        assert foresight(driver).state == "told"
        await minds.tell_effect(driver)


async def test_the_real_process_thinks_and_quitting_leaves_none_and_a_clean_record() -> None:

    prepare_processes()
    lookahead = LookaheadClients()
    async with game(WIDE, lookahead=lookahead) as driver:
        await driver.until("lines are found", partial(_is_told, driver))
        await driver.press("right")
        await driver.until("the draft is weighed", lambda: foresight(driver).effect is not None)
        await driver.lived()
        await driver.until("lines are found", partial(_is_told, driver))
        process = _process(lookahead)
        await driver.press("q")
        await driver.leaves()
        path = driver.session.path
    assert process.exitcode is not None
    assert path is not None
    again = replay_record(read_record(path), str(path))
    assert not again.differences
    assert again.game.at.number == 1


@pytest.mark.parametrize("moment", [0, 1])
async def test_a_game_that_is_begun_while_the_last_one_is_thought_about_is_looked_ahead_in(
    moment: int,
) -> None:
    """`n` while it says 'thinking', at once (the process is still starting) and when it has answered; then play on."""
    prepare_processes()
    lookahead = LookaheadClients()
    async with game(WIDE, lookahead=lookahead) as driver:
        for _ in range(moment):
            await driver.until("lines are found", partial(_is_told, driver))
            await driver.lived()
        before = driver.session
        assert foresight(driver).state == "thinking"
        await driver.press("n", "enter")
        await driver.until("another game is on", lambda: driver.app.session not in (None, before))
        await driver.playing()
        await driver.until("lines are found", partial(_is_told, driver))
        await driver.press("right")
        await driver.until("the draft is weighed", lambda: foresight(driver).effect is not None)
        await driver.lived()
        process = _process(lookahead)
        process.kill()
        await driver.sees("Started again: the lookahead's process has ended")
        await driver.until("lines are found", partial(_is_told, driver))
        assert _process(lookahead) is not process


def _process(lookahead: LookaheadClients) -> BaseProcess:
    client = lookahead.thinking
    assert isinstance(client, WorkerClient)
    assert client._worker is not None
    return client._worker.process


def _is_told(driver: Driver) -> bool:
    return foresight(driver).state == "told"
