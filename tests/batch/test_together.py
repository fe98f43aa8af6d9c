"""Bots in the batch engine make the moves that they make in a single game, from what a team knows there."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.batch.disruptions import DisruptionTracker
from sim.batch.state import BatchStart, BatchState, begin_state
from sim.batch.timeline import draw_timelines
from sim.event.books import judged_attainments
from sim.event.engine import advance
from sim.event.position import Position
from sim.model.calendar import period_weeks
from sim.model.move import Allocation, Move, make_allocation
from sim.model.random_streams import RandomStreams
from sim.model.state import Counts, Stocks
from sim.policy.batch_bots import BATCH_QUANTITIES, STOCK_QUANTITIES, BatchRulesError, make_batch_bot
from sim.policy.registry import SEAT_BOTS, load_bot_rules
from sim.policy.rules import Rules, RulesPolicy
from sim.scenario.organisation import Cadence
from sim.view.item_counts import count_position_items
from sim.view.observe import observe
from tests.batch.futures import BUSY, STEADY, TACTICAL
from tests.event.worlds import Game, game
from tests.model.firms import firm_of

FIRM = firm_of(quarters=6)
GAMES = [game(FIRM, seed) for seed in range(8)]


def months(of: Game, line: list[Move]) -> list[Position]:
    """Positions at the starts of all months of a year."""
    found = [of.start]
    for i in range(12):
        at = found[-1]
        found.append(
            advance(of.world, of.dice, at, line[i % len(line)], period_weeks(at.week, "month")).position
        )
    return found


PLAYED = [
    months(g, line)
    for g, line in zip(GAMES, [[STEADY], [TACTICAL], [BUSY], [STEADY, TACTICAL]] * 2, strict=True)
]


def side_by_side(positions: list[Position]) -> BatchState:
    """Positions of the same week as futures of one state."""
    size, week = len(positions), positions[0].week

    def stack(rows: list[Any], kind: type) -> Any:
        return kind(
            **{f.name: np.stack([np.asarray(getattr(r, f.name)) for r in rows]) for f in fields(kind)}
        )

    counts = stack([count_position_items(FIRM, at) for at in positions], Counts)
    stocks = stack([at.stocks for at in positions], Stocks)
    start = BatchStart(week, counts, stocks, np.array([at.cash for at in positions]))
    none = DisruptionTracker(
        FIRM, draw_timelines(firm_of(disruptions={"rate": 0.0}), RandomStreams(1).stream("none"), size), 1
    )
    state = begin_state(FIRM, start, none, (size, 1))
    state.attainments = [
        np.array(a)[:, np.newaxis] for a in np.transpose([judged_attainments(at.weeks) for at in positions])
    ]
    return state


def assert_moves(found: Allocation | None, future: int, move: Move) -> None:
    assert found is not None
    own = make_allocation(FIRM, move)
    for f in fields(Allocation):
        value, alone = np.asarray(getattr(found, f.name)), np.asarray(getattr(own, f.name))
        # one move for all futures where a bot does not look at them
        assert (value[future, 0] if value.ndim > alone.ndim + 1 else value[0]) == pytest.approx(alone)


def assert_alike(rules: Rules, month: int) -> set[tuple[int, ...]]:
    """Check that a policy moves alike in all games together and in each alone. Returns all splits that occurred."""
    positions = [line[month] for line in PLAYED]
    found = make_batch_bot(FIRM, rules, positions[0].week, "month")(side_by_side(positions))
    policy, splits = RulesPolicy(FIRM, rules), set[tuple[int, ...]]()
    for future, (g, at) in enumerate(zip(GAMES, positions, strict=True)):
        move = policy(observe(g.world, at))
        assert_moves(found, future, move)
        splits.add(move.split)
    return splits


@pytest.mark.parametrize("name", SEAT_BOTS)
def test_bots_move_in_many_futures_as_in_one(name: str) -> None:
    splits = [assert_alike(load_bot_rules(name), month) for month in range(13)]
    if name == "panicker":
        assert {len(s) for s in splits} == {1, 2}  # they start alike, and some are behind later


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """Some rules on all quantities that a batch has, with bounds within the range of the games."""
    names = st.sampled_from(sorted({*BATCH_QUANTITIES, *STOCK_QUANTITIES}))
    bound = st.sampled_from(
        [-100.0, 0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 2.5, 4.0, 300.0, 1000.0]
    )
    when = st.dictionaries(
        names,
        st.fixed_dictionaries({"below": bound}) | st.fixed_dictionaries({"above": bound}),
        min_size=1,
        max_size=2,
    )
    percent = st.integers(0, 100)
    changes = st.fixed_dictionaries(
        {"split": st.fixed_dictionaries(dict.fromkeys(("sellers", "managers", "leaders"), percent))}
    ) | st.fixed_dictionaries({"response": percent, "concentration": st.floats(0, 9)})
    listed = draw(st.lists(st.fixed_dictionaries({"when": when, "move": changes}), min_size=1, max_size=4))
    plain = {"format": 1, "name": "made", "title": "Made", "summary": "A test.", "rules": listed}
    return Rules.model_validate(plain)


@settings(max_examples=60)
@given(rules(), st.integers(0, 12))
def test_any_rules_do(made: Rules, month: int) -> None:
    assert_alike(made, month)


@pytest.mark.parametrize(
    ("cadence", "weeks"), [("quarter", [0, 13, 26]), ("month", [0, 4, 8, 13, 17, 21, 26])]
)
def test_bots_are_asked_at_the_starts_of_periods(cadence: Cadence, weeks: list[int]) -> None:
    mover, state = make_batch_bot(FIRM, load_bot_rules("steady"), 0, cadence), side_by_side([PLAYED[0][0]])
    moved = []
    for state.week in range(27):
        if mover(state) is not None:
            moved.append(state.week)
    assert moved == weeks


def test_rules_that_read_the_market_are_refused() -> None:
    plain = {"format": 1, "name": "made", "title": "Made", "summary": "A test."}
    made = Rules.model_validate(
        plain | {"rules": [{"when": {"threat": {"above": 1}}, "move": {"response": 90}}]}
    )
    with pytest.raises(BatchRulesError, match="threat"):
        make_batch_bot(FIRM, made, 0, "quarter")
