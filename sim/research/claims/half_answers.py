"""Claim 10: half an answer is none.

One visible strike is all that happens, and nobody is fired. All plans spend the same hours; how much of the answer they
have completed is set, so that nothing else differs.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.base.statistics import mean_interval
from sim.batch.disruptions import ActiveThreats, DisruptionTracker
from sim.batch.engine import TrackerMaker
from sim.batch.timeline import UNSEEN
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.move import Move
from sim.model.random_streams import RandomStreams
from sim.model.state import Counts, Stocks
from sim.model.step import Draw
from sim.research.claims.batch_play import BatchPolicyMaker, caretaker_policy, constant_plans, make_blocks
from sim.research.claims.claim import (
    Claim,
    ClaimCondition,
    ClaimMeasurement,
    MeasurementEffort,
    ReportedFigure,
)
from sim.research.claims.claim_worlds import NO_FIRING, ClaimWorld, measuring_dice, tuning_dice
from sim.research.claims.counter_worlds import LINEAR
from sim.scenario.disruptions import WEEKS_IN_QUARTER

STRIKE_QUARTER = 6
STRIKE_WEEK = (STRIKE_QUARTER - 1) * WEEKS_IN_QUARTER
TESTED_STRIKE = {"type": "technology", "quarter": STRIKE_QUARTER, "severity": 1.0, "lead": 44, "chance": 1.0}
"""A usual technology shift that is visible for most of a year."""
COMPLETIONS = np.array([0.0, 1 / 3, 2 / 3, 1.0])
"""0..1; how much of the answer each plan has done when the strike comes."""
STEEPNESS_RATIO = 2.5
"""ratio; gain of the second third over that of the first."""
TRIED_RESPONSES = tuple(range(0, 101, 5))
"""percent; responses among which the smallest sufficient one is searched."""
FINISHED_SHARE = 0.9
"""share; of futures with a seen strike in which a sufficient response finishes the answer."""


def firm_with_strike(world: ClaimWorld) -> Firm:
    """The firm with one strike in its first segment, and nothing else."""
    first = next(iter(world.scenario().market.segments))
    fixed = [{**TESTED_STRIKE, "segment": first}]
    return world.firm(more={**NO_FIRING, "disruptions.rate": 0.0, "disruptions.fixed": fixed})


def steady_move(firm: Firm, response: int) -> Move:
    """The split of `steady`, with a response."""
    s = firm.scenario.steady
    return Move((s.sellers, s.managers, s.leaders), (response,) * 3)


class FixedCompletionTracker(DisruptionTracker):
    """Sets how much of an answer is done when the strike comes, in place of counting the work that went into it.

    Each plan has its own completion, in futures that have seen the strike. Until then nothing is done, so the signal
    stays open and all plans spend the same hours on it.
    """

    def apply_strikes(self, week: int, c: Counts, s: Stocks, draw: Draw) -> Array:
        """Strike with each plan's completion."""
        due = (self.timeline.strike == week)[:, np.newaxis] & (self.seen != UNSEEN)
        self.progress = np.where(due, COMPLETIONS, 0.0)
        return super().apply_strikes(week, c, s, draw)

    def store_progress(self, near: ActiveThreats, progress: Array) -> None:
        """Discard the work."""


def play_with_progress(
    firm: Firm,
    movers: BatchPolicyMaker,
    plans: int,
    dice: RandomStreams,
    futures: int,
    tracker: TrackerMaker = DisruptionTracker,
) -> tuple[Array, Array, NDArray[np.bool_]]:
    """Play games with one strike: value in k, progress of its answer when it strikes, and whether it was seen, each
    (futures, plans).
    """
    after, found = caretaker_policy(firm), []
    for usual in make_blocks(firm, dice, futures, plans):
        block = replace(usual, tracker=tracker)
        before = block.simulate(plans, movers(block), STRIKE_WEEK).coming
        value = block.play(plans, movers(block), after).value
        found.append((value, before.progress, before.seen != UNSEEN))
    value, progress, seen = (np.concatenate(part) for part in zip(*found, strict=True))
    return value, progress, seen


def measure_half_answer(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Measure what each third of an answer brings, and what hours beyond completion cost."""
    firm, n = firm_with_strike(world), effort.of(6000, 400)
    value = play_completions(firm, measuring_dice(10), n)[0]
    gains = np.diff(value, axis=1).T
    steeper = ClaimCondition(
        "gain of the second third, less 2.5 times that of the first",
        mean_interval(gains[1] - STEEPNESS_RATIO * gains[0]),
        "above",
        0.0,
        "k",
    )
    enough = find_sufficient_response(firm, tuning_dice(10), effort.of(400, 100))
    twice = min(100, 2 * enough)
    plans = constant_plans(firm, [steady_move(firm, enough), steady_move(firm, twice)])
    spent, progress, seen = play_with_progress(firm, plans, 2, measuring_dice(10), n)
    cost = ClaimCondition(
        f"cost of a response of {twice} % where {enough} % finishes",
        mean_interval(spent[:, 0] - spent[:, 1]),
        "above",
        0.0,
        "k",
    )
    facts = [
        ReportedFigure(f"gain of the {which} third", mean_interval(g), "k")
        for which, g in zip(("first", "second", "last"), gains, strict=True)
    ]
    return ClaimMeasurement((steeper, cost), n, (*facts, *_finished_figures(progress, seen, (enough, twice))))


def play_completions(firm: Firm, dice: RandomStreams, futures: int) -> tuple[Array, Array, NDArray[np.bool_]]:
    """Play plans that spend the same hours on the answer and have different completions, as `play_with_progress`."""
    plans = constant_plans(firm, [steady_move(firm, firm.scenario.organisation.response)] * len(COMPLETIONS))
    return play_with_progress(firm, plans, len(COMPLETIONS), dice, futures, FixedCompletionTracker)


def find_sufficient_response(firm: Firm, dice: RandomStreams, futures: int) -> int:
    """percent; the smallest response that finishes the answer in nearly all futures, 50 if none does."""
    plans = constant_plans(firm, [steady_move(firm, response) for response in TRIED_RESPONSES])
    found = [
        b.simulate(len(TRIED_RESPONSES), plans(b), STRIKE_WEEK).coming
        for b in make_blocks(firm, dice, futures, len(TRIED_RESPONSES))
    ]
    progress, seen = (np.concatenate([getattr(c, n) for c in found]) for n in ("progress", "seen"))
    shares = [float(np.mean(p[s != UNSEEN] >= 1)) for p, s in zip(progress.T, seen.T, strict=True)]
    return next((r for r, s in zip(TRIED_RESPONSES, shares, strict=True) if s >= FINISHED_SHARE), 50)


def _finished_figures(
    progress: Array, seen: NDArray[np.bool_], responses: tuple[int, int]
) -> list[ReportedFigure]:
    """The share of futures that finish the answer, by response."""
    done = [mean_interval(100.0 * (p[s] >= 1)) for p, s in zip(progress.T, seen.T, strict=True)]
    return [
        ReportedFigure(f"finished at a response of {r} %", e, "%")
        for r, e in zip(responses, done, strict=True)
    ]


CLAIMS = (
    Claim(
        10, "half_answer", "Half an answer is none",
        "For one strike, with the same hours spent, the gain from completion 1/3 to 2/3 less 2.5 times the gain from 0 "
        "to 1/3 is above 0, and hours beyond completion have a cost.",
        "A technology shift in quarter 6 that brews for 44 weeks is all that happens, and nobody is fired. Four plans "
        "spend the same hours, and their completion of the answer at the strike is set to 0, 1/3, 2/3 and 1 (in "
        "futures that have seen the strike). Then, by the normal rules, the smallest response that finishes the "
        "answer in nine of ten futures is compared with twice that response. A finished answer takes no more hours, "
        "so what a larger response costs is crowding: the same work is taken from fewer weeks.",
        measure_half_answer, LINEAR,
        "If an answer counts in proportion to its completion, the second third brings as much as the first.",
    ),
)  # fmt: skip
