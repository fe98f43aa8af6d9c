"""All claims, in their order."""

from __future__ import annotations

from sim.claims import (
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
from sim.claims.claim import Claim

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
