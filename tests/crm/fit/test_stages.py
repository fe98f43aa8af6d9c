"""Stages from a win rate and two mean times."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.crm.fit.stages import MAX_PROPOSAL_WIN_RATE, MIN_STAGE_WEEKS, PROPOSAL_PART, split_stages
from tests.crm.fit.firms import make_targets


def times(share: float, won: float, qualified: float, proposal: float) -> tuple[float, float, float]:
    """Win rate, mean time of a win and of a loss of two stages."""
    rate = share * won
    decided = share * (1 - won) / (1 - rate)
    return rate, qualified + proposal, qualified + decided * proposal


@given(st.floats(0.1, 1), st.floats(0.05, MAX_PROPOSAL_WIN_RATE), st.floats(2, 60))
def test_known_stages_are_recovered(share: float, won: float, weeks: float) -> None:
    proposal = PROPOSAL_PART * weeks
    rate, to_win, to_lose = times(share, won, weeks - proposal, proposal)
    found = split_stages(make_targets(win_rate=rate, weeks_won=to_win, weeks_lost=to_lose), rate)
    assert found.proposal_part == pytest.approx(PROPOSAL_PART)
    assert found.proposal_share == pytest.approx(share)


@given(st.floats(0.02, 0.9), st.floats(3, 60), st.floats(0.2, 1))
def test_losses_take_as_long_as_in_the_file_or_a_mismatch_is_reported(
    rate: float, to_win: float, part: float
) -> None:
    to_lose = to_win * part
    found = split_stages(make_targets(win_rate=rate, weeks_won=to_win, weeks_lost=to_lose), rate)
    proposal = found.proposal_part * to_win
    _, _, lost = times(found.proposal_share, rate / found.proposal_share, to_win - proposal, proposal)
    assert found.mismatches or lost == pytest.approx(to_lose, rel=0.03)
    assert rate / found.proposal_share <= MAX_PROPOSAL_WIN_RATE + 1e-9


def test_impossible_times_are_reported() -> None:
    later = split_stages(make_targets(weeks_won=10.0, weeks_lost=14.0), 0.3)
    assert later.proposal_share == 1
    assert "longer than wins" in later.mismatches[0]
    sooner = split_stages(make_targets(weeks_won=10.0, weeks_lost=0.5), 0.3)
    assert "faster than wins" in sooner.mismatches[0]
    quick = split_stages(make_targets(weeks_won=2 * MIN_STAGE_WEEKS, weeks_lost=1.0), 0.3)
    assert any("at most once a week" in sentence for sentence in quick.mismatches)
    assert split_stages(make_targets(weeks_won=None), 0.3).mismatches == ()
