"""The start of a game: as stated, scaled to the firm's size, or where a history leads."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.model.flow import flow_week
from sim.model.move import Move, make_allocation
from sim.model.start import starting_cash, starting_state
from sim.model.state import UNIT_STOCKS
from sim.model.threats import no_threats
from tests.model.firms import REFERENCE, firm_of


def test_the_reference_starts_as_on_the_page() -> None:
    c, s = starting_state(REFERENCE)
    assert c.qualified.tolist() == [[35, 0], [20, 0], [12, 0]]
    assert c.proposals.tolist() == [[23, 0], [13, 0], [8, 0]]
    assert c.conversations.tolist() == [[2, 1, 1]] * 3
    assert c.accounts.tolist() == [318, 174, 94]
    assert s.gap == pytest.approx([-0.15, -0.06, 0.10])
    assert s.rival_gap == pytest.approx([-0.03, 0.10, 0.35])
    found = [s.relationships, s.insight, s.foresight, s.culture, s.capability, s.skill, s.offering, s.felt]
    assert found == [0.39, 0.46, 0.16, 0.48, 0.48, 0.45, 0.52, 1.0]
    assert (s.offering_built, s.offering_live, s.burnout) == (0.52, 0.52, 0.0)
    assert (s.demand, s.slowness, s.exodus) == (0.0, 0.0, 0.0)
    assert s.ramp.tolist() == [0.95] * 12
    assert s.filled.tolist() == [1.0] * 12
    assert starting_cash(REFERENCE) == 300
    assert REFERENCE.base_target == pytest.approx(93.8)


@given(st.integers(1, 60))
def test_start_cash_and_target_grow_with_the_firm(sellers: int) -> None:
    firm = firm_of(organisation={"sellers": sellers})
    c, s = starting_state(firm)
    big, _ = starting_state(REFERENCE)
    for field in type(c).__slots__:
        counts, whole = getattr(c, field), getattr(big, field) * sellers / 12
        assert np.array_equal(counts, np.round(counts))
        assert np.abs(counts - whole).max() <= 0.5 + 1e-9
    assert starting_cash(firm) == pytest.approx(300 * sellers / 12)
    assert firm.base_target == pytest.approx(93.8 * sellers / 12)
    assert s.ramp.shape == (sellers,)


@settings(max_examples=15)
@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.integers(1, 300))
def test_a_history_leads_to_a_start_that_can_be(
    sellers: int, managers: int, leaders: int, weeks: int
) -> None:
    split = {"sellers": sellers, "managers": managers, "leaders": leaders}
    steps = [{"week": 0, "value": 1.5}, {"week": 10, "value": 0.5}]
    firm = firm_of(
        organisation={"history": {"split": split, "weeks": weeks}}, market={"rate_of_change": steps}
    )
    c, s = starting_state(firm)
    for counts in (c.qualified, c.proposals, c.conversations, c.accounts):
        assert np.array_equal(counts, np.round(counts))
        assert (counts >= 0).all()
    for name in UNIT_STOCKS:
        assert 0 <= float(getattr(s, name)) <= 1
    assert s.filled.tolist() == [1.0] * 12
    assert ((s.ramp > 0) & (s.ramp <= 1)).all()


def test_a_history_is_calm_flow_in_the_weeks_before_the_game() -> None:
    """With that time's targets: a growth that is large shows whether they are those of the past."""
    plain = {"goal": {"growth": 1.0}, "market": {"rate_of_change": 1.5}}
    split = {"sellers": 10, "managers": 20, "leaders": 30}
    c, s = starting_state(firm_of(**plain, organisation={"history": {"split": split, "weeks": 30}}))
    firm = firm_of(**plain)
    expected_c, expected = starting_state(firm)
    for week in range(-30, 0):
        move = make_allocation(firm, Move((10, 20, 30), (30, 30, 30)))
        flowed = flow_week(firm, week, expected_c, expected, move, no_threats(3))
        expected_c, expected = flowed.counts, flowed.stocks
    for name in (*UNIT_STOCKS, "felt", "gap", "rival_gap", "ramp"):
        assert np.asarray(getattr(s, name)) == pytest.approx(np.asarray(getattr(expected, name))), name
    assert c.accounts == pytest.approx(np.round(expected_c.accounts))
    assert float(s.felt) > 1.05  # last year's target was half of this year's


def test_a_strategic_history_starts_stronger_and_with_more_to_harvest() -> None:
    def after(split: tuple[int, int, int]) -> tuple[float, float, float]:
        seats = dict(zip(("sellers", "managers", "leaders"), split, strict=True))
        c, s = starting_state(firm_of(organisation={"history": {"split": seats, "weeks": 156}}))
        return float(s.relationships), float(-s.gap.mean()), float(c.conversations.sum())

    for tactical, strategic in zip(after((5, 5, 10)), after((30, 40, 70)), strict=True):
        assert strategic > tactical


def test_a_target_that_is_given_is_not_scaled() -> None:
    assert firm_of(organisation={"sellers": 3}, goal={"target": 50.0}).base_target == 50.0


def test_the_target_grows_by_the_year_and_follows_the_season() -> None:
    for week in (0, 5, 12):
        month = (0.78, 0.96, 1.21)[0 if week < 4 else 1 if week < 8 else 2]
        assert REFERENCE.target(week) == pytest.approx(93.8 * month * 1.04 ** (week / 52))
        assert REFERENCE.target(week + 52) == pytest.approx(REFERENCE.target(week) * 1.04)


def test_a_seasons_target_weighs_segments_by_what_they_bring() -> None:
    segments = {
        "a": {"weight": 3.0, "value": 10.0, "drift": 0.0, "season": [0.5, 1.0, 1.5]},
        "b": {"weight": 1.0, "value": 30.0, "drift": 0.0, "demand": 2.0, "season": [1.0, 1.0, 1.0]},
    }
    firm = firm_of(market={"segments": segments})
    assert firm.target_season == pytest.approx([(0.5 * 30 + 60) / 90, 1.0, (1.5 * 30 + 60) / 90])
    assert firm.weight.tolist() == [0.75, 0.25]
