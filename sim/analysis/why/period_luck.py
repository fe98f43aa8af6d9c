"""What a period brought against what could be expected of its random draws: the figures behind the cause `luck`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.analysis.why.expected_period import expect_period, expect_year_after
from sim.analysis.why.played_period import PlayedPeriod, make_played_period
from sim.analysis.why.state_arrays import stack_states
from sim.game.game_tree import GameNode
from sim.game.setup import GameSetup


@dataclass(frozen=True, slots=True)
class PeriodLuck:
    """A period as it came out, and as it was expected from the state at its start, its move, and what struck; in k.
    Value is its margin and that of the year after it, as expected from where it led.
    """

    bookings: float
    expected_bookings: float
    value: float
    expected_value: float
    year_after: float
    """margin of the year after, as expected from where it led; part of the value."""
    strikes: float
    """what the strikes of the period changed about the expected value; 0 without any."""

    @property
    def dice(self) -> float:
        """What dice brought: who came, who bought, how large it was, who left."""
        return self.value - self.expected_value


def measure_period_luck(setup: GameSetup, node: GameNode) -> PeriodLuck:
    """Of the period that led to a node (not the root)."""
    one = make_played_period(setup, node)
    expected_bookings, expected_value = _expected_result(setup, one)
    calm = _expected_result(setup, replace(one, strikes=()))[1] if one.strikes else expected_value
    after = float(expect_year_after(setup.firm, one, stack_states([one.end])).margin[0])
    return PeriodLuck(
        bookings=one.bookings,
        expected_bookings=expected_bookings,
        value=one.margin + after,
        expected_value=expected_value,
        year_after=after,
        strikes=expected_value - calm,
    )


def _expected_result(setup: GameSetup, one: PlayedPeriod) -> tuple[float, float]:
    """k; expected bookings, and value."""
    brought, ends = expect_period(setup.firm, one, stack_states([one.start]), [one], [one])
    after = expect_year_after(setup.firm, one, ends)
    return float(brought.bookings[0]), float((brought.margin + after.margin)[0])
