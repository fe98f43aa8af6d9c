"""All claims, by number."""

from __future__ import annotations

from sim.research.claims import (
    adaptation,
    best_split,
    conversations,
    firing,
    half_answers,
    luck_and_skill,
    overtaking,
    planning_depth,
    pressure_trap,
    three_seats,
    warning_time,
)
from sim.research.claims.claim import Claim

_MODULES = (
    adaptation, best_split, conversations, firing, half_answers, luck_and_skill, overtaking, planning_depth,
    pressure_trap, three_seats, warning_time,
)  # fmt: skip

CLAIMS: tuple[Claim, ...] = tuple(
    sorted((claim for module in _MODULES for claim in module.CLAIMS), key=lambda claim: claim.id)
)
