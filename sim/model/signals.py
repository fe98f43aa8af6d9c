"""Signals: when a disruption is noticed, and how accurately it and the market are read."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array, ScalarOrArray, add_last_axis, chance_to_act
from sim.model.firm import Firm
from sim.scenario.disruptions import WEEKS_IN_QUARTER
from sim.scenario.parameters import SignalParameters


def notice_hazard(foresight: ScalarOrArray, p: SignalParameters) -> ScalarOrArray:
    """Rate per week at which a disruption is noticed before it strikes."""
    return p.notice * foresight


def reading_error(foresight: ScalarOrArray, weeks_left: ScalarOrArray, p: SignalParameters) -> ScalarOrArray:
    """Standard deviation (log) of a reading of the severity or of the time left. It shrinks as time passes and with
    foresight.
    """
    return p.noise * (1 - np.asarray(foresight)) * np.sqrt(np.maximum(weeks_left, 0) / p.noise_weeks)


def apply_reading_error(truth: ScalarOrArray, luck: ScalarOrArray, error: ScalarOrArray) -> ScalarOrArray:
    """Return a positive quantity as it is read. `luck` (standard normal) is drawn once per signal, so that its readings
    are consistent with each other. The median reading is the truth.
    """
    return truth * np.exp(luck * np.asarray(error))


WEEKS_IN_MONTH = WEEKS_IN_QUARTER / 3
"""Mean number of weeks in a month."""


def noticed_share(foresight: float, ahead: Array, firm: Firm) -> Array:
    """share, (n,); random strikes `ahead` weeks from now that a team with this constant foresight has already noticed.

    Where it is 0, the team's forecast for that week says no more than base rates. Types are weighted by rate x
    importance.
    """
    kinds = firm.scenario.disruptions.types.values()
    weights = np.array([kind.rate * kind.importance for kind in kinds])
    weights = weights if weights.sum() > 0 else np.ones(len(weights))
    noticed = []
    for kind in kinds:
        leads = np.arange(kind.lead[0], kind.lead[1] + 1)
        exposure = notice_hazard(foresight, firm.parameters.signals) * np.maximum(
            0, leads - ahead[:, np.newaxis]
        )
        noticed.append(chance_to_act(exposure).mean(axis=-1))
    return np.asarray(weights @ np.array(noticed) / weights.sum())


def mean_sight(foresight: float, firm: Firm) -> float:
    """months; how far ahead a team with this constant foresight sees: the mean time from notice to strike, counting 0
    for strikes that are not noticed. Beyond it, on average, its forecast says no more than base rates.
    """
    longest = max((kind.lead[1] for kind in firm.scenario.disruptions.types.values()), default=0)
    # the mean of a time in weeks is the sum of its chances to exceed 0, 1, 2, ...
    return float(noticed_share(foresight, np.arange(longest, dtype=float), firm).sum() / WEEKS_IN_MONTH)


def market_reading_error(insight: ScalarOrArray, p: SignalParameters) -> ScalarOrArray:
    """Log units; standard deviation of a reading of our gap, the rival's gap or demand."""
    return p.market_noise * (1 - np.asarray(insight))


def read_market(truth: Array, luck: Array, insight: ScalarOrArray, p: SignalParameters) -> Array:
    """Log units, (..., 3, S); our gap, the rival's gap and demand as read this quarter. `luck` has the same shape."""
    return np.asarray(truth + luck * add_last_axis(add_last_axis(market_reading_error(insight, p))))
