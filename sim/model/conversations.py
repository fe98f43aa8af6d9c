"""Conversations with executives about their next years, which take three ages to ripen."""

from __future__ import annotations

import numpy as np

from sim.model.arrays import Array, ScalarOrArray, add_last_axis, saturate
from sim.model.firm import Firm
from sim.scenario.parameters import ConversationParameters

AGES = 3
"""Number of ages that a conversation passes until it is ripe."""


def begin_rate(firm: Firm, time: ScalarOrArray, insight: ScalarOrArray, window: Array) -> Array:
    """Mean number of conversations begun per week, (..., S). `time` is the share of all seats' time spent on them, and
    `window` (..., S) is what is at stake in each segment.
    """
    p = firm.parameters.conversations
    worth = add_last_axis(saturate(time, p.half) * (p.insight_floor + p.insight_gain * insight))
    ready = p.window_floor + p.window_gain * np.minimum(window, p.window_most)
    return np.asarray(ready * worth * (firm.seats * p.begin * firm.weight))


def age_hazard(p: ConversationParameters) -> float:
    """Rate per week at which a conversation leaves each of its ages."""
    return AGES / p.weeks
