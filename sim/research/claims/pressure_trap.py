"""Claims 12 and 15: pressure is a trap, and culture protects from it. A slump that nobody can see coming strikes; how
large must it be to get the team fired in half of the worlds?
"""

from __future__ import annotations

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
)
from sim.research.claims.claim_worlds import ClaimWorld, measuring_dice
from sim.research.claims.counter_worlds import NO_CULTURE_LAW, UNTIRED
from sim.research.claims.warning_time import focus_on_activity
from sim.scenario.disruptions import WEEKS_IN_QUARTER

TESTED_SPLIT = (15, 25, 50)
EARLY_QUARTERS, LATE_QUARTERS = (2, 6), (9, 12)
"""quarters; in which the slump strikes, and by the end of which the team is fired."""
MIN_REDUCTION = 10.0
"""percent; that the smallest slump is smaller than with the pressure law off."""
CULTURE_INDEX, CULTURE_SHARES, LATE_CULTURE_SHARES = 2, (0, 25, 50), (0, 25, 100)
"""Place of culture in the leaders' focus; percent of their time for the future that goes there."""
SEVERITIES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.5, 4.0, 5.0, 6.0, 8.0, 10.0)
"""Of the slump, 1 being usual; 10 is the most that a scenario can say."""
NO_PRESSURE_CHANGES = {"parameters.pressure.threshold": 0.0}
"""Changes: no attainment is so low that it is felt as pressure."""
BOOTSTRAP_SAMPLES = 400


def fired_after_slump(
    world: ClaimWorld,
    moves: list[Move],
    severity: float,
    futures: int,
    off: bool,
    when: tuple[int, int] = EARLY_QUARTERS,
) -> Array:
    """0 or 1, (futures, moves): whether fired after a slump of that severity; `when` is as `EARLY`."""
    first = next(iter(world.scenario().market.segments))
    strikes, last = when
    slump = {
        "type": "slump",
        "quarter": strikes,
        "severity": severity,
        "lead": 0,
        "chance": 1.0,
        "segment": first,
    }
    firm = world.firm(more={"disruptions.fixed": [slump], **(NO_PRESSURE_CHANGES if off else {})})
    mover, until = constant_plans(firm, moves), min(last, firm.scenario.quarters) * WEEKS_IN_QUARTER
    ends = [
        b.simulate(len(moves), mover(b), until).fired > 0
        for b in make_blocks(firm, measuring_dice(12), futures, 3)
    ]
    return np.asarray(np.concatenate(ends), dtype=float)


def smallest_fatal_slump(shares: Array) -> Array:
    """(samples,): the smallest severity at which half are fired, from the share at each severity, (samples,
    severities): between them by straight lines. The largest of all where it takes more.
    """
    rising = np.maximum.accumulate(np.hstack([np.zeros((len(shares), 1)), shares]), axis=1)
    severities = np.array([0.0, *SEVERITIES])
    at = np.argmax(rising >= 0.5, axis=1)
    rows = np.arange(len(shares))
    above, below = rising[rows, at], rising[rows, at - 1]
    step = (0.5 - below) / np.where(above > below, above - below, 1.0)
    found = severities[at - 1] + step * (severities[at] - severities[at - 1])
    return np.asarray(np.where(rising[:, -1] >= 0.5, found, severities[-1]))


def measure_pressure_trap(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """The smallest slump without culture, with the pressure law on and off, and with culture."""
    n = effort.of(2500, 200)
    moves = [_move_with_culture(world.firm(), share) for share in CULTURE_SHARES]
    on = np.stack([fired_after_slump(world, moves, s, n, off=False) for s in SEVERITIES], axis=-1)
    off = np.stack([fired_after_slump(world, moves[:1], s, n, off=True) for s in SEVERITIES], axis=-1)
    every = np.concatenate([on, off], axis=1)
    weights = bootstrap_weights(measuring_dice(12).stream("samples"), BOOTSTRAP_SAMPLES, n)
    plans = range(every.shape[1])
    found = [float(smallest_fatal_slump(every[:, p].mean(axis=0, keepdims=True))[0]) for p in plans]
    again = [smallest_fatal_slump(weights @ every[:, p]) for p in plans]
    less = bootstrap_interval(100 * (1 - found[0] / found[-1]), 100 * (1 - again[0] / again[-1]))
    parts = [ClaimCondition("smaller than with the pressure law off", less, "above", MIN_REDUCTION, "%")]
    parts += [
        ClaimCondition(
            f"culture {CULTURE_SHARES[i + 1]} % against {CULTURE_SHARES[i]} %",
            bootstrap_interval(found[i + 1] - found[i], again[i + 1] - again[i]),
            "above",
            0.0,
            "severity",
        )
        for i in range(len(CULTURE_SHARES) - 1)
    ]
    names = [
        *(f"smallest slump, culture {share} %" for share in CULTURE_SHARES),
        "smallest slump, no pressure",
    ]
    facts = [
        ReportedFigure(name, bootstrap_interval(f, a), "severity")
        for name, f, a in zip(names, found, again, strict=True)
    ]
    return ClaimMeasurement(tuple(parts), n, tuple(facts))


def measure_culture(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """The smallest late slump without culture, with a quarter of the leaders' time on it, and with all of it."""
    n = effort.of(2500, 200)
    moves = [_move_with_culture(world.firm(), share) for share in LATE_CULTURE_SHARES]
    every = np.stack(
        [fired_after_slump(world, moves, s, n, off=False, when=LATE_QUARTERS) for s in SEVERITIES], axis=-1
    )
    weights = bootstrap_weights(measuring_dice(15).stream("samples"), BOOTSTRAP_SAMPLES, n)
    found = [
        float(smallest_fatal_slump(every[:, p].mean(axis=0, keepdims=True))[0]) for p in range(len(moves))
    ]
    again = [smallest_fatal_slump(weights @ every[:, p]) for p in range(len(moves))]
    names = [f"smallest slump, culture {share} %" for share in LATE_CULTURE_SHARES]
    facts = [
        ReportedFigure(name, bootstrap_interval(f, a), "severity")
        for name, f, a in zip(names, found, again, strict=True)
    ]
    parts = (
        ClaimCondition(
            "culture 25 % against 0 %",
            bootstrap_interval(found[1] - found[0], again[1] - again[0]),
            "above",
            0.0,
            "severity",
        ),
        ClaimCondition(
            "culture 100 % against 25 %",
            bootstrap_interval(found[2] - found[1], again[2] - again[1]),
            "below",
            0.0,
            "severity",
        ),
    )
    return ClaimMeasurement(parts, n, tuple(facts))


def _move_with_culture(firm: Firm, culture: int) -> Move:
    return Move(
        TESTED_SPLIT,
        (firm.scenario.organisation.response,) * 3,
        focus_on_activity(firm, CULTURE_INDEX, culture),
    )


CLAIMS = (
    Claim(
        12, "trap", "Pressure is a trap",
        "On 15/25/50 without culture, the smallest slump that gets the team fired within six quarters in half of the "
        "worlds is clearly smaller (by 10 %) than with the pressure law off, and it grows with the share of leaders' "
        "time on culture.",
        "A slump that nobody can see strikes in the second quarter, in 18 severities, beside what else may "
        "happen. The smallest slump is where half are fired by the end of quarter 6, by straight lines "
        "between severities; culture is 0, 25 or 50 % of leaders' strategic time, the rest spread as usual. "
        "Clearly is told as: by 10 %. Bootstrap samples of futures, the same for all. "
        "(The counter-world was chosen after a look: without the bite the trap is as deep, as what it takes from the "
        "future comes to the month's help for six quarters. What gets teams fired so soon is burnout.)",
        measure_pressure_trap, UNTIRED,
        "Where pressure burns nobody out, it is only more hours for the month, and a team under pressure stands more.",
    ),
    Claim(
        15, "culture", "Some culture protects, nothing but culture does not",
        "On 15/25/50, with a quarter of leaders' strategic time on culture, a team survives a larger late slump than "
        "without culture; with all of it on culture it survives only a smaller one.",
        "As in 12, with a slump in quarter 9 and the firing by the end of quarter 12, so that culture has had two "
        "years to grow; culture is 0, 25 or 100 % of leaders' strategic time, the rest spread as usual.",
        measure_culture, NO_CULTURE_LAW,
        "Where culture cannot be built, leaders' time on it is lost.",
    ),
)  # fmt: skip
