"""The pressure trap: a slump that is large enough burns the team out for good, and culture moves the threshold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sim.model import effects
from sim.model.flow import flow_week
from sim.model.move import Move, make_allocation
from sim.model.start import starting_state
from sim.model.threats import no_threats
from tests.model.firms import REFERENCE

SLUMP = REFERENCE.scenario.disruptions.types["slump"]
NO_CULTURE, CULTURE = (50, 25, 0, 25), (25, 13, 50, 12)
"""Focus of leaders."""


def three_years(severity: float, leaders: Sequence[int]) -> tuple[float, float]:
    """Attainment of the last half-year, and burnout at the end, of 15/25/50 with a slump after the first quarter."""
    firm = REFERENCE
    move = make_allocation(firm, Move((15, 25, 50), (0, 0, 0), ((40, 30, 30), (55, 25, 20), tuple(leaders))))
    c, s = starting_state(firm)
    booked, targets = 0.0, 0.0
    for week in range(156):
        if week == 13:
            s = effects.apply_strike(s, SLUMP, np.eye(3)[0], severity, 0.0)
        after = flow_week(firm, week, c, s, move, no_threats(3))
        c, s = after.counts, after.stocks
        if week >= 130:
            booked, targets = booked + float(after.bookings), targets + firm.target(week)
    return booked / targets, float(s.burnout)


@pytest.mark.parametrize(
    ("leaders", "calm", "worst"),
    [(NO_CULTURE, 1.05, 0.65), (CULTURE, 1.03, 0.91)],
    ids=["no culture", "culture"],
)
def test_attainment_after_a_slump(leaders: Sequence[int], calm: float, worst: float) -> None:
    """Within .03 of what docs/reference/model.md states for severity 0 and 4."""
    assert three_years(0, leaders)[0] == pytest.approx(calm, abs=0.03)
    assert three_years(4, leaders)[0] == pytest.approx(worst, abs=0.03)


def test_there_is_a_threshold_and_culture_moves_it() -> None:
    plain = [three_years(severity, NO_CULTURE) for severity in range(5)]
    cultured = [three_years(severity, CULTURE) for severity in range(5)]
    assert [burnout > 0.8 for _, burnout in plain] == [False, False, False, True, True]
    assert not any(burnout > 0.8 for _, burnout in cultured)
    drops = -np.diff([attainment for attainment, _ in plain])
    assert drops[2] > 2 * max(drops[0], drops[1], drops[3])  # it goes over an edge
