"""Named plans: each does what its name says, in the held seats alone, and its sentence has the position's figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.event.engine import advance
from sim.game.game import Game
from sim.model.move import Move
from sim.model.pressure import effective_split
from sim.play.playbook import SINGLE_SIGNAL_CONCENTRATION, split_to_request
from sim.policy.answer_progress import (
    effort_share,
    progress_after,
    weekly_effort,
    weeks_to_finish,
    worst_signal,
)
from sim.policy.focus import default_focus_percents
from sim.policy.notation import ALL_SEATS, format_move, parse_move
from sim.text.playbook import DescribedPlan, describe_plans
from sim.view.business_sources import estimate_sources
from sim.view.quarter_outlook import quarter_outlook
from sim.view.view import Signal, View
from tests.lookahead.views import firm, view
from tests.making import game, play

FIRM = firm()
HELD = st.sampled_from([(0,), (1,), (2,), ALL_SEATS])


def _signal(index: int, weeks: float, severity: float, progress: float) -> Signal:
    return Signal(
        index, "rival_entry", "A rival prepares to enter", 0, 0, weeks, weeks * 0.7, weeks * 1.4, severity,
        severity, severity, 1.0, 1.0, progress,
    )  # fmt: skip


def _with(*signals: Signal) -> View:
    return replace(view(), signals=signals)


def _plans(of: View, held: tuple[int, ...] = ALL_SEATS) -> dict[str, DescribedPlan]:
    return {plan.name: plan for plan in describe_plans(FIRM, of, held)}


@settings(max_examples=30)
@given(HELD, st.floats(1, 60), st.floats(0.2, 3), st.floats(0, 0.99), st.floats(0, 1))
def test_plans_change_the_held_seats_alone_and_can_be_written(
    held: tuple[int, ...], weeks: float, severity: float, progress: float, press: float
) -> None:
    of = _with(_signal(1, weeks, severity, progress), _signal(2, 30.0, 0.5, 0.0))
    of = replace(of, pace=replace(of.pace, pressure=press), stocks=replace(of.stocks, burnout=0.2), sight=1.0)
    found = describe_plans(FIRM, of, held)
    assert len({plan.name for plan in found}) == len(found) > 0
    for plan in found:
        last = of.last_move
        for seat in set(ALL_SEATS) - set(held):
            assert plan.move.split[seat] == last.split[seat]
            assert plan.move.response[seat] == last.response[seat]
        assert parse_move(format_move(plan.move), last, default_focus_percents(FIRM)) == plan.move
        assert plan.why[0].isupper()
        assert plan.why.endswith(".")


@given(st.floats(0, 1), st.tuples(*[st.integers(0, 100)] * 3))
def test_what_is_asked_for_under_pressure_is_lived_as_far_as_there_are_hours(
    press: float, wanted: tuple[int, int, int]
) -> None:
    of = replace(view(), pace=replace(view().pace, pressure=press))
    asked = split_to_request(FIRM, of, wanted)
    got = effective_split(np.array(asked) / 100, press, FIRM.parameters.pressure) * 100
    for have, want, ask in zip(got, wanted, asked, strict=True):
        assert have >= want - 1e-9 or ask == 100
        assert have < want + 1


def test_the_answer_is_in_time_where_it_can_be_and_says_so_where_not() -> None:
    far, near = _signal(1, 40.0, 1.0, 0.2), _signal(1, 2.0, 1.0, 0.2)
    plan = _plans(_with(far))["answer"]
    assert weeks_to_finish(FIRM, _with(far), far, plan.move) <= far.weeks_low
    less = replace(plan.move, response=tuple(max(0, r - 5) for r in plan.move.response))  # type: ignore[arg-type]
    assert weeks_to_finish(FIRM, _with(far), far, less) > far.weeks_low  # and no more than that
    assert "in time" in plan.why
    late = _plans(_with(near))["answer"]
    assert "too late" in late.why
    assert "answer" not in _plans(_with())
    assert "answer" not in _plans(_with(replace(far, progress=1.0)))


def test_of_several_signals_the_worst_gets_nearly_everything() -> None:
    small, large = _signal(1, 20.0, 0.4, 0.0), _signal(2, 30.0, 2.0, 0.1)
    of = _with(small, large)
    assert worst_signal(of) == large
    plan = _plans(of)["answer"]
    assert plan.move.concentration == SINGLE_SIGNAL_CONCENTRATION
    assert effort_share(of, large, plan.move.concentration) > 0.95
    assert effort_share(of, small, 0.0) == effort_share(of, large, 0.0) == pytest.approx(0.5)


def test_progress_is_that_of_the_engine() -> None:
    """An answer reckoned ahead is where the engine has it after the same weeks, as far as pressure stays as it was."""
    of, found = _in_a_game_with_a_signal()
    move = replace(of.last_own, split=(25, 35, 80), response=(60, 60, 60))
    weeks = 6
    before = of.view()
    lived_ = advance(of.setup.world, of.setup.stream, of.at.position, move, weeks)
    pairs = zip(of.setup.world.disruptions, lived_.position.watches, strict=True)
    after = next(watch for disruption, watch in pairs if disruption.mark == found.index)
    reckoned = progress_after(of.setup.firm, before, found, move, weeks)
    assert after.progress == pytest.approx(reckoned, abs=0.1)
    assert weekly_effort(of.setup.firm, before, move) > 0


def _in_a_game_with_a_signal() -> tuple[Game, Signal]:
    for seed in range(1, 40):
        of = play(game(firm().scenario, seed=seed, dice=seed), *["S25 M35 L65 r0"] * 3)
        if len(of.view().signals) == 1 and of.view().signals[0].weeks_left > 14:
            return of, of.view().signals[0]
    raise AssertionError("no game with a signal")


def test_closing_takes_the_hours_of_sellers_and_managers_and_tells_what_there_is() -> None:
    plan = _plans(view())["close"]
    assert plan.move.split[0] == 0
    assert plan.move.split[2] == view().last_move.split[2]
    assert f"{round(100 * quarter_outlook(FIRM, view()).attainment)} %" in plan.why
    assert "close" not in _plans(view(), (2,))


def test_sowing_begins_more_conversations_and_is_not_offered_where_it_would_not() -> None:
    before = replace(view(), last_move=Move((6, 18, 30), (30, 30, 30)))
    plan = _plans(before)["sow"]
    assert (
        estimate_sources(FIRM, before, plan.move).begun
        > estimate_sources(FIRM, before, before.last_move).begun
    )
    assert "sow" not in _plans(replace(view(), last_move=Move((100, 100, 100), (0, 0, 0))))


def test_plans_come_where_they_have_something_to_do() -> None:
    of = view()
    assert "watch" not in _plans(replace(of, sight=9.0))
    assert "watch" in _plans(replace(of, sight=1.0))
    assert "mend" not in _plans(replace(of, stocks=replace(of.stocks, burnout=0.0)))
    assert "mend" in _plans(replace(of, stocks=replace(of.stocks, burnout=0.4)))


def test_the_outlook_of_a_quarter_is_about_what_it_brings() -> None:
    """Of twelve dice the mean of what existing deals bring lies near what was expected of them."""
    of = play(game(firm().scenario), *["S25 M35 L65"] * 2)
    look = quarter_outlook(of.setup.firm, of.view())
    move = of.at.move
    assert move is not None
    booked = [
        sum(week.bookings for week in advance(
            of.setup.world, of.setup.stream, of.at.position, move, 13
        ).position.weeks[-13:])
    ]  # fmt: skip
    assert 0.3 * look.expected < booked[0] < 3 * look.expected  # new deals come on top, luck is large
