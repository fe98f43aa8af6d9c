"""All claims, in their order."""

from __future__ import annotations

from sim.research.claims import (
    adapting,
    answers,
    best,
    board,
    conversations,
    depth,
    luck,
    overtaken,
    seats,
    sight,
    trap,
)
from sim.research.claims.claim import Claim

CLAIMS: tuple[Claim, ...] = tuple(
    sorted(
        (
            claim
            for module in (
                overtaken,
                best,
                board,
                seats,
                depth,
                adapting,
                answers,
                sight,
                trap,
                luck,
                conversations,
            )
            for claim in module.CLAIMS
        ),
        key=lambda claim: claim.id,
    )
)
