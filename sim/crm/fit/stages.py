"""Derives the model's two stages from a win rate and two mean times, in closed form.

A qualified deal leaves its stage after TQ weeks on average. A share ps of them becomes a proposal, which is decided
after another TP weeks and won with probability w; all others are lost. So the win rate is W = ps w, a win takes
TQ + TP, and a loss takes TQ + f TP, where f = (ps - W) / (1 - W) is the share of losses that had a proposal.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.crm.fit.knobs import STAGES
from sim.crm.fit.targets import FitTargets

PROPOSAL_PART = STAGES.proposal_weeks / (STAGES.proposal_weeks + STAGES.qualified_weeks)
"""Share of the time to a win that the proposal takes in the reference."""
MAX_PROPOSAL_PART = 0.9
MAX_PROPOSAL_WIN_RATE = 0.95
"""Probability of winning a proposal that still leaves some to the rival."""
REPORTED_DIFFERENCE = 0.03
"""Relative difference of times that is reported."""
MIN_STAGE_WEEKS = 0.5
"""weeks; the model advances by weeks."""


@dataclass(frozen=True, slots=True)
class StageSplit:
    """The two stages of the model."""

    proposal_share: float
    """Share of deals that become a proposal."""
    proposal_part: float
    """Share of the time to a win that the proposal takes."""
    mismatches: tuple[str, ...]
    """One sentence for each property of the file that the model cannot reproduce."""


def split_stages(targets: FitTargets, win_rate: float) -> StageSplit:
    """The stages that reproduce a win rate and both mean times as closely as possible."""
    if targets.weeks_won is None or targets.weeks_lost is None or targets.weeks_won <= 0:
        return StageSplit(_raise_proposal_share(win_rate, STAGES.proposal_share), PROPOSAL_PART, ())
    saved = 1 - targets.weeks_lost / targets.weeks_won  # (1 - f) times the proposal's part
    part = PROPOSAL_PART if saved <= PROPOSAL_PART else min(MAX_PROPOSAL_PART, saved)
    late_share = min(max(1 - saved / part, 0.0), 1.0)
    target_share = win_rate + late_share * (1 - win_rate)
    share = _raise_proposal_share(win_rate, target_share)
    return StageSplit(share, part, tuple(_list_misses(targets, saved, share > target_share + 0.005)))


def _raise_proposal_share(win_rate: float, share: float) -> float:
    """Raise a share of proposals so that not all of them must be won."""
    return min(max(share, win_rate / MAX_PROPOSAL_WIN_RATE), 1.0)


def _list_misses(targets: FitTargets, saved: float, too_fast: bool) -> list[str]:
    assert targets.weeks_won is not None
    assert targets.weeks_lost is not None
    sentences = []
    if saved < -REPORTED_DIFFERENCE:
        sentences.append(
            f"In the file, losses take longer than wins ({targets.weeks_lost:.1f} and {targets.weeks_won:.1f} weeks on "
            "average). In the model, they take at most as long."
        )
    if saved > MAX_PROPOSAL_PART or too_fast:
        sentences.append(
            f"In the file, losses come much faster than wins ({targets.weeks_lost:.1f} and {targets.weeks_won:.1f} "
            "weeks on average), faster than the two stages of the model allow. In the scenario, wins take the right "
            "time, but losses take longer."
        )
    if targets.weeks_won < 2 * MIN_STAGE_WEEKS + 1:
        sentences.append(
            f"In the file, a win takes {targets.weeks_won:.1f} weeks. In the model, it takes at least about two, since "
            "a deal advances at most once a week."
        )
    return sentences
