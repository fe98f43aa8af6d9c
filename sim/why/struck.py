"""What strikes have done to a state so far, but for what they did to the rival: the difference of two flows, one that
lives the strikes and one that does not, carried on from period to period of a line.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.model.firm import Firm
from sim.why.expected import lived
from sim.why.period import Period
from sim.why.state import State, member, minus, nothing, stacked


def struck_before(firm: Firm, periods: Sequence[Period]) -> list[State]:
    """What all strikes since the start of a line have done to the state at the start of each of its periods."""
    done = nothing(periods[0].start)
    found = [done]
    for one in periods[:-1]:
        done = _carried(firm, one, done)
        found.append(done)
    return found


def _carried(firm: Firm, one: Period, done: State) -> State:
    """The difference at the end of a period, from that at its start."""
    if not one.strikes and not one.talk.any() and not any(np.any(change) for change in done.values()):
        return done
    _, ends = lived(firm, one, stacked([one.start, minus(one.start, done)]), [one, None], [one, one])
    return minus(member(ends, 0), member(ends, 1))
