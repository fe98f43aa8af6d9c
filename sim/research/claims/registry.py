"""All claims, in their order."""

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

CLAIMS: tuple[Claim, ...] = tuple(
    sorted(
        (
            claim
            for module in (
                overtaking,
                best_split,
                firing,
                three_seats,
                planning_depth,
                adaptation,
                half_answers,
                warning_time,
                pressure_trap,
                luck_and_skill,
                conversations,
            )
            for claim in module.CLAIMS
        ),
        key=lambda claim: claim.id,
    )
)
