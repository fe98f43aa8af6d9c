"""Maps the weeks of a game to the calendar of a CRM.

A quarter of the game (13 weeks, 91 days) is a calendar quarter (90 to 92 days), starting in January of some year. Day d
of the game's quarter is the first day of the calendar quarter plus d, at most its last day. So quarters stay aligned
however long a game is. The last two days of a game's quarter may be the same date, and the last day of a calendar
quarter may stay empty.
"""

from __future__ import annotations

import numpy as np

from sim.crm.deals import Floats, Ints
from sim.model.calendar import DAYS_IN_WEEK
from sim.scenario.disruptions import WEEKS_IN_QUARTER

FIRST_YEAR = 2025
"""An exported game begins in January of this year by default."""
_DAYS = WEEKS_IN_QUARTER * DAYS_IN_WEEK
_MONTHS = 3


def calendar_days(weeks: Floats, start: int = FIRST_YEAR) -> Ints:
    """(n,) days since 1970-01-01, from weeks since the start of the game, which are negative before it.

    The result never decreases as weeks increase.
    """
    quarter, day = np.divmod(np.floor(weeks * DAYS_IN_WEEK).astype(np.int64), _DAYS)
    first = np.datetime64(f"{start:04}-01", "M") + _MONTHS * quarter
    days = first.astype("datetime64[D]").astype(np.int64)
    last = (first + _MONTHS).astype("datetime64[D]").astype(np.int64) - 1
    return np.asarray(np.minimum(days + day, last), dtype=np.int64)
