"""How a win rate and two mean times split into the model's two stages, in closed form.

A qualified item leaves its stage after TQ weeks on average, a share ps of them with a proposal, which is decided after
TP more and won with chance w; all others are lost. So the win rate is W = ps w, a win takes TQ + TP, and a loss takes
TQ + f TP, where f = (ps - W) / (1 - W) is the share of losses that had a proposal.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.crm.fit.knobs import STAGES
from sim.crm.fit.targets import FitTargets

PROPOSAL_PART = STAGES.proposal_weeks / (STAGES.proposal_weeks + STAGES.qualified_weeks)
"""Share of the time to a win that a proposal takes, in the reference."""
MAX_PROPOSAL_PART = 0.9
MAX_PROPOSAL_WIN_RATE = 0.95
"""Chance of a proposal to be won that leaves the rival something."""
REPORTED_DIFFERENCE = 0.03
"""Relative difference of times that is told."""
MIN_STAGE_WEEKS = 0.5
"""weeks; of a stage: the week is the model's tick."""


@dataclass(frozen=True, slots=True)
class StageSplit:
    """Stages of a file."""

    proposal_share: float
    proposal_part: float
    """share of the time to a win that a proposal takes."""
    missed: tuple[str, ...]
    """what of the file's shape the model cannot have, a sentence each."""


def split_stages(w: FitTargets, win_rate: float) -> StageSplit:
    """The stages that give a win rate and both mean times, or come nearest."""
    if w.weeks_won is None or w.weeks_lost is None or w.weeks_won <= 0:
        return StageSplit(_raise_share(win_rate, STAGES.proposal_share), PROPOSAL_PART, ())
    saved = 1 - w.weeks_lost / w.weeks_won  # (1 - f) times the proposal's part
    part = PROPOSAL_PART if saved <= PROPOSAL_PART else min(MAX_PROPOSAL_PART, saved)
    late = min(max(1 - saved / part, 0.0), 1.0)
    wanted = win_rate + late * (1 - win_rate)
    share = _raise_share(win_rate, wanted)
    return StageSplit(share, part, tuple(_list_misses(w, saved, share > wanted + 0.005)))


def _raise_share(win_rate: float, share: float) -> float:
    """A share of proposals that leaves some of them to be lost."""
    return min(max(share, win_rate / MAX_PROPOSAL_WIN_RATE), 1.0)


def _list_misses(w: FitTargets, saved: float, few: bool) -> list[str]:
    assert w.weeks_won is not None
    assert w.weeks_lost is not None
    found = []
    if saved < -REPORTED_DIFFERENCE:
        found.append(
            f"Losses take longer than wins in the file ({w.weeks_lost:.1f} against {w.weeks_won:.1f} weeks on "
            "average); in the model they take at most as long."
        )
    if saved > MAX_PROPOSAL_PART or few:
        found.append(
            f"Losses come much faster than wins in the file ({w.weeks_lost:.1f} against {w.weeks_won:.1f} weeks on "
            "average), faster than the model's two stages can have it; wins keep their time, losses take longer."
        )
    if w.weeks_won < 2 * MIN_STAGE_WEEKS + 1:
        found.append(
            f"A win takes {w.weeks_won:.1f} weeks in the file; a deal takes at least about two in the model, where "
            "nothing moves on twice in a week."
        )
    return found
