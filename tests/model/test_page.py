"""The laws give what the design page says, for any state and move. Each is compared with a second reading in plain
numbers.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model import threats as laws_of_threats
from sim.model.firm import Firm
from sim.model.flow import flow_week
from sim.model.move import ACTIVITIES, Move, make_allocation
from sim.model.start import starting_state
from sim.model.state import Counts, Stocks
from sim.model.threats import Threats
from sim.model.week import (
    WeekEvents,
    answer_progress_next,
    effective_time,
    settle_stocks,
    week_margin,
    weekly_rates,
)
from tests.model import firms, page, worked
from tests.model.firms import firm_of
from tests.model.letters import as_choice, in_letters

near = pytest.approx
"""Equal to a relative 1e-6, for results of different order of the same sums."""


SIZES = (page.Size(12, 2, 1), page.Size(1, 1 / 6, 1 / 12), page.Size(40, 6, 3), page.Size(2, 0, 0))
FIRMS = {
    id(size): firm_of(
        organisation={"sellers": size.N, "managers": float(size.managers), "leaders": float(size.leaders)}
    )
    for size in SIZES
}

sizes = st.sampled_from(SIZES)
weeks = st.integers(0, 200)
month_of = [0] * 4 + [1] * 4 + [2] * 5


@settings(max_examples=100)
@given(st.data(), sizes, weeks, firms.counts(), firms.moves, firms.threats())
def test_rates_are_the_pages(
    data: st.DataObject, size: page.Size, week: int, c: Counts, move: Move, t: Threats
) -> None:
    firm, s = FIRMS[id(size)], data.draw(firms.stocks(size.N))
    r = weekly_rates(firm, week, c, s, make_allocation(firm, move), t)
    p, choice, month = in_letters(c, s), as_choice(firm, move), month_of[week % 13]
    signal = bool(t.open.any())

    assert float(r.effective_time.press) == near(page.pressure(p))
    assert r.effective_time.split.tolist() == near(list(page.lived(p, choice)))
    found = [float(x) for x in (r.hours, r.given, r.coverage, r.prospecting)]
    assert found == near(list(page.hours(p, choice, size)), abs=1e-9)
    q, decided, dropped = page.stages(p, choice, size, month)
    assert [float(r.qualified), float(r.neglect)] == near([q, dropped], abs=1e-12)
    assert r.proposal.tolist() == near([decided] * 3)
    assert float(r.seller_leaves) == near(page.seller_leaves(p, size))
    assert float(r.hire) == near(1 / 7)
    assert float(r.age) == near(3 / 36)
    window = laws_of_threats.window(t, firm.parameters.window)
    for i in range(3):
        assert r.arrivals[i] == near(page.arrivals(p, choice, size, i))
        assert r.begun[i] == near(page.begun(p, choice, size, signal, window[i], i))
        assert r.account_leaves[i] == near(page.leaves(p, i))
        for grown in (0, 1):
            assert r.decisions[i, grown].tolist() == near(list(page.decision(p, choice, size, i, grown)))
            assert r.value[i, grown] == near(page.mean_value(p, i, grown))


@settings(max_examples=100)
@given(
    st.data(), sizes, weeks, firms.counts(), firms.moves, firms.threats(), st.floats(0, 500), st.floats(0, 3)
)
def test_everything_measured_moves_as_on_the_page(
    data: st.DataObject,
    size: page.Size,
    week: int,
    c: Counts,
    move: Move,
    t: Threats,
    bookings: float,
    rho: float,
) -> None:
    firm, s = FIRMS[id(size)], data.draw(firms.stocks(size.N))
    firm = Firm(
        firm.scenario.model_copy(
            update={"market": firm.scenario.market.model_copy(update={"rate_of_change": rho})}
        )
    )
    moves_ = data.draw(firms.array_of(st.integers(0, 1), size.N))
    left, hired = s.filled * moves_, (1 - s.filled) * moves_
    r = weekly_rates(firm, week, c, s, make_allocation(firm, move), t)
    found = in_letters(c, settle_stocks(firm, week, s, r, WeekEvents(bookings, left, hired)))
    month = month_of[week % 13]
    expected = page.settled(
        in_letters(c, s), as_choice(firm, move), size, bool(t.open.any()), rho, bookings,
        left.tolist(), hired.tolist(), page.target(size, week, month),
    )  # fmt: skip
    for name in vars(expected):
        if name not in "QPB":
            assert getattr(found, name) == near(getattr(expected, name), abs=1e-12), name
    margin = float(week_margin(firm, c, s, WeekEvents(bookings, left, hired)))
    assert margin == near(page.margin(in_letters(c, s), size, bookings, float(hired.sum())), abs=1e-9)


@settings(max_examples=80)
@given(weeks, firms.counts(), firms.stocks(), firms.moves, firms.threats())
def test_the_flow_is_the_pages_week_in_expectations(
    week: int, c: Counts, s: Stocks, move: Move, t: Threats
) -> None:
    firm, size = firms.REFERENCE, SIZES[0]
    found = flow_week(firm, week, c, s, make_allocation(firm, move), t)
    p, choice, signal = in_letters(c, s), as_choice(firm, move), bool(t.open.any())
    q, decided, dropped = page.stages(p, choice, size, month_of[week % 13])
    window = laws_of_threats.window(t, firm.parameters.window)
    wins_of = list[float]()
    bookings = 0.0
    for i in range(3):
        ages = c.conversations[i]
        ripe = ages * page.chance(3 / 36)
        begun = page.begun(p, choice, size, signal, window[i], i)
        new = (page.arrivals(p, choice, size, i), 0.55 * ripe[2])
        expected = [ages[0] - ripe[0] + begun, ages[1] - ripe[1] + ripe[0], ages[2] - ripe[2] + ripe[1]]
        assert found.counts.conversations[i].tolist() == near(expected, abs=1e-9)
        wins = 0.0
        for grown in (0, 1):
            moved = c.qualified[i, grown] * page.chance(q + dropped)
            gone = c.proposals[i, grown] * page.chance(decided + dropped)
            to_proposal = 0.60 * moved * page.part(q, dropped)
            won = gone * page.part(decided, dropped) * page.decision(p, choice, size, i, grown)[0]
            wins, bookings = wins + won, bookings + won * page.mean_value(p, i, grown)
            assert found.counts.qualified[i, grown] == near(
                c.qualified[i, grown] - moved + new[grown], abs=1e-9
            )
            assert found.counts.proposals[i, grown] == near(
                c.proposals[i, grown] - gone + to_proposal, abs=1e-9
            )
        stay = c.accounts[i] * (1 - page.chance(page.leaves(p, i)))
        assert found.counts.accounts[i] == near(stay + wins, abs=1e-9)
        wins_of.append(wins)
    assert float(found.wins) == near(sum(wins_of), abs=1e-9)
    assert float(found.bookings) == near(bookings, abs=1e-9)
    hires = sum(1 - f for f in p.filled) * page.chance(1 / 7)
    assert float(found.margin) == near(page.margin(p, size, bookings, hires), abs=1e-9)


@settings(max_examples=100)
@given(st.data(), firms.stocks(), firms.moves)
def test_answers_grow_by_effort_shared_by_need(data: st.DataObject, s: Stocks, move: Move) -> None:
    firm = firms.REFERENCE
    t = data.draw(firms.threats())
    effort = page.answer_effort(in_letters(_no_counts(), s), as_choice(firm, move), SIZES[0])
    need = [
        (r * (1 - a)) ** move.concentration if o else 0.0
        for r, a, o in zip(t.read, t.progress, t.open, strict=True)
    ]
    total = sum(need)
    expected = [
        min(1.0, a + effort * n / total / 3.0) if total > 0 else a
        for a, n in zip(t.progress, need, strict=True)
    ]
    found = answer_progress_next(firm, s, make_allocation(firm, move), t)
    assert found.tolist() == near(expected, abs=1e-9)


def _no_counts() -> Counts:
    return Counts(np.zeros((3, 2)), np.zeros((3, 2)), np.zeros((3, 3)), np.zeros(3))


@settings(max_examples=100)
@given(firms.threats())
def test_the_window_is_what_is_at_stake(t: Threats) -> None:
    expected = [0.0] * 3
    for d in range(len(t.weight)):
        part = 1.0 if t.known[d] else 0.6 if t.recent[d] else 0.0
        for i in range(3):
            expected[i] += t.weight[d] * part * (1.0 if t.segment[d, i] else 0.3)
    found = laws_of_threats.window(t, firms.REFERENCE.parameters.window)
    assert found.tolist() == near(expected)


@given(firms.moves, firms.stocks(), st.booleans())
def test_nobody_lives_more_time_than_there_is(move: Move, s: Stocks, signal: bool) -> None:
    """Time for activities and for answers is a seat's strategic time, which is at most what was chosen."""
    firm = firms.REFERENCE
    life = effective_time(firm, s, make_allocation(firm, move), float(signal))
    for seat, people in enumerate((float(s.ramp.sum()) / 12, 1.0, 1.0)):
        answering = life.split[seat] * life.response[seat] * people
        spent = sum(float(getattr(life.time, name)) for name in _activities(seat))
        assert spent + answering == near(life.split[seat] * people, abs=1e-12)
        assert life.split[seat] <= move.split[seat] / 100 + 1e-12


@given(st.data(), sizes, firms.counts(), firms.moves)
def test_nobody_gives_more_hours_than_there_are(
    data: st.DataObject, size: page.Size, c: Counts, move: Move
) -> None:
    firm, s = FIRMS[id(size)], data.draw(firms.stocks(size.N))
    r = weekly_rates(firm, 0, c, s, make_allocation(firm, move), laws_of_threats.no_threats(3))
    tactical = float(r.hours) * (1 - float(r.effective_time.split[0]))
    assert 0 <= float(r.given) <= 0.72 * tactical + 1e-9
    assert float(r.given) + float(r.prospecting) * 28 * size.N == near(tactical, abs=1e-9)
    assert 0 <= float(r.coverage) <= 1 + 1e-12


def _activities(seat: int) -> list[str]:
    return [f"{('seller', 'manager', 'leader')[seat]}_{activity}" for activity in ACTIVITIES[seat]]


def test_the_worked_week_is_the_laws() -> None:
    """Every figure of it, from the reference's own start."""
    firm, move = firms.REFERENCE, firms.default_allocation(worked.SPLIT)
    (c, s), nothing = starting_state(firm), laws_of_threats.no_threats(3)
    r, week = weekly_rates(firm, 0, c, s, move, nothing), flow_week(firm, 0, c, s, move, nothing)
    acts, after = page.chance, week.stocks
    ends = (r.proposal + float(r.neglect)).tolist()
    wins = c.proposals[:, 0] * [acts(e) for e in ends] * r.proposal / ends * r.decisions[:, 0, 0]
    found = {
        "press": r.effective_time.press, "hours": r.hours, "given": r.given, "coverage": r.coverage,
        "prospecting": r.prospecting, "arrivals": r.arrivals, "begun": r.begun, "value": r.value[:, 0],
        "moving": acts(float(r.qualified + r.neglect)), "deciding": acts(ends[0]),
        "won": r.decisions[:, 0, 0], "rival": r.decisions[:, 0, 1], "nothing": r.decisions[:, 0, 2],
        "wins": wins, "bookings": week.bookings, "margin": week.margin, "target": firm.target(0),
        "leaving": [acts(x) for x in r.account_leaves], "seller": acts(float(r.seller_leaves)),
        "relationships": after.relationships, "insight": after.insight, "foresight": after.foresight,
        "culture": after.culture, "offering": after.offering, "gap": after.gap,
        "rival_gap": after.rival_gap, "felt": after.felt,
    }  # fmt: skip
    assert float(week.wins) == near(float(wins.sum()))
    for name, line in worked.figures().items():
        assert np.atleast_1d(found[name]).tolist() == near(list(line.values), abs=1e-12), name
