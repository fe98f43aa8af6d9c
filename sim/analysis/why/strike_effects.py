"""What strikes have done to a state so far, but for what they did to the rival: the difference of two flows, one that
goes through the strikes and one that does not, carried on from period to period of a line.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.analysis.why.expected_period import expect_period
from sim.analysis.why.played_period import PlayedPeriod
from sim.analysis.why.state_arrays import StateArrays, pick_state, stack_states, subtract_arrays, zero_arrays
from sim.model.firm import Firm


def strike_effects_before(firm: Firm, periods: Sequence[PlayedPeriod]) -> list[StateArrays]:
    """What all strikes since the start of a line have done to the state at the start of each of its periods."""
    done = zero_arrays(periods[0].start)
    found = [done]
    for one in periods[:-1]:
        done = _carry_effects(firm, one, done)
        found.append(done)
    return found


def _carry_effects(firm: Firm, one: PlayedPeriod, done: StateArrays) -> StateArrays:
    """The difference at the end of a period, from that at its start."""
    if not one.strikes and not one.talk.any() and not any(np.any(change) for change in done.values()):
        return done
    _, ends = expect_period(
        firm, one, stack_states([one.start, subtract_arrays(one.start, done)]), [one, None], [one, one]
    )
    return subtract_arrays(pick_state(ends, 0), pick_state(ends, 1))
