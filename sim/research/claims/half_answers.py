"""Claim 10: half an answer is none. One strike that can be seen, nothing else by chance, firing apart.

All plans spend the same hours; how far they got with the answer by then is set, so that nothing else differs.
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
"""A usual technology shift, in the first segment; it can be seen for most of a year."""
COMPLETIONS = np.array([0.0, 1 / 3, 2 / 3, 1.0])
"""0..1; how much of the answer each plan has done when the strike comes."""
STEEPNESS_RATIO = 2.5
"""ratio; of the second third's gain to the first's."""
TRIED_RESPONSES = tuple(range(0, 101, 5))
"""percent; among which the smallest that finishes the answer is looked for."""
FINISHED_SHARE = 0.9
"""share; of the futures that have seen the strike, in which the answer has to be finished."""


def firm_with_strike(world: ClaimWorld) -> Firm:
    """The firm that one strike awaits."""
    first = next(iter(world.scenario().market.segments))
    fixed = [{**TESTED_STRIKE, "segment": first}]
    return world.firm(more={**NO_FIRING, "disruptions.rate": 0.0, "disruptions.fixed": fixed})


def steady_move(firm: Firm, response: int) -> Move:
    """The split of `steady` with a response."""
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
        "second third less 2.5 times the first",
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
    """percent; the smallest response that finishes the answer in nearly all futures; 50 where none does."""
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
    """How many finish."""
    done = [mean_interval(100.0 * (p[s] >= 1)) for p, s in zip(progress.T, seen.T, strict=True)]
    return [
        ReportedFigure(f"finished at a response of {r} %", e, "%")
        for r, e in zip(responses, done, strict=True)
    ]


CLAIMS = (
    Claim(
        10, "half_answer", "Half an answer is none",
        "In one strike, with the same hours spent, the gain from completion 1/3 to 2/3 less 2.5 times the gain from 0 "
        "to 1/3 is above 0, and hours past completion cost.",
        "A technology shift in quarter 6, that brews for 44 weeks, is all that happens; firing apart. Four "
        "plans live the same hours, and what they have done of the answer when it strikes is set to 0, 1/3, "
        "2/3 and 1 (where the strike was seen). Then played by the rules: the smallest response that finishes "
        "the answer in nine of ten futures, against twice as much. A finished answer takes no more hours, so "
        "what more costs is its crowding: the same weeks of work taken from fewer weeks.",
        measure_half_answer, LINEAR,
        "Where an answer counts by how far it got, the second third brings what the first does.",
    ),
)  # fmt: skip
