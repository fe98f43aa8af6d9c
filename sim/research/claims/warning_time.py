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
"""weeks; more warning."""
LOW_SPLIT, HIGH_SPLIT = 10, 65
"""percent; of leaders' time for the future."""
FORESIGHT_PERCENT = 50
"""percent; of that on foresight."""
ROUNDING_MARGIN = 1e-9
"""Halves are rounded alike on every machine."""


def focus_on_activity(firm: Firm, activity: int, percent: int) -> Focus:
    """The default focus with so much of the leaders' on one of their activities, and the rest spread as it was."""
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
    """Shares in whole percents with the same sum, which is whole."""
    return np.diff(np.rint(np.cumsum([0.0, *shares]) + ROUNDING_MARGIN))


def _to_integers(shares: Array) -> tuple[int, ...]:
    return tuple(int(x) for x in shares)


def measure_warning(world: ClaimWorld, effort: MeasurementEffort) -> ClaimMeasurement:
    """Mean warning before a strike, 0 where it was not seen: with leaders who live in the month and with leaders who
    look ahead.
    """
    firm, n = world.firm(), effort.of(4000, 200)
    s, response = firm.scenario.steady, firm.scenario.organisation.response
    moves = [
        Move((s.sellers, s.managers, LOW_SPLIT), (response,) * 3),
        Move(
            (s.sellers, s.managers, HIGH_SPLIT),
            (response,) * 3,
            focus_on_activity(firm, 1, FORESIGHT_PERCENT),
        ),
    ]
    warned, strikes = _warning_weeks(firm, moves, n)
    ratio = warned.sum(axis=0) / max(strikes.sum(), 1.0)
    more = (warned[:, 1] - warned[:, 0] - (ratio[1] - ratio[0]) * strikes) / max(strikes.mean(), 1e-9)
    part = ClaimCondition(
        "more warning",
        normal_interval(float(ratio[1] - ratio[0]), standard_error_of_mean(more)),
        "above",
        MIN_EXTRA_WARNING,
        "weeks",
    )
    facts = [
        ReportedFigure(f"warning, leaders at {x} %", ratio_interval(w, strikes), "weeks")
        for x, w in zip((LOW_SPLIT, HIGH_SPLIT), warned.T, strict=True)
    ]
    return ClaimMeasurement((part,), n, tuple(facts))


def _warning_weeks(firm: Firm, moves: list[Move], futures: int) -> tuple[Array, Array]:
    """Weeks of warning of all strikes of each future's game, (futures, moves), and how many there were, (futures,)."""
    mover, end, found = constant_plans(firm, moves), firm.scenario.weeks, []
    for block in make_blocks(firm, measuring_dice(11), futures, len(moves)):
        coming = block.simulate(len(moves), mover(block), end).coming
        t = block.timeline
        there = t.comes & (t.strike < end)
        weeks = np.where(coming.seen == UNSEEN, 0, t.strike[:, np.newaxis] - coming.seen)[there]
        warned, strikes = np.zeros((block.futures, len(moves))), np.zeros(block.futures)
        np.add.at(warned, t.future[there], weeks)
        np.add.at(strikes, t.future[there], 1)
        found.append((warned, strikes))
    warned, strikes = (np.concatenate(part) for part in zip(*found, strict=True))
    return warned, strikes


CLAIMS = (
    Claim(
        11, "sight", "Sight is earned",
        "Mean warning before a strike grows by at least 4 weeks from leaders at 10 % to leaders at 65 % with half of "
        "it on foresight.",
        "Sellers and managers as `steady`; warning is from the notice of a strike to the strike, 0 for what "
        "is not seen, over all strikes of the game. Intervals by the delta method, clustered in futures.",
        measure_warning, BLIND,
        "Where foresight cannot be built, leaders' time buys no warning.",
    ),
)  # fmt: skip
