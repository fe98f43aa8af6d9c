"""Effects of strikes, by the page's table, and how answers change them and progress."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model import effects, threats
from sim.model.move import Move, make_allocation
from sim.model.start import starting_state
from sim.model.state import Stocks
from sim.model.threats import Threats, answer_effect
from sim.model.week import answer_progress_next
from sim.scenario.disruptions import DisruptionEffect, DisruptionType
from tests.model import firms
from tests.model.firms import REFERENCE

TYPES = REFERENCE.scenario.disruptions.types
CALM = starting_state(REFERENCE)[1]
GROWTH = np.array([0.0, 1.0, 0.0])
severities, answered = st.floats(0, 3), st.floats(0, 1)

TABLE: dict[str, Callable[[float, float], dict[str, Any]]] = {
    "slump": lambda v, a: {"demand": -0.60 * (1 - 0.5 * a) * v},
    "boom": lambda v, a: {"demand": 0.45 * (1 + 0.3 * a) * v},
    "rival_entry": lambda v, a: {
        "rival_gap": [-0.10 * (1 - a) * v, -0.80 * (1 - a) * v, -0.10 * (1 - a) * v]
    },
    "technology": lambda v, a: {
        "gap": [0, 0.65 * (1 - 1.35 * a) * v, 0],
        "rival_gap": [0, 0.42 * (1 + 0.3 * a) * v, 0],
    },
    "regulation": lambda v, a: {
        "gap": [0, 0.50 * (1 - 1.35 * a) * v, 0],
        "rival_gap": [0, 0.36 * (1 + 0.3 * a) * v, 0],
    },
    "freeze": lambda v, a: {"slowness": 0.7 * (1 - 0.6 * a) * v},
    "merger": lambda _, __: {},
    "exodus": lambda v, a: {"exodus": 1.6 * (1 - 0.8 * a) * v},
}
"""The page's table: change of each quantity by type in the growth segment, from severity and the effect of the
answer."""

IMPORTANCE = {
    "slump": 0.6, "boom": 0.4, "rival_entry": 0.9, "technology": 1.2, "regulation": 1.0, "freeze": 0.4,
    "merger": 0.7, "exodus": 0.3,
}  # fmt: skip


def test_the_reference_has_the_pages_types() -> None:
    assert {name: kind.importance for name, kind in TYPES.items()} == IMPORTANCE


@given(st.sampled_from(sorted(TABLE)), severities, answered)
def test_strikes_change_what_the_page_says_and_nothing_else(name: str, v: float, a: float) -> None:
    after = effects.apply_strike(CALM, TYPES[name], GROWTH, v, a)
    expected = TABLE[name](v, a)
    for field in Stocks.__slots__:
        change = np.asarray(getattr(after, field)) - np.asarray(getattr(CALM, field))
        assert change == pytest.approx(np.broadcast_to(expected.get(field, 0.0), change.shape), abs=1e-12), (
            field
        )
    lost = effects.account_loss_chance(REFERENCE, TYPES[name], GROWTH, v, a)
    chance = min(0.8, 0.25 * (1 - 0.9 * a) * v) if name == "merger" else 0.0
    assert lost == pytest.approx([0, chance, 0], abs=1e-12)


def test_nothing_strikes_at_severity_0() -> None:
    for kind in TYPES.values():
        after = effects.apply_strike(CALM, kind, GROWTH, 0.0, 0.3)
        for field in Stocks.__slots__:
            assert np.array_equal(getattr(after, field), getattr(CALM, field))
        assert effects.account_loss_chance(REFERENCE, kind, GROWTH, 0.0, 0.3).tolist() == [0, 0, 0]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=4), severities)
def test_one_strike_costs_at_most_its_most_accounts(sizes: list[float], v: float) -> None:
    """Several effects on accounts act one after the other, and together keep the bound."""
    kind = DisruptionType(effects=[DisruptionEffect(on="accounts", size=size, scope="all") for size in sizes])
    lost = effects.account_loss_chance(REFERENCE, kind, GROWTH, v, 0.0)
    kept = math.prod(1 - min(0.8, size * v) for size in sizes)
    assert lost == pytest.approx([min(0.8, 1 - kept)] * 3, abs=1e-12)


@given(st.floats(-1, 1), severities)
def test_stocks_stay_stocks(size: float, v: float) -> None:
    kind = DisruptionType(
        effects=[DisruptionEffect(on="insight", size=size), DisruptionEffect(on="cash", size=100 * size)]
    )
    after = effects.apply_strike(CALM, kind, GROWTH, v, 0.0)
    assert 0 <= float(after.insight) <= 1
    assert float(after.insight) == pytest.approx(min(1, max(0, float(CALM.insight) + size * v)))
    small = firms.firm_of(organisation={"sellers": 3})
    for firm, part in ((REFERENCE, 1), (small, 0.25)):
        assert float(effects.cash_change(firm, kind, v, 0.0)) == pytest.approx(100 * size * v * part)


def test_half_an_answer_is_an_eighth() -> None:
    assert float(answer_effect(0.5, REFERENCE.parameters.answers)) == pytest.approx(1 / 8)


def coming(*read: float, progress: float = 0.0) -> Threats:
    size = len(read)
    return Threats(
        segment=np.eye(3)[[0] * size],
        weight=np.array(read),
        read=np.array(read),
        known=np.ones(size, dtype=bool),
        open=np.ones(size, dtype=bool),
        recent=np.zeros(size, dtype=bool),
        progress=np.full(size, progress),
    )


@given(st.integers(1, 100), st.integers(1, 100), firms.percent)
def test_an_answer_is_finished_in_exactly_its_effort(sellers: int, leaders: int, response: int) -> None:
    """Alone, it takes three weeks of effort, and not a week less."""
    calm = replace(CALM, felt=1.0)
    weekly = (0.5 * sellers + 0.45 * leaders) / 100 * (response / 100)
    move = make_allocation(REFERENCE, Move((sellers, 0, leaders), (response,) * 3))
    threat, weeks = coming(1.0), 0
    while threat.open.any() and weeks < 400:
        threat = replace(threat, progress=answer_progress_next(REFERENCE, calm, move, threat))
        threat, weeks = replace(threat, open=threat.progress < 1), weeks + 1
        assert float(threat.progress[0]) == pytest.approx(min(1.0, weeks * weekly / 3.0))
    if weekly > 0 and 3.0 / weekly < 400:
        assert weeks == math.ceil(3.0 / weekly - 1e-9)


@given(st.lists(st.floats(0.01, 10), min_size=2, max_size=5), st.floats(0, 9), st.floats(1e-150, 1e150))
def test_shares_of_effort_follow_needs_not_their_scale(read: list[float], power: float, scale: float) -> None:
    p = REFERENCE.parameters.answers
    shares = threats.progress_next(coming(*read), 0.3, power, p) * p.effort / 0.3
    assert shares.sum() == pytest.approx(1)
    scaled = threats.progress_next(coming(*(r * scale for r in read)), 0.3, power, p) * p.effort / 0.3
    assert scaled == pytest.approx(shares, rel=1e-9)
    for a, b in zip(range(len(read)), range(1, len(read)), strict=False):
        assert shares[a] / shares[b] == pytest.approx((read[a] / read[b]) ** power)
    even = threats.progress_next(coming(*read), 0.3, 0.0, p)
    assert even == pytest.approx(0.3 / 3.0 / len(read))


def test_no_need_gets_no_effort() -> None:
    p = REFERENCE.parameters.answers
    assert threats.progress_next(coming(0.0, 0.0), 0.3, 1.0, p).tolist() == [0.0, 0.0]
    assert threats.progress_next(coming(0.0, 2.0), 0.3, 1.0, p) == pytest.approx([0.0, 0.1])
