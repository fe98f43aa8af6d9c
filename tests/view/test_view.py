"""Views are right: items, readings with their bounds, pace."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.event.engine import advance
from sim.model.move import Move
from sim.view.item_counts import count_position_items
from sim.view.observe import inherited_split, observe
from tests.event.worlds import STEADY, TACTICAL, Game, game, games, lines, live
from tests.model import page
from tests.model.chances import assert_binomial, assert_mean
from tests.model.firms import firm_of
from tests.model.letters import as_choice, in_letters


@settings(max_examples=15)
@given(games, lines(3))
def test_own_things_are_seen_exactly(g: Game, line: list[Move]) -> None:
    end, _ = live(g, line)
    view = observe(g.world, end, line[-1])
    assert [(d.id, d.stage, d.owner, d.since) for d in view.deals] == [
        (d.id, d.stage, d.owner, d.since) for d in end.deals
    ]
    assert [(c.id, c.age) for c in view.conversations] == [(c.id, c.age) for c in end.conversations]
    assert sum(view.accounts) == len(end.accounts)
    assert [s.present for s in view.sellers] == [s.present for s in end.sellers]
    assert (view.week, view.quarter, view.cash, view.weeks) == (
        end.week,
        end.week // 13 + 1,
        end.cash,
        end.weeks,
    )
    assert view.target == pytest.approx(sum(g.firm.target(end.week + w) for w in range(13)))
    assert view.last_move == line[-1]
    counts = count_position_items(g.firm, end)
    assert counts.qualified.sum() + counts.proposals.sum() == len(end.deals)
    assert counts.conversations.sum() == len(end.conversations)


@settings(max_examples=15)
@given(st.integers(0, 1000), st.sampled_from([STEADY, TACTICAL, Move((90, 50, 50), (30, 30, 30))]))
def test_pace_is_how_the_pipeline_runs(seed: int, move: Move) -> None:
    g = game(firm_of(), seed)
    end, _ = live(g, [move])
    pace = observe(g.world, end, move).pace
    state, choice, size = (
        in_letters(count_position_items(g.firm, end), end.stocks),
        as_choice(g.firm, move),
        page.Size(12, 2, 1),
    )
    total, given_, u, _ = page.hours(state, choice, size)
    xs = page.lived(state, choice)[0]
    assert pace.pressure == pytest.approx(page.pressure(state))
    assert pace.effective_split == pytest.approx(page.lived(state, choice))
    assert pace.coverage == pytest.approx(u)
    assert pace.load == pytest.approx(min(99, given_ / u / (total * (1 - xs))))
    moves_on, _, dropped = page.stages(state, choice, size, 0)
    assert pace.qualified_weeks == pytest.approx(1 / (moves_on + dropped))
    mean_season = (4 * 0.78 + 4 * 0.96 + 5 * 1.21) / 13
    decided = moves_on * 6 / 6.5 * mean_season
    assert pace.proposal_weeks == pytest.approx([1 / (decided + dropped)] * 3)
    assert pace.age_weeks == pytest.approx(36 / 3)


def test_nobody_works_on_deals() -> None:
    """Without tactical hours the load is capped and the weeks are long, not infinite."""
    g = game(firm_of(parameters={"pressure": {"bite": 0.0}, "stages": {"neglect": 0.0}}), 1)
    pace = observe(g.world, g.start, Move((100, 0, 0), (0, 0, 0))).pace
    assert (pace.coverage, pace.load) == (0.0, 99.0)
    assert pace.qualified_weeks == 20 * 52
    assert pace.proposal_weeks == (20 * 52,) * 3


def test_before_the_first_move_the_firm_lived_as_it_did() -> None:
    view = observe(game(firm_of(), 1).world, game(firm_of(), 1).start)
    assert view.last_move.split == (6, 18, 30)
    split = {"sellers": 11, "managers": 22, "leaders": 33}
    firm = firm_of(organisation={"history": {"split": split, "weeks": 10}, "response": 45})
    g = game(firm, 1)
    assert observe(g.world, g.start).last_move == Move((11, 22, 33), (45, 45, 45))
    assert inherited_split(firm).managers == 22


FIXED = [{"type": "technology", "week": 120, "lead": 120, "severity": 1.7, "chance": 0.5}] * 60


def test_readings_of_signals_are_lognormal_with_the_bounds_they_tell() -> None:
    """600 signals in ten worlds: errors are standard normal, and 80 % of the truths lie inside the bounds, whose width
    is that of the time as read.
    """
    firm = firm_of(disruptions={"rate": 0.0, "fixed": FIXED}, parameters={"signals": {"notice": 10.0}})
    errors, inside, signals = list[float](), 0, 0
    for seed in range(10):
        g = game(firm, seed)
        end, _ = live(g, [STEADY] * 2)
        sd = 0.5 * (1 - float(end.stocks.foresight)) * math.sqrt((120 - 26) / 26)
        for s in observe(g.world, end, STEADY).signals:
            errors += [math.log(s.severity / 1.7) / sd, math.log(s.weeks_left / 94) / sd]
            inside += s.severity_low < 1.7 < s.severity_high
            signals += 1
            read = sd * math.sqrt(s.weeks_left / 94)  # the true time is in the bounds by the reading alone
            assert s.severity_high / s.severity == pytest.approx(math.exp(NormalDist().inv_cdf(0.9) * read))
            assert s.weeks_low * s.weeks_high == pytest.approx(s.weeks_left**2)
            assert (s.chance, s.importance, s.title) == (1.0, 1.2, "Technology shift")
    assert signals == 600
    assert_mean(errors, 0, 1)
    assert_mean([e * e for e in errors], 1, math.sqrt(2))
    assert_binomial(inside, signals, 0.8)


def test_signals_stand_soonest_first_and_strikes_latest_first() -> None:
    fixed = [{"type": "slump", "week": week, "lead": week} for week in (3, 9, 30, 40, 50)]
    firm = firm_of(disruptions={"rate": 0.0, "fixed": fixed}, parameters={"signals": {"notice": 10.0}})
    end, _ = live(game(firm, 2), [STEADY])
    view = observe(game(firm, 2).world, end, STEADY)
    assert [p.week for p in view.struck] == [9, 3]
    soonest = [s.weeks_left for s in view.signals]
    assert soonest == sorted(soonest)
    assert len(soonest) == 3


def test_the_market_is_read_once_a_quarter() -> None:
    g = game(firm_of(), 4)
    months = [advance(g.world, g.dice, g.start, STEADY, weeks).position for weeks in (0, 4, 8, 13)]
    readings = [observe(g.world, p, STEADY).market for p in months]
    assert readings[0].gap == readings[1].gap == readings[2].gap
    assert readings[3].gap != readings[0].gap
    assert readings[0].error == readings[2].error != readings[3].error
    wrong = [
        (m.gap[0] - float(p.stocks.gap[0])) / m.error for m, p in zip(readings[::3], months[::3], strict=True)
    ]
    assert wrong[0] != pytest.approx(wrong[1], abs=0.05)  # luck of its own


def test_the_market_is_read_with_the_error_it_tells() -> None:
    errors = list[float]()
    for seed in range(60):
        g = game(firm_of(), seed)
        market = observe(g.world, g.start).market
        truth = (-0.15, -0.06, 0.1, -0.03, 0.1, 0.35, 0, 0, 0)
        read = (*market.gap, *market.rival_gap, *market.demand)
        errors += [(a - b) / (0.15 * (1 - 0.46)) for a, b in zip(read, truth, strict=True)]
        assert market.error == pytest.approx(0.15 * (1 - 0.46))
    assert_mean(errors, 0, 1)
    assert_mean([e * e for e in errors], 1, math.sqrt(2))
