"""What common random numbers are worth: how much less the difference of two plans varies on shared futures than on
futures of their own, and what a run of the flow in the same world adds as a control variate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from bench.engine.batch_engine import BLOCK_FUTURES
from bench.engine.workload import BenchWorkload
from sim.base.progress import ProgressCallback, report_progress
from sim.batch.block import Block
from sim.batch.books import QuarterSums
from sim.model.arrays import Array
from sim.scenario.organisation import Split
from sim.scenario.scenario import Scenario

COMPARED_SPLITS = tuple(
    Split(sellers=sellers, managers=managers, leaders=leaders)
    for sellers, managers, leaders in ((25, 35, 65), (26, 35, 65), (20, 30, 55), (6, 18, 30))
)
"""percent; a plan, and others that differ from it a little, in the middle, and largely."""
DIFFERENCE_SIZES = ("small", "middle", "large")
PAIRED_BLOCKS = 6
"""Blocks of futures."""
QUARTERS_IN_YEAR = 4
"""quarters."""
GOAL_SCORE, DRAW_SCORE = 100.0, 50.0
"""points."""

QuantityValues = dict[str, Array]
"""By quantity, (futures, plans)."""


@dataclass(frozen=True, slots=True)
class PairedVariance:
    """A quantity's difference of two plans."""

    difference: str
    """small, middle or large."""
    plan: str
    """the other plan."""
    quantity: str
    mean: float
    """of the difference, in k or points."""
    sd_paired: float
    """of a future's difference on shared futures."""
    sd_independent: float
    """on futures of their own."""
    factor: float
    """how many times as many futures of their own have the same error."""
    factor_flow: float
    """how many times as many without the flow as a control variate, on shared futures."""
    one_firing: float
    """share of the paired variance in futures in which the board fires one of the two only."""

    def to_json(self) -> dict[str, Any]:
        """Convert to JSON-ready data."""
        return asdict(self)


def measure_pairing(
    scenario: Scenario,
    blocks: int = PAIRED_BLOCKS,
    progress: ProgressCallback | None = None,
    futures: int = BLOCK_FUTURES,
) -> list[PairedVariance]:
    """All differences of all quantities."""
    work, drawn, flowed = BenchWorkload(scenario, COMPARED_SPLITS), [], []
    for number in range(blocks):
        report_progress(progress, number, blocks)
        block = work.block(futures, number)
        drawn.append(_play_block(work, block))
        flowed.append(_play_block(work, replace(block, flow=True)))
    real, flow = _join_values(drawn), _join_values(flowed)
    return [
        _paired_variance(size, plan, quantity, real, flow)
        for plan, size in enumerate(DIFFERENCE_SIZES, start=1)
        for quantity in real
        if quantity != "fired"
    ]


def _play_block(work: BenchWorkload, block: Block) -> QuantityValues:
    quarters = QuarterSums("bookings")
    outcome = work.play(block, quarters)
    goal = outcome.goal(work.scenario.goal.threshold or 0.0)
    return {
        "value": outcome.value,
        "score": np.where(outcome.fired, 0.0, np.where(goal, GOAL_SCORE, DRAW_SCORE)),
        "first year's bookings": np.sum(quarters.sums["bookings"][:QUARTERS_IN_YEAR], axis=0),
        "fired": outcome.fired.astype(float),
    }


def _join_values(samples: Iterable[QuantityValues]) -> QuantityValues:
    every = list(samples)
    return {quantity: np.concatenate([sample[quantity] for sample in every]) for quantity in every[0]}


def _paired_variance(
    size: str, plan: int, quantity: str, real: QuantityValues, flow: QuantityValues
) -> PairedVariance:
    values, fired = real[quantity], real["fired"]
    paired = values[:, 0] - values[:, plan]
    independent = float(values[:, 0].var() + values[:, plan].var())
    squares, one = (paired - paired.mean()) ** 2, fired[:, 0] != fired[:, plan]
    split = COMPARED_SPLITS[plan]
    return PairedVariance(
        difference=size,
        plan=f"S{split.sellers},M{split.managers},L{split.leaders}",
        quantity=quantity,
        mean=float(paired.mean()),
        sd_paired=float(paired.std()),
        sd_independent=independent**0.5,
        factor=independent / max(float(paired.var()), 1e-12),
        factor_flow=_control_variate_factor(paired, flow[quantity][:, 0] - flow[quantity][:, plan]),
        one_firing=float(squares[one].sum() / max(float(squares.sum()), 1e-12)),
    )


def _control_variate_factor(values: Array, control: Array) -> float:
    """By how much a control variate with the best weight divides the variance."""
    if values.std() == 0 or control.std() == 0:
        return 1.0
    return float(1 / (1 - np.corrcoef(values, control)[0, 1] ** 2))
