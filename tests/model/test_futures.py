"""Every law gives the same for many futures at once as for each of them alone. Futures are on the first axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model import effects, signals, threats
from sim.model.flow import flow_week
from sim.model.move import make_allocation
from sim.model.week import WeekEvents, answer_progress_next, settle_stocks, week_margin, weekly_rates
from sim.scenario.disruptions import DisruptionEffect, DisruptionType
from tests.model import firms

FUTURES = 3
FIRM = firms.REFERENCE

quick = settings(max_examples=40)


def side_by_side(rows: Sequence[Any]) -> Any:
    """One record with a futures axis from a record for each future; what has no numbers stays."""
    first = rows[0]
    if is_dataclass(first):
        kind: Any = type(first)
        return kind(**{f.name: side_by_side([getattr(r, f.name) for r in rows]) for f in fields(first)})
    return np.stack([np.asarray(row) for row in rows])


def one_of(record: Any, future: int, alone: Any) -> Any:
    """One future of a record, shaped as that future's own; a number that all share is everybody's."""
    if is_dataclass(record):
        kind: Any = type(record)
        return kind(
            **{f.name: one_of(getattr(record, f.name), future, getattr(alone, f.name)) for f in fields(kind)}
        )
    return record if np.ndim(record) <= np.ndim(alone) else np.asarray(record)[future]


def assert_same(found: Any, expected: Any, where: str = "") -> None:
    """Equal up to the order of sums (vectorised and scalar exponentials may differ in the last digit)."""
    if is_dataclass(expected):
        for f in fields(expected):
            assert_same(getattr(found, f.name), getattr(expected, f.name), f"{where}.{f.name}")
        return
    assert np.shape(found) == np.shape(expected), where
    assert np.asarray(found) == pytest.approx(np.asarray(expected), rel=1e-12, abs=1e-14), where


@st.composite
def situations(draw: st.DrawFn) -> list[tuple[Any, ...]]:
    """(counts, stocks, allocation, threats) of some futures with as many disruptions each."""
    size = draw(st.integers(0, 3))
    return [
        (
            draw(firms.counts()),
            draw(firms.stocks()),
            make_allocation(FIRM, draw(firms.moves)),
            draw(firms.threats(exactly=size)),
        )
        for _ in range(FUTURES)
    ]


def together(rows: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """The same situations side by side."""
    return tuple(side_by_side(column) for column in zip(*rows, strict=True))


@quick
@given(situations(), st.integers(0, 100))
def test_rates(rows: list[tuple[Any, ...]], week: int) -> None:
    many = weekly_rates(FIRM, week, *together(rows))
    for i, row in enumerate(rows):
        alone = weekly_rates(FIRM, week, *row)
        assert_same(one_of(many, i, alone), alone)


@quick
@given(situations())
def test_answers(rows: list[tuple[Any, ...]]) -> None:
    _, s, a, t = together(rows)
    many = answer_progress_next(FIRM, s, a, t)
    for i, (_, s1, a1, t1) in enumerate(rows):
        assert_same(many[i], answer_progress_next(FIRM, s1, a1, t1))


@quick
@given(situations(), st.integers(0, 100), st.lists(st.floats(0, 400), min_size=FUTURES, max_size=FUTURES))
def test_settling_and_margin(rows: list[tuple[Any, ...]], week: int, bookings: list[float]) -> None:
    left = [row[1].filled * (np.arange(12) % (i + 2) == 0) for i, row in enumerate(rows)]
    hired = [(1 - row[1].filled) * (np.arange(12) % (i + 3) == 0) for i, row in enumerate(rows)]
    c, s, a, t = together(rows)
    happened = WeekEvents(np.array(bookings), np.stack(left), np.stack(hired))
    many = settle_stocks(FIRM, week, s, weekly_rates(FIRM, week, c, s, a, t), happened)
    margins = week_margin(FIRM, c, s, happened)
    for i, (c1, s1, a1, t1) in enumerate(rows):
        own = WeekEvents(bookings[i], left[i], hired[i])
        alone = settle_stocks(FIRM, week, s1, weekly_rates(FIRM, week, c1, s1, a1, t1), own)
        assert_same(one_of(many, i, alone), alone)
        assert_same(np.asarray(margins)[i], np.asarray(week_margin(FIRM, c1, s1, own)))


@quick
@given(situations(), st.integers(0, 100))
def test_flow(rows: list[tuple[Any, ...]], week: int) -> None:
    many = flow_week(FIRM, week, *together(rows))
    for i, row in enumerate(rows):
        alone = flow_week(FIRM, week, *row)
        assert_same(one_of(many, i, alone), alone)


@quick
@given(situations(), st.integers(0, 100))
def test_many_moves_from_one_position(rows: list[tuple[Any, ...]], week: int) -> None:
    """What is the same in all futures needs no axis: one position, many moves."""
    c, s, _, t = rows[0]
    moves = side_by_side([row[2] for row in rows])
    many = flow_week(FIRM, week, c, s, moves, t)
    for i, row in enumerate(rows):
        alone = flow_week(FIRM, week, c, s, row[2], t)
        assert_same(one_of(many, i, alone), alone)


@st.composite
def kinds(draw: st.DrawFn) -> DisruptionType:
    """A type with effects on quantities of every sort."""
    effects_ = [
        DisruptionEffect(
            on=draw(
                st.sampled_from(["gap", "rival_gap", "demand", "accounts", "insight", "burnout", "cash"])
            ),
            size=draw(st.floats(0, 1)),
            answer=draw(st.floats(-1.5, 0.5)),
            scope=draw(st.sampled_from(["segment", "all"])),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    return DisruptionType(effects=effects_)


@quick
@given(
    kinds(),
    st.lists(
        st.tuples(firms.stocks(), st.integers(0, 2), st.floats(0, 4), firms.unit),
        min_size=FUTURES,
        max_size=FUTURES,
    ),
)
def test_strikes(kind: DisruptionType, rows: list[tuple[Any, int, float, float]]) -> None:
    where = np.eye(3)[[row[1] for row in rows]]
    severity, done = np.array([row[2] for row in rows]), np.array([row[3] for row in rows])
    many = effects.apply_strike(side_by_side([row[0] for row in rows]), kind, where, severity, done)
    lost = effects.account_loss_chance(FIRM, kind, where, severity, done)
    cash = np.broadcast_to(effects.cash_change(FIRM, kind, severity, done), (FUTURES,))
    for i, (s, segment, size, answered) in enumerate(rows):
        own = np.eye(3)[segment]
        alone = effects.apply_strike(s, kind, own, size, answered)
        assert_same(one_of(many, i, alone), alone)
        assert_same(
            np.broadcast_to(lost, (FUTURES, 3))[i],
            effects.account_loss_chance(FIRM, kind, own, size, answered),
        )
        assert_same(cash[i], np.asarray(effects.cash_change(FIRM, kind, size, answered)))


@quick
@given(
    firms.array_of(firms.unit, FUTURES),
    firms.array_of(st.floats(-2, 2), FUTURES, 3, 3),
    firms.array_of(st.floats(-3, 3), FUTURES, 3, 3),
    firms.array_of(st.integers(-3, 60), FUTURES),
)
def test_readings(sight: Any, truth: Any, luck: Any, weeks: Any) -> None:
    p = FIRM.parameters.signals
    market = signals.read_market(truth, luck, sight, p)
    error = signals.reading_error(sight, weeks, p)
    read = signals.apply_reading_error(np.abs(truth[:, 0, 0]), luck[:, 0, 0], error)
    hazard = np.asarray(signals.notice_hazard(sight, p))
    for i in range(FUTURES):
        level = float(sight[i])
        assert_same(market[i], signals.read_market(truth[i], luck[i], level, p))
        own = signals.reading_error(level, float(weeks[i]), p)
        assert_same(np.asarray(error)[i], own)
        assert_same(
            np.asarray(read)[i],
            signals.apply_reading_error(abs(float(truth[i, 0, 0])), float(luck[i, 0, 0]), own),
        )
        assert_same(hazard[i], np.asarray(signals.notice_hazard(level, p)))


@given(firms.array_of(firms.unit, FUTURES))
def test_what_counts_of_an_answer(progress: Any) -> None:
    p = FIRM.parameters.answers
    assert_same(
        threats.answer_effect(progress, p), np.array([threats.answer_effect(float(a), p) for a in progress])
    )
