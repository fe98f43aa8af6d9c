"""The result of a period compared with its expectation: the figures behind the cause `luck`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.analysis.why.expected_period import expect_period, expect_year_after
from sim.analysis.why.played_period import PlayedPeriod, make_played_period
from sim.analysis.why.state_arrays import stack_states
from sim.game.game_tree import GameNode
from sim.game.setup import GameSetup


@dataclass(frozen=True, slots=True)
class PeriodLuck:
    """The result of a period, and its expectation given the state at its start, its move and its strikes, in k. Value
    is the margin of the period and the expected margin of the year after it.
    """

    bookings: float
    expected_bookings: float
    value: float
    expected_value: float
    year_after: float
    """k; expected margin of the year after the period, a part of the value."""
    strikes: float
    """k; change of the expected value by the strikes of the period; 0 without any."""

    @property
    def dice(self) -> float:
        """k; luck of the random draws: who came, who bought, for how much, and who left."""
        return self.value - self.expected_value


def measure_period_luck(setup: GameSetup, node: GameNode) -> PeriodLuck:
    """Measure the luck of the period that led to a node (not the root)."""
    period = make_played_period(setup, node)
    expected_bookings, expected_value = _expected_result(setup, period)
    calm = _expected_result(setup, replace(period, strikes=()))[1] if period.strikes else expected_value
    after = float(expect_year_after(setup.firm, period, stack_states([period.end])).margin[0])
    return PeriodLuck(
        bookings=period.bookings,
        expected_bookings=expected_bookings,
        value=period.margin + after,
        expected_value=expected_value,
        year_after=after,
        strikes=expected_value - calm,
    )


def _expected_result(setup: GameSetup, period: PlayedPeriod) -> tuple[float, float]:
    """k; expected bookings, and value."""
    totals, ends = expect_period(setup.firm, period, stack_states([period.start]), [period], [period])
    after = expect_year_after(setup.firm, period, ends)
    return float(totals.bookings[0]), float((totals.margin + after.margin)[0])
