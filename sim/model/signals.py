"""Signals: when a brewing disruption is noticed, and how it, and the market, are read."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array, ScalarOrArray, add_last_axis, chance_to_act
from sim.model.firm import Firm
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.scenario.parameters import SignalParameters


def notice_hazard(foresight: ScalarOrArray, p: SignalParameters) -> ScalarOrArray:
    """Rate per week at which a brewing disruption is noticed: sight is earned."""
    return p.notice * foresight


def reading_error(foresight: ScalarOrArray, weeks_left: ScalarOrArray, p: SignalParameters) -> ScalarOrArray:
    """Log sd of a reading of severity or of the time left; it shrinks as time passes and with foresight."""
    return p.noise * (1 - np.asarray(foresight)) * np.sqrt(np.maximum(weeks_left, 0) / p.noise_weeks)


def apply_reading_error(truth: ScalarOrArray, luck: ScalarOrArray, error: ScalarOrArray) -> ScalarOrArray:
    """A positive quantity as it is read: `luck` (standard normal) is drawn once for each signal, so readings of one
    signal are consistent with each other; the median reading is the truth.
    """
    return truth * np.exp(luck * np.asarray(error))


WEEKS_IN_MONTH = WEEKS_IN_QUARTER / 3
"""weeks; in a month on average."""


def noticed_share(foresight: float, ahead: Array, firm: Firm) -> Array:
    """share, (n,): of the random strikes `ahead` weeks from now that a team with lasting foresight has noticed by now.
    Where it is 0 the team's forecast says no more of that week than base rates do. Types count by rate x importance.
    """
    kinds = firm.scenario.disruptions.types.values()
    weights = np.array([kind.rate * kind.importance for kind in kinds])
    weights = weights if weights.sum() > 0 else np.ones(len(weights))
    seen = []
    for kind in kinds:
        leads = np.arange(kind.lead[0], kind.lead[1] + 1)
        exposure = notice_hazard(foresight, firm.parameters.signals) * np.maximum(
            0, leads - ahead[:, np.newaxis]
        )
        seen.append(chance_to_act(exposure).mean(axis=-1))
    return np.asarray(weights @ np.array(seen) / weights.sum())


def mean_sight(foresight: float, firm: Firm) -> float:
    """months; how far ahead a team sees with lasting foresight: the mean time from the notice of what strikes to its
    strike, 0 for what nobody sees. So far, on average, its forecast says more than base rates do.
    """
    most = max((kind.lead[1] for kind in firm.scenario.disruptions.types.values()), default=0)
    # the mean of a time in weeks is the sum of the chances that it is longer than 0, 1, 2, ...
    return float(noticed_share(foresight, np.arange(most, dtype=float), firm).sum() / WEEKS_IN_MONTH)


def market_reading_error(insight: ScalarOrArray, p: SignalParameters) -> ScalarOrArray:
    """Log units; sd of a reading of gap, rival's gap or demand."""
    return p.market_noise * (1 - np.asarray(insight))


def read_market(truth: Array, luck: Array, insight: ScalarOrArray, p: SignalParameters) -> Array:
    """Log units, (..., 3, S); gap, rival's gap and demand as they are read this quarter, from `luck` of that shape."""
    return np.asarray(truth + luck * add_last_axis(add_last_axis(market_reading_error(insight, p))))
