"""How games end: firing, value and all six measures, by the rules of `sim.game.outcome` on the books of every week."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from sim.batch.block import make_game_block
from sim.batch.books import GameOutcomes, QuarterSums
from sim.batch.policies import LinesPolicy, constant_batch_policy
from sim.model.arrays import Array, sum_last_axes
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.scenario.scenario import FRANCHISE_WEEKS, GoalMeasure
from tests.batch.futures import BUSY, STEADY, TACTICAL, Diary, Stood
from tests.model.firms import firm_of

QUARTERS, FUTURES = 6, 300
END = QUARTERS * WEEKS_IN_QUARTER
PLANS = [[STEADY], [TACTICAL], [BUSY]]
FIRE = {"rate": 3.0, "effects": [{"on": "cash", "size": -1000.0}]}


def firm(measure: GoalMeasure, **goal: float) -> Firm:
    return firm_of(
        quarters=QUARTERS,
        goal={"measure": measure, "patience": 0.85} | goal,
        organisation={"start": {"cash": 500.0}},
        disruptions={"types": {"fire": FIRE}},
    )


def played(of: Firm) -> tuple[GameOutcomes, list[Stood], QuarterSums]:
    """Games of three plans with all their weeks."""
    diary, quarters = Diary(), QuarterSums("bookings", "margin", "wins")
    games = make_game_block(of, RandomStreams(4), 0, FUTURES)
    outcome = games.play(
        3, LinesPolicy(of, PLANS, 0, "quarter"), constant_batch_policy(of, STEADY, END), diary, quarters
    )
    assert len(diary.weeks) == END + FRANCHISE_WEEKS
    return outcome, diary.weeks, quarters


def by_week(weeks: list[Stood], name: str) -> Array:
    """(weeks, futures, plans)."""
    shape = (FUTURES, len(PLANS))
    if name in ("bookings", "margin"):
        return np.stack([np.broadcast_to(getattr(s.week, name), shape) for s in weeks])
    counts = [s.week.acted.flows.won if name == "wins" else s.week.acted.lost for s in weeks]
    return np.stack([np.asarray(sum_last_axes(each, 2)) for each in counts if each is not None])


def by_quarter(weeks: Array) -> Array:
    return np.asarray(weeks.reshape(-1, WEEKS_IN_QUARTER, *weeks.shape[1:]).sum(axis=1))


def fired_in(of: Firm, weeks: list[Stood]) -> Array:
    """Quarter (from 1) at whose end the directors fire the team (0 if they do not), from the books alone."""
    goal = of.scenario.goal
    targets = np.array([of.target(week) for week in range(END)]).reshape(-1, WEEKS_IN_QUARTER).sum(axis=1)
    attained = by_quarter(by_week(weeks[:END], "bookings")) / targets[:, np.newaxis, np.newaxis]
    fired = np.zeros((FUTURES, len(PLANS)))
    for quarter in range(QUARTERS, 0, -1):
        judged = attained[max(0, quarter - 4) : quarter].mean(axis=0)
        out = weeks[quarter * WEEKS_IN_QUARTER - 1].cash < goal.cash_floor
        if quarter >= 4:
            out |= judged < goal.patience
        fired[out] = quarter
    return fired


@pytest.mark.parametrize("floor", [0.0, -1e6])
def test_the_board_fires_for_attainment_and_for_cash(floor: float) -> None:
    of = firm("value", cash_floor=floor)
    outcome, weeks, _ = played(of)
    expected = fired_in(of, weeks)
    assert np.array_equal(weeks[END - 1].fired, expected)
    assert np.array_equal(outcome.fired, expected > 0)
    assert {4, 5} <= set(np.unique(expected))
    early = (expected > 0) & (expected < 4)
    assert bool(early.any()) == (floor == 0.0)  # before the fourth quarter it is for cash


def test_cash_is_margins_and_what_strikes_take() -> None:
    """Cash that the margin does not explain comes from strikes, and occurs only in their weeks."""
    of = firm("value")
    _, weeks, _ = played(of)
    change = np.diff([s.cash for s in weeks], axis=0) - by_week(weeks, "margin")[1:]
    assert np.abs(change[np.abs(change) < 1e-6]).max() < 1e-9
    taken = change[np.abs(change) >= 1e-6]
    assert taken.size > 0
    assert (taken < 0).all()


@pytest.mark.parametrize("measure", get_args(GoalMeasure))
def test_measures_are_those_of_the_event_engines_outcome(measure: GoalMeasure) -> None:
    outcome, weeks, _ = played(firm(measure))
    game = weeks[:END]
    fired = fired_in(firm(measure), weeks)
    alive = (
        np.arange(1, END + 1)[:, np.newaxis, np.newaxis]
        <= np.where(fired > 0, fired, QUARTERS) * WEEKS_IN_QUARTER
    )
    margin = (by_week(game, "margin") * alive).sum(axis=0)
    value = margin + np.where(fired > 0, 0.0, by_week(weeks[END:], "margin").sum(axis=0))
    assert outcome.value == pytest.approx(value)
    money = {"value": value, "margin": margin}
    expected = money[measure] if measure in money else of_the_end(measure, game)
    assert np.asarray(outcome.reached) == pytest.approx(np.asarray(expected))
    threshold = float(np.median(expected))
    assert np.array_equal(outcome.goal(threshold), (fired == 0) & (outcome.reached >= threshold))


HEALTH = ("relationships", "insight", "foresight", "culture", "capability", "skill", "offering")


def of_the_end(measure: GoalMeasure, game: list[Stood]) -> Array:
    """Measures other than money, at the end of the game."""
    last = game[-1]
    if measure == "accounts":
        return sum_last_axes(last.counts.accounts)
    if measure == "health":
        return np.asarray(sum(np.asarray(getattr(last.stocks, name)) for name in HEALTH) / len(HEALTH))
    if measure == "share":
        won, lost = (by_week(game[-52:], name).sum(axis=0) for name in ("wins", "lost"))
        return np.asarray(won / (won + lost))
    return np.asarray(by_week(game, "bookings").sum(axis=0))


def test_quarters_add_up_to_weeks() -> None:
    _, weeks, quarters = played(firm("value"))
    for name, sums in quarters.sums.items():
        assert np.stack(sums) == pytest.approx(by_quarter(by_week(weeks, name)))
