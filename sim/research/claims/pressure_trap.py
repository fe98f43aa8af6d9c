"""Claims 12 and 15: pressure is a trap, and culture protects from it.

A slump strikes that nobody can see coming: how severe must it be to get the team fired in half of the worlds?
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.base.statistics import bootstrap_interval, bootstrap_weights
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.move import Move
from sim.research.claims.batch_play import constant_plans, make_blocks
from sim.research.claims.claim import (
    Claim,
    ClaimCondition,
    ClaimMeasurement,
    MeasurementEffort,
    ReportedFigure,
    ThresholdSide,
)
from sim.research.claims.claim_worlds import ClaimWorld, ScenarioChanges, measuring_dice
from sim.research.claims.counter_worlds import NO_CULTURE_LAW, UNTIRED
from sim.research.claims.warning_time import focus_on_activity
from sim.scenario.disruptions import WEEKS_IN_QUARTER

TESTED_SPLIT = (15, 25, 50)
EARLY_QUARTERS, LATE_QUARTERS = (2, 6), (9, 12)
"""The quarter in which the slump strikes, and the one by whose end the team is fired."""
MIN_REDUCTION = 10.0
"""percent; by which the smallest fatal slump must be smaller than with the pressure law off."""
CULTURE_INDEX = 2
"""Index of culture in the leaders' focus."""
CULTURE_SHARES, LATE_CULTURE_SHARES = (0, 25, 50), (0, 25, 100)
"""percent; of the leaders' strategic time that goes to culture."""
SEVERITIES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.5, 4.0, 5.0, 6.0, 8.0, 10.0)
"""Severities of the slump; 1 is usual, 10 is the largest that a scenario may have."""
NO_PRESSURE_CHANGES = {"parameters.pressure.threshold": 0.0}
"""Changes: no attainment is low enough to be felt as pressure."""
BOOTSTRAP_SAMPLES = 400


def fired_after_slump(
    world: ClaimWorld,
    moves: list[Move],
    severity: float,
    futures: int,
    quarters: tuple[int, int] = EARLY_QUARTERS,
    changes: ScenarioChanges | None = None,
) -> Array:
    """0 or 1, (futures, moves): whether the team is fired after a slump of a severity. `quarters` is as
    `EARLY_QUARTERS`.
    """
    first = next(iter(world.scenario().market.segments))
    strikes, last = quarters
    slump = {
        "type": "slump", "quarter": strikes, "severity": severity, "lead": 0, "chance": 1.0, "segment": first,
    }  # fmt: skip
    firm = world.firm(more={"disruptions.fixed": [slump], **(changes or {})})
    mover, until = constant_plans(firm, moves), min(last, firm.scenario.quarters) * WEEKS_IN_QUARTER
    # blocks are those of three plans in any case, so that runs with and without the pressure law share their luck
    blocks = make_blocks(firm, measuring_dice(12), futures, 3)
    fired = [block.simulate(len(moves), mover(block), until).fired > 0 for block in blocks]
    return np.asarray(np.concatenate(fired), dtype=float)


def smallest_fatal_slump(shares: Array) -> Array:
    """(samples,): the smallest severity at which half are fired, from the share fired at each severity, (samples,
    severities). Interpolates between severities; the largest severity if even that is not enough.
    """
    rising = np.maximum.accumulate(np.hstack([np.zeros((len(shares), 1)), shares]), axis=1)
    severities = np.array([0.0, *SEVERITIES])
    at = np.argmax(rising >= 0.5, axis=1)
    rows = np.arange(len(shares))
    above, below = rising[rows, at], rising[rows, at - 1]
    step = (0.5 - below) / np.where(above > below, above - below, 1.0)
    found = severities[at - 1] + step * (severities[at] - severities[at - 1])
    return np.asarray(np.where(rising[:, -1] >= 0.5, found, severities[-1]))


def _fatal_slumps(fired: Array, claim: int) -> list[tuple[float, Array]]:
    """The smallest fatal slump of each plan and its bootstrap samples, from (futures, plans, severities)."""
    weights = bootstrap_weights(measuring_dice(claim).stream("samples"), BOOTSTRAP_SAMPLES, len(fired))
    plans = [fired[:, plan] for plan in range(fired.shape[1])]
    return [
        (
            float(smallest_fatal_slump(plan.mean(axis=0, keepdims=True))[0]),
            smallest_fatal_slump(weights @ plan),
        )
        for plan in plans
    ]


def _slump_figures(names: Iterable[str], slumps: list[tuple[float, Array]]) -> tuple[ReportedFigure, ...]:
    return tuple(
        ReportedFigure(f"smallest slump, {name}", bootstrap_interval(*slump), "severity")
        for name, slump in zip(names, slumps, strict=True)
    )


def _culture_condition(
    shares: tuple[int, ...], slumps: list[tuple[float, Array]], i: int, side: ThresholdSide = "above"
) -> ClaimCondition:
    """The change of the smallest fatal slump from one share of culture to the next."""
    (before, samples_before), (after, samples_after) = slumps[i : i + 2]
    change = bootstrap_interval(after - before, samples_after - samples_before)
    return ClaimCondition(f"culture {shares[i + 1]} % against {shares[i]} %", change, side, 0.0, "severity")


def measure_pressure_trap(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Measure the smallest fatal slump by share of culture, and without culture with the pressure law off."""
    n, firm = effort.of(2500, 200), world.firm()
    moves = [_move_with_culture(firm, share) for share in CULTURE_SHARES]
    on = np.stack([fired_after_slump(world, moves, s, n) for s in SEVERITIES], axis=-1)
    off = np.stack(
        [fired_after_slump(world, moves[:1], s, n, changes=NO_PRESSURE_CHANGES) for s in SEVERITIES], axis=-1
    )
    slumps = _fatal_slumps(np.concatenate([on, off], axis=1), 12)
    (none, none_samples), (unpressed, unpressed_samples) = slumps[0], slumps[-1]
    less = bootstrap_interval(100 * (1 - none / unpressed), 100 * (1 - none_samples / unpressed_samples))
    parts = (
        ClaimCondition("smaller than with the pressure law off", less, "above", MIN_REDUCTION, "%"),
        _culture_condition(CULTURE_SHARES, slumps, 0),
        _culture_condition(CULTURE_SHARES, slumps, 1),
    )
    names = [*(f"culture {share} %" for share in CULTURE_SHARES), "pressure law off"]
    return ClaimMeasurement(parts, n, _slump_figures(names, slumps))


def measure_culture(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Measure the smallest fatal late slump by share of culture."""
    n, firm = effort.of(2500, 200), world.firm()
    moves = [_move_with_culture(firm, share) for share in LATE_CULTURE_SHARES]
    fired = np.stack([fired_after_slump(world, moves, s, n, LATE_QUARTERS) for s in SEVERITIES], axis=-1)
    slumps = _fatal_slumps(fired, 15)
    parts = (
        _culture_condition(LATE_CULTURE_SHARES, slumps, 0),
        _culture_condition(LATE_CULTURE_SHARES, slumps, 1, "below"),
    )
    names = (f"culture {share} %" for share in LATE_CULTURE_SHARES)
    return ClaimMeasurement(parts, n, _slump_figures(names, slumps))


def _move_with_culture(firm: Firm, culture: int) -> Move:
    response = firm.scenario.organisation.response
    return Move(TESTED_SPLIT, (response,) * 3, focus_on_activity(firm, CULTURE_INDEX, culture))


CLAIMS = (
    Claim(
        12, "trap", "Pressure is a trap",
        "On 15/25/50 without culture, the smallest slump that gets the team fired within six quarters in half of the "
        "worlds is at least 10 % smaller than with the pressure law off, and it grows with the share of leaders' time "
        "on culture.",
        "A slump that nobody can see coming strikes in the second quarter, in 18 severities, in addition to whatever "
        "else happens. The smallest fatal slump is the one at which half are fired by the end of quarter 6, "
        "interpolated between severities. Culture gets 0, 25 or 50 % of leaders' strategic time, and the rest is "
        "spread as usual. Bootstrap samples of the futures, the same for all plans. (The counter-world was chosen "
        "after a first look: with the loss of strategic time switched off instead, the trap is as deep, because for "
        "six quarters that time helps tactical work. What gets teams fired so soon is burnout.)",
        measure_pressure_trap, UNTIRED,
        "If pressure burns nobody out, it only adds tactical hours, and a team under pressure withstands more.",
    ),
    Claim(
        15, "culture", "Some culture protects, nothing but culture does not",
        "On 15/25/50, with a quarter of leaders' strategic time on culture, a team survives a larger late slump than "
        "without culture; with all of it on culture, only a smaller one.",
        "As in 12, with a slump in quarter 9 and firing by the end of quarter 12, so that culture has had two years to "
        "grow. Culture gets 0, 25 or 100 % of leaders' strategic time, and the rest is spread as usual.",
        measure_culture, NO_CULTURE_LAW,
        "If culture cannot be built, leaders' time on it is lost.",
    ),
)  # fmt: skip
