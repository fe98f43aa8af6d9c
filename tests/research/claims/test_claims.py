"""Each claim at a tiny effort: it runs, in its world and in its counter-world, and gives figures."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.base.statistics import exact_estimate
from sim.model.move import Move
from sim.policy.batch_bots import make_batch_bot
from sim.policy.registry import load_bot_rules
from sim.research.claims import half_answers, luck_and_skill, pressure_trap
from sim.research.claims.anova import VARIANCE_EFFECTS, variance_components
from sim.research.claims.batch_play import (
    caretaker_policy,
    combine_plans,
    constant_plans,
    make_blocks,
    play_plans,
)
from sim.research.claims.claim import Claim, ClaimCondition, ClaimMeasurement, MeasurementEffort
from sim.research.claims.claim_worlds import UNCHANGED_WORLD, ClaimWorld, measuring_dice, tuning_dice
from sim.research.claims.feedback_policy import FEATURES, OUTPUTS, FeedbackPolicies
from sim.research.claims.registry import CLAIMS
from sim.research.claims.run import ClaimJob, run_claim_job, run_claims
from sim.research.claims.warning_time import focus_on_activity

TINY = MeasurementEffort(0.0, floor=0.05)


def finite(measured: ClaimMeasurement) -> bool:
    """Whether all figures are numbers, in their intervals."""
    every = [part.estimate for part in measured.parts] + [fact.estimate for fact in measured.facts]
    return all(math.isfinite(x) for e in every for x in (e.value, e.low, e.high)) and measured.n > 0


def test_they_are_numbered_in_their_order() -> None:
    assert [claim.id for claim in CLAIMS] == list(range(1, len(CLAIMS) + 1))
    assert len({claim.name for claim in CLAIMS}) == len(CLAIMS) >= 15


SLOW = {"tactegic", "faster", "three_seats", "reading", "trap", "culture", "conversations"}
"""Names of claims that take seconds whatever the effort."""
SLOWEST = {"depth"}
"""And most of a minute: it plays games that look ahead."""


def marks(claim: Claim) -> tuple[pytest.MarkDecorator, ...]:
    """Where a claim is measured: in `make test`, in `make validate`, or in full."""
    if claim.name in SLOWEST:
        return (pytest.mark.full,)
    return (pytest.mark.validate,) if claim.name in SLOW else ()


@pytest.mark.parametrize(
    "claim",
    [pytest.param(c, marks=marks(c)) for c in CLAIMS],
    ids=lambda c: c.name,
)
def test_a_claim_can_be_measured(claim: Claim) -> None:
    assert finite(run_claim_job(ClaimJob(claim, False, TINY)).measured)


def wrong(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:  # noqa: ARG001  # a claim has both
    """A claim that nobody believes: all-tactical is never fired."""
    games = play_plans(
        world.firm(), constant_plans(world.firm(), [Move((0, 0, 0), (0, 0, 0))]), 1, measuring_dice(6), 60
    )
    return ClaimMeasurement(
        (ClaimCondition("fired", exact_estimate(100.0 * games.fired.mean()), "below", 5.0, "%"),), 60
    )


def test_a_wrong_claim_fails_and_one_that_always_holds_fails_as_well() -> None:
    mate = next(claim for claim in CLAIMS if claim.name == "mate")
    planted = Claim(6, "wrong", "Wrong", "Wrong.", "", wrong, mate.counter, "")
    (found,) = run_claims([planted], TINY, 1)
    assert found.world.measured.holds is False
    assert not found.passed(quick=True)
    always = Claim(6, "always", "Always", "Always.", "", mate.measure, UNCHANGED_WORLD, "")
    (found,) = run_claims([always], MeasurementEffort(0.0), 1)
    assert found.world.measured.holds is True
    assert not found.passed(quick=True)


def test_results_do_not_depend_on_the_number_of_cores() -> None:
    chosen = [claim for claim in CLAIMS if claim.name in {"mate", "sight"}]
    alone, together_ = run_claims(chosen, TINY, 1), run_claims(chosen, TINY, 2)
    assert [(t.world.measured, t.counter.measured) for t in alone] == [
        (t.world.measured, t.counter.measured) for t in together_
    ]


def test_plans_beside_each_other_are_what_they_are_alone() -> None:
    """A bot with rules, that speaks every quarter, and a move that is said once."""
    firm = UNCHANGED_WORLD.firm()
    panicker = make_batch_bot(firm, load_bot_rules("panicker"), 0, "quarter")
    steady = Move((25, 35, 65), (30, 30, 30))
    both = play_plans(
        firm, combine_plans([lambda _: panicker, constant_plans(firm, [steady])]), 2, tuning_dice(1), 20
    )
    alone = [
        play_plans(firm, movers, 1, tuning_dice(1), 20).value[:, 0]
        for movers in (lambda _: panicker, constant_plans(firm, [steady]))
    ]
    assert both.value[:, 0] == pytest.approx(alone[0])
    assert both.value[:, 1] == pytest.approx(alone[1])


def test_components_of_made_values_are_found() -> None:
    """Sds 4, 3, 2 of policies, worlds and dice, 1 of worlds x dice, over 60 x 60 x 60: each variance within four
    standard errors (sqrt(2/59) of itself).
    """
    stream = np.random.default_rng(5)
    p, w, d = (sd * stream.standard_normal(60) for sd in (4.0, 3.0, 2.0))
    wd = stream.standard_normal((60, 60))
    found = dict(
        zip(VARIANCE_EFFECTS, variance_components(p[:, None, None] + w[:, None] + d + wd), strict=True)
    )
    for effect, true in (((0,), 16.0), ((1,), 9.0), ((2,), 4.0)):
        assert found[effect] == pytest.approx(true, rel=4 * (2 / 59) ** 0.5)
    assert found[1, 2] == pytest.approx(1.0, rel=0.15)
    assert found[0, 1, 2] == pytest.approx(0.0, abs=1e-9)


def test_games_needed_are_those_of_the_normal_distribution() -> None:
    """With mean 1 and sd 3 the sum of n is above 0 with 95 % from n = (1.645 x 3)^2 on."""
    x = np.array([4.0, -2.0] * 50)
    assert luck_and_skill.games_needed(x) == pytest.approx(24.4, abs=0.1)
    assert luck_and_skill.games_needed(-x) == luck_and_skill.games_needed(x)
    assert luck_and_skill.games_needed(np.zeros(4)) == luck_and_skill.MAX_COUNTED_GAMES


def test_the_smallest_slump_lies_where_half_are_fired() -> None:
    shares = np.array([[0.1] * 4 + [0.4, 0.6] + [0.5] * 2 + [1.0] * 10, [0.0] * 18, [0.7] * 18])
    between = (pressure_trap.SEVERITIES[4] + pressure_trap.SEVERITIES[5]) / 2
    assert pressure_trap.smallest_fatal_slump(shares).tolist() == pytest.approx(
        [between, pressure_trap.SEVERITIES[-1], 0.25 / 1.4]
    )


def test_answers_differ_in_nothing_but_how_far_they_got() -> None:
    firm = half_answers.firm_with_strike(UNCHANGED_WORLD)
    value, progress, seen = half_answers.play_completions(firm, measuring_dice(10), 60)
    assert not progress.any()  # work is spent, but not counted
    assert (seen == seen[:, :1]).all()  # the same hours, so the same foresight
    known = seen[:, 0]
    assert (value[np.logical_not(known)] == value[np.logical_not(known)][:, :1]).all()
    assert np.diff(value[known].mean(axis=0)).min() > 0


def test_a_focus_keeps_its_sum() -> None:
    firm = UNCHANGED_WORLD.firm()
    for percent in range(0, 101, 10):
        leaders = focus_on_activity(firm, 1, percent)[2]
        assert sum(leaders) == 100
        assert leaders[1] == percent


def test_a_feedback_policy_without_slopes_is_its_constant() -> None:
    firm, point = UNCHANGED_WORLD.firm(), np.array([22.0, 35.0, 80.0, 50.0])
    level = np.zeros((1, OUTPUTS, 1 + len(FEATURES)))
    level[0, :, 0] = (*point, 100.0)
    block = make_blocks(firm, tuning_dice(9), 20, 1)[0]
    read = block.play(1, FeedbackPolicies(firm, level).movers()(block), caretaker_policy(firm)).value
    same = block.play(
        1, constant_plans(firm, [Move((22, 35, 80), (50, 50, 50))])(block), caretaker_policy(firm)
    ).value
    assert read == pytest.approx(same)


@pytest.mark.validate
def test_claims_that_few_futures_can_tell() -> None:
    """Seven claims and their counter-worlds at a hundredth of full effort: all lie far from their thresholds."""
    names = {"month_ender", "inherited", "dreamer", "mate", "half_answer", "sight", "luck"}
    for found in run_claims([claim for claim in CLAIMS if claim.name in names], MeasurementEffort(0.01), 2):
        assert found.passed(quick=True), found.claim.name
        assert found.counter.measured.holds is False, found.claim.name
