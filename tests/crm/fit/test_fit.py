"""The expected year of a fitted scenario meets the targets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim.crm.estimate.estimate import estimate
from sim.crm.fit.fit import MAX_ACCOUNTS_PER_SEAT, fit, reference_year
from sim.crm.fit.knobs import scenario_values
from sim.crm.fit.scenario_text import scenario_yaml
from sim.crm.fit.targets import FitTargets, SegmentLine, find_targets
from sim.scenario.load import parse_scenario
from sim.scenario.market import MAX_SEGMENTS
from tests.crm.fit.firms import make_targets
from tests.crm.truth import made

NEAR = 0.01
"""Relative error: what lies open in week 0 is whole numbers, which a small firm notices."""


def assert_reproduced(w: FitTargets) -> None:
    year = fit("firm", w).year
    assert year.arrivals == pytest.approx(w.arrivals, rel=NEAR)
    assert year.win_rate == pytest.approx(w.win_rate, rel=NEAR)
    assert year.weeks_won == pytest.approx(w.weeks_won, rel=NEAR)
    assert year.shares == pytest.approx(w.shares, abs=NEAR)
    assert year.value == pytest.approx(w.value, rel=NEAR)
    assert year.hours == pytest.approx(reference_year()[0].hours, rel=NEAR)


@pytest.mark.parametrize(
    ("sellers", "arrivals", "rate", "weeks", "shares", "value"),
    [
        (8, 0.5, 0.2, 12.0, (0.3, 0.3, 0.4), 40.0),
        (12, 0.9, 0.22, 14.0, (0.28, 0.32, 0.4), 35.0),
        (20, 12.0, 0.8, 4.0, (1 / 3, 1 / 3, 1 / 3), 0.05),
        (30, 5.0, 0.63, 7.4, (0.235, 0.348, 0.417), 2.4),
        (60, 2.0, 0.05, 40.0, (0.4, 0.3, 0.3), 900.0),
        (120, 8.0, 0.4, 6.0, (0.2, 0.3, 0.5), 0.5),
    ],
)
def test_the_expected_year_meets_its_targets(
    sellers: int, arrivals: float, rate: float, weeks: float, shares: tuple[float, float, float], value: float
) -> None:
    lines = (SegmentLine("One", 0.5, value / 2), SegmentLine("Other", 0.5, value * 1.5))
    assert_reproduced(
        make_targets(
            sellers=sellers, managers=sellers / 6, arrivals=arrivals, win_rate=rate, weeks_won=weeks,
            weeks_lost=weeks * 0.8, shares=shares, value=value, lines=lines,
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"arrivals": 0.02}, "hours"),
        ({"weeks_won": 0.6, "weeks_lost": 0.6}, "weeks"),
        ({"arrivals": 900.0}, "deals"),
    ],
)
def test_missed_targets_are_reported(changes: dict[str, float], word: str) -> None:
    assert any(word in sentence for sentence in fit("firm", make_targets(**changes)).mismatches)
    assert fit("firm", make_targets()).mismatches == ()


def test_losses_take_as_long_as_in_the_file() -> None:
    w = make_targets(weeks_won=12.0, weeks_lost=9.0)
    assert fit("firm", w).year.weeks_lost == pytest.approx(9.0, rel=0.03)


def test_unknown_targets_are_those_of_the_reference() -> None:
    reference, _ = reference_year()
    unknown = make_targets(
        sellers=12, managers=None, arrivals=None, win_rate=None, weeks_won=None, weeks_lost=None, shares=None,
        value=None, spread=None, lines=(SegmentLine("All business", 1.0, None),),
    )  # fmt: skip
    year = fit("firm", unknown).year
    assert year.win_rate == pytest.approx(reference.win_rate, rel=0.03)
    assert year.weeks_won == pytest.approx(reference.weeks_won, rel=0.05)
    assert year.arrivals == pytest.approx(reference.arrivals, rel=0.05)
    assert year.value == pytest.approx(reference.value, rel=0.1)


def test_a_firm_of_any_scale_earns_like_the_reference() -> None:
    """Costs and recurring margin follow bookings, so margin over bookings does not depend on the size of deals."""
    small, large = (fit("firm", make_targets(value=value)) for value in (1.2, 120.0))
    assert small.scale.recurring * 100 == pytest.approx(large.scale.recurring, rel=0.01)
    assert small.scale.bookings * 100 == pytest.approx(large.scale.bookings, rel=0.01)


def test_accounts_do_not_accumulate_without_limit() -> None:
    busy = fit("firm", make_targets(arrivals=8.0, win_rate=0.6))
    accounts = sum(busy.pipeline.accounts)
    assert accounts <= MAX_ACCOUNTS_PER_SEAT * 20 * 1.001
    reference, held = reference_year()
    per_week = busy.scale.accounts * reference.wins / (held * 12)
    assert busy.year.wins / accounts == pytest.approx(per_week, rel=0.05)


@given(st.lists(st.text(min_size=1, max_size=30), min_size=2, max_size=2))
@settings(max_examples=5, phases=[Phase.generate])
def test_foreign_titles_are_plain_text(titles: list[str]) -> None:
    titles = [t for t in ("".join(c for c in t if c.isprintable()).strip() for t in titles) if t] or [
        "- x: {y}"
    ]
    w = make_targets(lines=tuple(SegmentLine(t, 1 / len(titles), 5.0) for t in titles))
    f = fit("firm", w)
    said = scenario_values(
        "firm", w, f.knobs, f.pipeline, f.scale, {"title": "# no: [comment]", "goal": {"target": 100.0}}
    )
    loaded = parse_scenario(scenario_yaml(said, "from a file"), "firm")
    assert [s.title for s in loaded.scenario.market.segments.values()] == titles
    assert loaded.scenario.title == "# no: [comment]"
    assert loaded.warnings == ()


@pytest.mark.parametrize("products", [1, MAX_SEGMENTS - 1, MAX_SEGMENTS, MAX_SEGMENTS + 1, 3 * MAX_SEGMENTS])
def test_there_are_at_most_as_many_product_lines_as_segments(products: int) -> None:
    deals, _ = made(np.random.default_rng(3), sellers=12, months=18)
    names = tuple(f"P{i}" for i in range(products))
    many = replace(deals, products=names, product=np.arange(len(deals.outcome)) % products)
    lines = find_targets(many, estimate(many), None).lines
    assert 0 < len(lines) <= MAX_SEGMENTS
    assert len(lines) == products or products > MAX_SEGMENTS
    assert sum(line.share for line in lines) == pytest.approx(1)
