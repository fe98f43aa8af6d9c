"""Signals: when a brewing disruption is noticed, and how it, and the market, are read."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array, Level, last
from sim.scenario.parameters import Signals


def notice_hazard(foresight: Level, p: Signals) -> Level:
    """Rate per week at which a brewing disruption is noticed: sight is earned."""
    return p.notice * foresight


def reading_error(foresight: Level, weeks_left: Level, p: Signals) -> Level:
    """Log sd of a reading of severity or of the time left; it shrinks as time passes and with foresight."""
    return p.noise * (1 - np.asarray(foresight)) * np.sqrt(np.maximum(weeks_left, 0) / p.noise_weeks)


def as_read(truth: Level, luck: Level, error: Level) -> Level:
    """A positive quantity as it is read: `luck` (standard normal) is drawn once for each signal, so readings of one
    signal are consistent with each other; the median reading is the truth.
    """
    return truth * np.exp(luck * np.asarray(error))


def market_error(insight: Level, p: Signals) -> Level:
    """Log units; sd of a reading of gap, rival's gap or demand."""
    return p.market_noise * (1 - np.asarray(insight))


def market_as_read(truth: Array, luck: Array, insight: Level, p: Signals) -> Array:
    """Log units, (..., 3, S); gap, rival's gap and demand as they are read this quarter, from `luck` of that shape."""
    return np.asarray(truth + luck * last(last(market_error(insight, p))))
