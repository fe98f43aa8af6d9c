"""Counter-worlds change the keys of their mechanism, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from typing import Any

import pytest
from pydantic import ValidationError

from sim.research.claims.claim import Claim
from sim.research.claims.claim_worlds import (
    NO_FIRING,
    UNCHANGED_WORLD,
    ClaimWorld,
    ScaleFactor,
    apply_changes,
    measuring_dice,
    tuning_dice,
)
from sim.research.claims.registry import CLAIMS
from sim.scenario.load import load_builtin_scenarios, load_scenario
from sim.scenario.scenario import Scenario


def flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """All values of a scenario by key."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from flat(inner, f"{path}.{key}" if path else str(key))
    else:
        yield path, value


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
@pytest.mark.parametrize("name", ["reference", "the_entrant", "solo"])
def test_a_counter_world_differs_only_in_its_keys(claim: Claim, name: str) -> None:
    scenario = load_scenario(name).scenario
    before = dict(flat(scenario.model_dump()))
    after = dict(flat(apply_changes(scenario, claim.counter.changes).model_dump()))
    assert before.keys() == after.keys()
    differ = {key for key in before if before[key] != after[key]}
    assert all(any(fnmatch(key, known) for known in claim.counter.changes) for key in differ)
    if name == "reference":
        assert differ


def test_the_world_as_it_is_is_the_game() -> None:
    for scenario in load_builtin_scenarios():
        assert UNCHANGED_WORLD.scenario(scenario.name) == scenario


def test_changes_are_checked_like_any_scenario(reference: Scenario) -> None:
    with pytest.raises(KeyError):
        apply_changes(reference, {"parameters.pressure.bits": 0.0})
    with pytest.raises(ValidationError):
        apply_changes(reference, {"parameters.pressure.bite": 2.0})


def test_factors_and_every_segment(reference: Scenario) -> None:
    found = apply_changes(reference, {"market.segments.*.drift": ScaleFactor(2.0), **NO_FIRING})
    for name, segment in found.market.segments.items():
        assert segment.drift == 2 * reference.market.segments[name].drift
    assert found.goal.patience == 0


def test_tuning_and_measuring_never_share_a_seed() -> None:
    tuned = {tuning_dice(claim.id).seed + 100 * step for claim in CLAIMS for step in range(60)}
    assert max(tuned) < 10_000
    assert min(measuring_dice(claim.id).seed for claim in CLAIMS) >= 1_000_000


def test_worlds_can_be_hashed() -> None:
    assert len({claim.counter for claim in CLAIMS} | {ClaimWorld("x", (("a", 1),))}) > 5
