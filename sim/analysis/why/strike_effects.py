"""The cumulative effect of strikes on a state, except on the rival: the difference of two flows, with the strikes and
without, carried forward from period to period of a line.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.analysis.why.expected_period import expect_period
from sim.analysis.why.played_period import PlayedPeriod
from sim.analysis.why.state_arrays import StateArrays, pick_state, stack_states, subtract_arrays, zero_arrays
from sim.model.firm import Firm


def strike_effects_before(firm: Firm, periods: Sequence[PlayedPeriod]) -> list[StateArrays]:
    """The effect of all strikes since the start of a line on the state at the start of each of its periods."""
    effects = [zero_arrays(periods[0].start)]
    for period in periods[:-1]:
        effects.append(_carry_effects(firm, period, effects[-1]))
    return effects


def _carry_effects(firm: Firm, period: PlayedPeriod, effect: StateArrays) -> StateArrays:
    """The effect at the end of a period, from that at its start."""
    if not period.strikes and not period.talk.any() and not any(map(np.any, effect.values())):
        return effect
    starts = stack_states([period.start, subtract_arrays(period.start, effect)])
    _, ends = expect_period(firm, period, starts, [period, None], [period, period])
    return subtract_arrays(pick_state(ends, 0), pick_state(ends, 1))
