"""The lookahead on the screen: it asks about what is looked at, shows nothing old as new, and obeys."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from textual.timer import Timer
from textual.widgets import Static

from sim.lookahead.draft_effects import DraftEffect
from sim.lookahead.line_figures import MeanEstimate
from sim.lookahead.objectives import GoalStatus
from sim.lookahead.snapshot import LookaheadSnapshot
from sim.policy.notation import format_move
from sim.text.figures import format_money
from sim.text.forecast import GOAL_STATUS_SENTENCES
from sim.text.hint import describe_hint, hint_reasons
from sim.text.lines import format_move_without_focus
from sim.view.expected_wins import wins_not_on_board, wins_on_board
from tests.tui.driving import SMALL, WIDE, Driver, game
from tests.tui.foreseeing import Minds, effect, foresight
from tui.controllers import lookahead_presenter
from tui.screens.dialog import Notice
from tui.screens.hint import HintScreen
from tui.screens.result import ResultScreen
from tui.widgets.board import format_expected_wins
from tui.widgets.lines import LinesPanel
from tui.widgets.panel import panel_key

HOUR = 3600
"""seconds."""


def _says_lines(driver: Driver, told: LookaheadSnapshot, *, count: int | None = None) -> bool:
    text = (
        driver.app.screen.query_one(LinesPanel).query_one(Static).visual
    )  # what is drawn, without its frame
    firsts = [format_move_without_focus(line.first, driver.session.game.held) for line in told.lines[:count]]
    return all(first in str(text) for first in firsts)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_before_the_first_answer_it_says_that_it_thinks_then_what_it_found(
    size: tuple[int, int],
) -> None:
    minds = Minds()
    async with game(size, lookahead=minds.lookahead) as driver:
        await driver.press(panel_key("lines"))
        await driver.sees("thinking …")
        told = await minds.tell_lines(driver)
        best = told.lines[0]
        await driver.until("all lines are seen", lambda: _says_lines(driver, told))
        await driver.sees(
            "best", f"goal {best.chances.goal:.0%}".replace("%", " %"), f"{told.futures:,} futures"
        )


async def test_it_is_asked_about_the_position_that_is_looked_at() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        await driver.lived()
        view = driver.session.view
        assert minds.asked[-1].position.view == view
        assert minds.asked[-1].position.base == view.last_move
        assert minds.asked[-1].position.threshold == 1000.0
        await driver.press("[")
        assert minds.asked[-1].position.view.week == 0
        count = len(minds.asked)
        await driver.press("f", "m", "x", "x")
        assert len(minds.asked) == count  # nothing of this changes the position


async def test_what_is_late_is_never_shown() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        first = await minds.tell_lines(driver)
        old = replace(first, futures=111_111)
        await driver.lived()
        await driver.sees("thinking …")
        assert foresight(driver).state == "thinking"
        late = minds.thinking.generation - 1
        minds.thinking.say(old, late)
        minds.thinking.say(old, 0)
        told = await minds.tell_lines(driver)
        assert foresight(driver).snapshot is told
        assert not driver.says("111,111")
        minds.thinking.say(old, late)
        minds.thinking.say(replace(told, futures=222_222))
        await driver.sees("222,222")
        assert told.week == 13


async def test_a_takeback_asks_anew_and_shows_what_was_known_there_as_old() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        first = await minds.tell_lines(driver)
        await driver.lived()
        second = await minds.tell_lines(driver)
        assert foresight(driver).change is None  # the search has only begun
        minds.thinking.say(replace(second, rounds=9))
        await driver.until("the change is known", lambda: foresight(driver).change is not None)
        await driver.sees("last position")
        count = len(minds.asked)
        await driver.press("u")
        assert len(minds.asked) == count + 1
        assert minds.asked[-1].position.view.week == 0
        f = foresight(driver)
        assert (f.state, f.snapshot) == ("thinking", first)
        await driver.sees("thinking …")
        assert driver.app.screen.query_one("#lines").has_class("-stale")
        await minds.tell_lines(driver)
        assert not driver.app.screen.query_one("#lines").has_class("-stale")
        assert second.week == 13


async def test_lines_are_never_a_half_set() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        told = await minds.tell_lines(driver)
        await driver.press("+")
        assert minds.asked[-1].show == 4
        assert _says_lines(driver, told)  # three, until there are four
        more = await minds.tell_lines(driver)
        assert len(more.lines) == 4
        await driver.until("four are there", lambda: _says_lines(driver, more))
        count = len(minds.asked)
        await driver.press("-", "-", "-")
        assert len(minds.asked) == count  # fewer are known already
        assert len(foresight(driver).lines) == 1
        await driver.press("-")
        await driver.sees("one to 6 lines")


async def test_a_hint_sets_the_draft_says_why_and_plays_nothing() -> None:
    minds = Minds()
    async with game(SMALL, lookahead=minds.lookahead) as driver:
        await driver.press("space")
        await driver.sees("no line here yet")
        told = await minds.tell_lines(driver)
        await driver.press("space")
        best = told.lines[0]
        assert driver.session.draft == best.first
        assert driver.slider("split-2").value == best.first.split[2]
        hinted = foresight(driver).hinted
        assert hinted == (best, told.nothing)
        await driver.sees(describe_hint(driver.session, *hinted, (), 76))
        assert not driver.session.game.root.children
        await minds.is_weighed(driver)
        effect_ = await minds.tell_effect(driver)
        assert effect_.steps == foresight(driver).steps
        await driver.press("space")
        await driver.comes_to(HintScreen)
        for step, why in hint_reasons(driver.session, *hinted, effect_.steps):
            await driver.sees(step.capitalize(), why)
        await driver.press("escape", "right")
        assert foresight(driver).hinted is None


async def test_a_drastic_move_is_asked_about_others_are_not() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        await driver.press("end")
        await minds.is_weighed(driver)
        told = await minds.tell_effect(driver)
        for score, asked in (
            (MeanEstimate(-9.9, 0.1), False),
            (MeanEstimate(-20.0, 11.0), False),
            (MeanEstimate(-20.0, 2.0), True),
        ):
            minds.drafting.say(_once(told, score))
            await driver.until("it is taken over", partial(_has_score, driver, score))
            await driver.press("enter")
            if not asked:
                assert driver.session.game.at.number == 1
                await driver.press("u")
                await minds.tell_lines(driver)
                await driver.until("it is weighed", partial(_asked_again, minds, driver))
        await driver.comes_to(Notice)
        await driver.sees("20 points of win chance")
        await driver.press("enter")  # think again comes first
        await driver.playing()
        assert not driver.session.game.at.number
        await driver.press("enter", "tab", "enter")
        await driver.until("it is played", lambda: driver.session.game.at.number == 1)


def _once(told: DraftEffect, score: MeanEstimate) -> DraftEffect:
    """The same effect with another one of the move made once; kept to the end it is terrible."""
    assert told.once is not None
    calm, terrible = MeanEstimate(0.0, 0.0), MeanEstimate(-90.0, 1.0)
    once = replace(told.once, score=score, fired=(calm, calm), kept=terrible)
    return replace(told, once=once, score=terrible, fired=(MeanEstimate(1.0, 0.0), MeanEstimate(1.0, 0.0)))


def _has_score(driver: Driver, score: MeanEstimate) -> bool:
    once = foresight(driver).once
    return once is not None and once.score == score


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_both_effects_of_a_draft_stand_beside_each_other(size: tuple[int, int]) -> None:
    minds = Minds()
    async with game(size, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        await driver.press("end")
        await minds.is_weighed(driver)
        told = await minds.tell_effect(driver)
        minds.drafting.say(replace(_once(told, MeanEstimate(-1.4, 0.6)), score=MeanEstimate(-18.0, 2.0)))
        await driver.until("it is taken over", lambda: _has_score(driver, MeanEstimate(-1.4, 0.6)))
        await driver.sees("only", "-1.4 ±0.6", "ept", "-18 ±2")


async def test_a_hint_is_taken_back_when_the_search_has_found_a_better_move() -> None:
    minds = Minds()
    async with game(SMALL, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        await driver.press("space")
        await minds.is_weighed(driver)
        told = await minds.tell_effect(driver)
        assert told.once is not None
        assert told.once.score == MeanEstimate(0.0, 0.0)  # against the line that it is from
        assert foresight(driver).hinted is not None
        snapshot_ = foresight(driver).snapshot
        assert snapshot_ is not None
        other = replace(snapshot_.lines[1], score=MeanEstimate(99.0, 0.1))
        changed = replace(snapshot_, lines=(other, *snapshot_.lines[:1]), searched=True)
        minds.thinking.say(changed)
        await driver.until("the draft is weighed against it", lambda: minds.weighed[-1].best == other.moves)
        minds.drafting.say(replace(_once(told, MeanEstimate(-4.1, 0.7)), best=other.moves))
        await driver.sees("found a better move since")
        assert foresight(driver).hinted is None
        await driver.press("space")
        assert driver.session.draft == other.first


async def test_a_hint_keeps_a_draft_that_is_better_than_the_best_line() -> None:
    minds = Minds()
    async with game(SMALL, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        await driver.press("end")
        draft = driver.session.draft
        await minds.is_weighed(driver)
        told = await minds.tell_effect(driver)
        minds.drafting.say(_once(told, MeanEstimate(3.0, 0.5)))
        await driver.until("it is taken over", lambda: _has_score(driver, MeanEstimate(3.0, 0.5)))
        await driver.press("space")
        await driver.sees("Keep your move", "+3.0 ±0.5")
        assert driver.session.draft == draft


def _asked_again(minds: Minds, driver: Driver) -> bool:
    return foresight(driver).weighing and minds.weighed[-1].move == driver.session.whole_draft


async def test_a_hint_is_for_the_seats_that_are_held() -> None:
    minds = Minds()
    async with game(SMALL, seat="leader", lookahead=minds.lookahead) as driver:
        assert minds.asked[-1].position.held == (2,)
        before = driver.session.draft
        told = await minds.tell_lines(driver)
        await driver.press("space")
        first = told.lines[0].first
        assert driver.session.draft.split == (*before.split[:2], first.split[2])
        asked = await minds.is_weighed(driver)
        assert asked.move.split[:2] == driver.session.view.last_move.split[:2]


async def test_enter_at_a_line_takes_its_first_move() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        told = await minds.tell_lines(driver)
        await driver.press(panel_key("lines"), "down", "down", "down", "enter")
        await driver.focuses("split-0")  # enter plays it next
        assert driver.session.draft == told.lines[2].first
        assert not driver.session.game.root.children
        lines = driver.app.screen.query_one("#lines")
        await driver.pilot.click(lines, offset=(6, 3))
        await driver.until("the second is taken", lambda: driver.session.draft == told.lines[1].first)
        await driver.focuses("split-0")
        await driver.lived()
        own = driver.session.game.at.own
        assert own is not None
        assert format_move(own) == format_move(told.lines[1].first)


async def test_a_draft_is_weighed_only_when_the_slider_is_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookahead_presenter, "STILL", HOUR)  # no moment passes, however slow the machine is
    minds, stopped, stop = Minds(), set(), Timer.stop

    def note_and_stop(timer: Timer) -> None:
        stopped.add(timer)
        stop(timer)

    monkeypatch.setattr(Timer, "stop", note_and_stop)
    async with game(SMALL, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        screen, timers = await driver.playing(), []
        for _ in range(3):
            await driver.press("right")
            timers.append(screen.presenter._until_still)
        assert stopped & {*timers} == {*timers[:2]}
        assert not screen.presenter.still
        assert not minds.weighed


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_an_effect_appears_from_the_flow_and_is_replaced(size: tuple[int, int]) -> None:
    minds = Minds()
    async with game(size, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        await driver.sees("Same as the last move")
        await driver.press("right", "right", "right")
        await driver.sees("being estimated")
        await minds.is_weighed(driver)
        told = await minds.tell_effect(driver, flow=True)
        await driver.sees(f"quarter ~{100 * told.now.mean:+.0f} %", "in chance")
        await minds.tell_effect(driver)
        await driver.sees("in chance", "±")
        await driver.no_longer_sees("~")
        late = minds.weighed[-1], minds.drafting.generation
        await driver.press("end")
        await minds.is_weighed(driver)
        assert foresight(driver).weighing
        assert driver.app.screen.query_one("#move-effect").has_class("-stale")
        minds.drafting.say(effect(late[0].position, late[0].move, flow=True), late[1])
        told = await minds.tell_effect(driver)
        assert told.move == driver.session.draft
        assert not driver.says("~")
        await driver.press(*["left"] * 20, "right", "full_stop")  # back to 6, as it was
        await driver.sees("Same as the last move")


async def test_hollow_pieces_are_those_of_the_move_on_the_screen() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        await driver.sees("♙ not yet …")
        told = await minds.tell_lines(driver)
        firm, view = driver.session.game.setup.firm, driver.session.view
        good = wins_on_board(firm, view)
        await driver.sees(_hollow_row(wins_not_on_board(0, good, told.nothing.wins)))
        await driver.press("right", "right")  # nothing drastic, which would be asked about
        await driver.sees("♙ before")
        await minds.is_weighed(driver)
        await driver.sees("♙ before")
        effect_ = await minds.tell_effect(driver)
        await driver.sees(_hollow_row(wins_not_on_board(0, good, effect_.wins)))
        await driver.lived()
        await driver.sees("♙ before")


def _hollow_row(deals: tuple[float, ...]) -> str:
    return f"♙ not yet {' '.join(format_expected_wins(d) for d in deals)}"


async def test_moves_ahead_show_the_best_line_or_that_of_doing_nothing_with_figures() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        told = await minds.tell_lines(driver)
        await driver.press(panel_key("ahead"))
        await driver.sees("bookings a quarter, best line", "P10 to P90", "beyond sight", "mean")
        band = told.lines[0].bookings[0]
        await driver.sees(
            f"Q1 {format_money(band.mean)} {format_money(band.p10)} to {format_money(band.p90)}"
        )
        await driver.press("x")
        await driver.sees("bookings a quarter, doing nothing", "best")
        band = told.nothing.bookings[0]
        best = format_money(told.lines[0].bookings[0].mean)
        await driver.sees(
            f"Q1 {format_money(band.mean)} {format_money(band.p10)} to {format_money(band.p90)} best {best}"
        )
        await driver.press("m")
        await driver.sees("wins a quarter, doing nothing", f"Q1 {told.nothing.wins[0]:,.0f}")
        await driver.press("x", "pagedown")
        await driver.sees("+4")  # the year after the end too


async def test_what_was_stopped_is_asked_again_when_it_is_looked_at_again() -> None:
    """Whoever stops a client: nobody goes on to wait for an answer that will not come."""
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        await driver.press("right")
        await minds.is_weighed(driver)
        minds.lookahead.rest()
        f, count, weighed = foresight(driver), len(minds.asked), len(minds.weighed)
        f.look()
        f.weigh()
        assert (len(minds.asked), len(minds.weighed)) == (count + 1, weighed + 1)
        await minds.tell_lines(driver)
        await minds.tell_effect(driver)


async def test_after_the_end_there_is_nothing_to_look_ahead_to() -> None:
    minds = Minds()
    async with game(WIDE, lookahead=minds.lookahead) as driver:
        await minds.tell_lines(driver)
        for _ in range(4):
            await driver.lived()
        await driver.comes_to(ResultScreen)
        await driver.press("escape")
        await driver.press("2")  # a panel without anything to say gives way until it is wanted
        await driver.sees("The game is over here; there is nothing to")
        assert minds.thinking.stopped
        await driver.press("[")
        assert minds.asked[-1].position.view.week == 39


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize("reach", ["beyond", "certain"])
async def test_a_goal_that_is_not_open_any_more_is_said_and_lines_are_told_by_value(
    size: tuple[int, int], reach: GoalStatus
) -> None:
    minds = Minds()
    async with game(size, lookahead=minds.lookahead) as driver:
        told = replace(await minds.tell_lines(driver), reach=reach)
        best, second = told.lines[0], replace(told.lines[1], equal=False, gain=MeanEstimate(-120.0, 10.0))
        minds.thinking.say(replace(told, lines=(best, second, *told.lines[2:])))
        await driver.press("3")
        await driver.sees("Lines by value", format_money(best.value.mean), "-120k")
        if size == WIDE:
            await driver.sees(GOAL_STATUS_SENTENCES[reach])
        await driver.press("space")
        await driver.until("the draft is the hint", lambda: foresight(driver).hinted is not None)
        said = describe_hint(driver.session, best, told.nothing, (), 200, by_value=True)
        assert "win chance" not in said
        assert format_money(best.value.mean) in said
