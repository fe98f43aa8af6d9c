"""Claim 11: sight is earned."""

from __future__ import annotations

import numpy as np

from sim.base.statistics import normal_interval, ratio_interval, standard_error_of_mean
from sim.batch.timeline import UNSEEN
from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.move import Focus, Move
from sim.research.claims.batch_play import constant_plans, make_blocks
from sim.research.claims.claim import (
    Claim,
    ClaimCondition,
    ClaimMeasurement,
    MeasurementEffort,
    ReportedFigure,
)
from sim.research.claims.claim_worlds import ClaimWorld, measuring_dice
from sim.research.claims.counter_worlds import BLIND

MIN_EXTRA_WARNING = 4.0
"""weeks; of additional warning."""
LOW_SPLIT, HIGH_SPLIT = 10, 65
"""percent; leaders' strategic time."""
FORESIGHT_INDEX, FORESIGHT_PERCENT = 1, 50
"""Index of foresight in the leaders' focus; percent of their strategic time that goes to it."""
ROUNDING_MARGIN = 1e-9
"""Makes halves round the same way on every machine."""


def focus_on_activity(firm: Firm, activity: int, percent: int) -> Focus:
    """The default focus with a given percentage on one activity of the leaders, and the rest spread as usual."""
    sellers, managers, leaders = firm.default_focus
    others = [i for i in range(len(leaders)) if i != activity]
    rest = leaders[others] / max(leaders[others].sum(), 1e-9)
    spread = np.zeros(len(leaders))
    spread[activity], spread[others] = percent, _round_shares((100 - percent) * rest)
    return (
        _to_integers(_round_shares(100 * sellers)),
        _to_integers(_round_shares(100 * managers)),
        _to_integers(spread),
    )


def _round_shares(shares: Array) -> Array:
    """Round shares to whole percents; their sum, a whole number, stays."""
    return np.diff(np.rint(np.cumsum([0.0, *shares]) + ROUNDING_MARGIN))


def _to_integers(shares: Array) -> tuple[int, ...]:
    return tuple(int(x) for x in shares)


def measure_warning(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Measure the mean warning before a strike, 0 if it was not seen, with little and with much time on foresight."""
    firm, n = world.firm(), effort.of(4000, 200)
    s, response = firm.scenario.steady, firm.scenario.organisation.response
    focus = focus_on_activity(firm, FORESIGHT_INDEX, FORESIGHT_PERCENT)
    moves = [
        Move((s.sellers, s.managers, LOW_SPLIT), (response,) * 3),
        Move((s.sellers, s.managers, HIGH_SPLIT), (response,) * 3, focus),
    ]
    warned, strikes = _warning_weeks(firm, moves, n)
    ratio = warned.sum(axis=0) / max(strikes.sum(), 1.0)
    gain = float(ratio[1] - ratio[0])
    # delta method: residuals of the difference of two ratios with the same denominator, clustered in futures
    residuals = (warned[:, 1] - warned[:, 0] - gain * strikes) / max(strikes.mean(), 1e-9)
    interval = normal_interval(gain, standard_error_of_mean(residuals))
    part = ClaimCondition("additional warning", interval, "above", MIN_EXTRA_WARNING, "weeks")
    facts = [
        ReportedFigure(f"warning, leaders at {split} %", ratio_interval(weeks, strikes), "weeks")
        for split, weeks in zip((LOW_SPLIT, HIGH_SPLIT), warned.T, strict=True)
    ]
    return ClaimMeasurement((part,), n, tuple(facts))


def _warning_weeks(firm: Firm, moves: list[Move], futures: int) -> tuple[Array, Array]:
    """Weeks of warning, summed over the strikes of a game, (futures, moves), and the number of strikes, (futures,)."""
    mover, end, blocks = constant_plans(firm, moves), firm.scenario.weeks, []
    for block in make_blocks(firm, measuring_dice(11), futures, len(moves)):
        coming = block.simulate(len(moves), mover(block), end).coming
        t = block.timeline
        struck = t.comes & (t.strike < end)
        weeks = np.where(coming.seen == UNSEEN, 0, t.strike[:, np.newaxis] - coming.seen)[struck]
        warned, strikes = np.zeros((block.futures, len(moves))), np.zeros(block.futures)
        np.add.at(warned, t.future[struck], weeks)
        np.add.at(strikes, t.future[struck], 1)
        blocks.append((warned, strikes))
    warned, strikes = (np.concatenate(part) for part in zip(*blocks, strict=True))
    return warned, strikes


CLAIMS = (
    Claim(
        11, "sight", "Sight is earned",
        "Mean warning before a strike is at least 4 weeks longer with leaders at 65 %, half of it on foresight, than "
        "with leaders at 10 %.",
        "Sellers and managers play as `steady`. Warning is the time from noticing a strike to the strike, 0 if it is "
        "not noticed, over all strikes of the game. Intervals use the delta method, clustered in futures.",
        measure_warning, BLIND,
        "If foresight cannot be built, leaders' time buys no warning.",
    ),
)  # fmt: skip
