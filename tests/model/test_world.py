"""The timeline: a Poisson process of disruptions that a seed fixes whatever anybody does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.firm import Firm
from sim.model.limits import GameLimitError
from sim.model.world import Disruption, World
from tests.model.chances import assert_binomial, assert_distribution, assert_mean, assert_poisson, erlang_cdf
from tests.model.firms import REFERENCE, firm_of

SEEDS = range(400)
YEARS = (12 * 13 + 52 - 4) / 52
"""Years of game and franchise year without the calm weeks."""


def all_disruptions() -> list[Disruption]:
    return [d for seed in SEEDS for d in World(REFERENCE, seed).disruptions]


EVERY = all_disruptions()


def test_one_seed_one_timeline() -> None:
    assert World(REFERENCE, 5).disruptions == World(firm_of(), 5).disruptions
    assert World(REFERENCE, 5).disruptions != World(REFERENCE, 6).disruptions


@pytest.mark.parametrize(
    ("kind", "yearly"),
    [
        ("slump", 0.22), ("boom", 0.22), ("rival_entry", 0.30), ("technology", 0.34), ("regulation", 0.26),
        ("freeze", 0.18), ("merger", 0.20), ("exodus", 0.18),
    ],
)  # fmt: skip
def test_strikes_come_at_the_types_rate(kind: str, yearly: float) -> None:
    assert_poisson(sum(d.type == kind for d in EVERY), yearly * YEARS * len(SEEDS))


def test_strikes_spread_evenly_over_game_and_franchise_year() -> None:
    assert {d.strike for d in EVERY} <= set(range(4, 208))
    assert max(d.strike for d in EVERY) > 200
    assert_binomial(sum(d.strike < 106 for d in EVERY), len(EVERY), 0.5)


def test_severity_segment_lead_and_luck_are_the_pages() -> None:
    assert_distribution([d.severity for d in EVERY], erlang_cdf)
    for segment, chance in enumerate((0.45, 0.30, 0.25)):
        assert_binomial(sum(d.segment == segment for d in EVERY), len(EVERY), chance)
    leads = [d.strike - d.brews for d in EVERY]
    assert (min(leads), max(leads)) == (17, 44)  # a missing end would have a chance of 2 (27/28)^3000
    assert_mean(leads, 30.5, ((28**2 - 1) / 12) ** 0.5)
    assert_mean([d.threshold for d in EVERY], 1, 1)
    assert_mean([d.luck_severity for d in EVERY], 0, 1)
    assert_mean([d.luck_week * d.luck_severity for d in EVERY], 0, 1)
    assert all(d.comes for d in EVERY)


def without_place(ds: tuple[Disruption, ...], until: int) -> list[Disruption]:
    return [replace(d, index=0) for d in ds if d.strike < until]


@given(st.integers(0, 10**6))
def test_a_longer_game_adds_strikes_and_replaces_none(seed: int) -> None:
    longer = World(firm_of(quarters=20), seed).disruptions
    assert without_place(longer, 208) == without_place(World(REFERENCE, seed).disruptions, 208)


@given(st.integers(0, 10**6), st.floats(1, 4))
def test_a_higher_rate_brings_the_same_ones_sooner_and_more_of_them(seed: int, factor: float) -> None:
    """By type: the first ones are the same disruptions, and none comes later."""
    few = World(REFERENCE, seed).disruptions
    many = World(firm_of(disruptions={"rate": factor}), seed).disruptions
    for kind in REFERENCE.scenario.disruptions.types:
        mine = sorted((d for d in few if d.type == kind), key=lambda d: d.strike)
        theirs = sorted((d for d in many if d.type == kind), key=lambda d: d.strike)
        assert len(mine) <= len(theirs)
        same = {d.threshold: d for d in theirs}
        for d in mine:
            assert same[d.threshold].severity == d.severity
            assert same[d.threshold].strike <= d.strike


@given(st.integers(0, 10**6))
def test_another_type_leaves_the_old_ones_alone(seed: int) -> None:
    firm = firm_of(disruptions={"types": {"strike": {"title": "Strike", "rate": 2.0}}})
    old = [d for d in World(firm, seed).disruptions if d.type != "strike"]
    assert [replace(d, index=0) for d in old] == without_place(World(REFERENCE, seed).disruptions, 208)


def test_a_frozen_market_has_no_random_strikes() -> None:
    for changes in ({"market": {"rate_of_change": 0.0}}, {"disruptions": {"rate": 0.0}}):
        assert all(not World(firm_of(**changes), seed).disruptions for seed in range(30))


def test_a_fixed_one_strikes_as_the_scenario_says() -> None:
    fixed = {"type": "merger", "quarter": 3, "severity": 2.5, "segment": "growth", "lead": 5, "story": "So."}
    firm = firm_of(disruptions={"rate": 0.0, "fixed": [fixed]})
    for seed in range(5):
        (d,) = World(firm, seed).disruptions
        assert (d.type, d.strike, d.severity, d.segment, d.brews, d.story) == (
            "merger",
            26,
            2.5,
            1,
            21,
            "So.",
        )


def test_false_alarms_come_by_their_chance() -> None:
    fixed = [{"type": "slump", "week": week, "chance": 0.7} for week in range(200)]
    firm = firm_of(disruptions={"rate": 0.0, "fixed": fixed})
    comes = [d.comes for seed in range(10) for d in World(firm, seed).disruptions]
    assert_binomial(sum(comes), 2000, 0.7)


@given(st.integers(0, 1000))
def test_what_is_near_is_all_that_can_matter(seed: int) -> None:
    world = World(REFERENCE, seed)
    for week in range(0, 208, 7):
        can = [d for d in world.disruptions if d.brews <= week < d.strike + 20]
        assert list(world.disruptions_near(week)) == can


def test_marks_tell_nothing_of_the_timeline() -> None:
    """Marks identify, and are in no order (Kendall's tau of marks and strikes near 0)."""
    for seed in range(50):
        assert len({d.mark for d in World(REFERENCE, seed).disruptions}) == len(
            World(REFERENCE, seed).disruptions
        )
    rising = [a.mark < b.mark for a, b in zip(EVERY[::2], EVERY[1::2], strict=False)]
    assert_binomial(sum(rising), len(rising), 0.5)


def test_more_than_a_game_can_hold_is_said() -> None:
    kinds = {f"kind_{i}": {"rate": 50.0} for i in range(20)}
    firm = firm_of(disruptions={"rate": 20.0, "types": kinds}, market={"rate_of_change": 10.0})
    with pytest.raises(GameLimitError, match="more disruptions than the 5,000"):
        _ = World(firm, 1).disruptions


def test_rate_of_change_in_steps() -> None:
    steps = [{"week": 0, "value": 0.5}, {"week": 26, "value": 2.0}]
    firm = firm_of(market={"rate_of_change": steps})
    assert [firm.rho(week) for week in (-50, 0, 25, 26, 500)] == [0.5, 0.5, 0.5, 2.0, 2.0]
    strikes = [d.strike for seed in SEEDS for d in World(firm, seed).disruptions]
    early = sum(s < 26 for s in strikes)
    weighted = 22 * 0.5, 182 * 2.0
    assert_binomial(early, len(strikes), weighted[0] / sum(weighted))
    assert isinstance(firm, Firm)
