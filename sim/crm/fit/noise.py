"""How randomness changes a year: many random years in the batch engine, compared with the expected year.

Coverage and prospecting are concave in the number of open deals, so random years give a little less than the expected
one: 3 % less for twelve sellers, more for fewer. The fit aims higher by as much.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.batch.draws import SampledDraws
from sim.batch.engine import BatchWeek, run_futures
from sim.batch.policies import constant_batch_policy
from sim.batch.state import BatchState, opening_start
from sim.batch.timeline import draw_timelines
from sim.crm.fit.year import ExpectedYear
from sim.model.calendar import WEEKS_IN_YEAR
from sim.model.firm import Firm
from sim.model.move import move_from_split
from sim.model.random_streams import RandomStreams
from sim.model.step import Draw
from sim.scenario.scenario import Scenario
from sim.view.observe import inherited_split

DRAWN_WINS = 20_000
"""Total number of wins to simulate, for an error below one percent."""
MIN_FUTURES, MAX_FUTURES = 8, 1000
NOISE_SEED = 2_000_001


def without_disruptions(scenario: Scenario) -> Scenario:
    """The same scenario without disruptions."""
    quiet = scenario.disruptions.model_copy(update={"rate": 0.0, "fixed": []})
    return scenario.model_copy(update={"disruptions": quiet})


class _DealTally:
    """Counts the deals that are created, won and lost in a run."""

    created = won = lost = 0.0

    def __call__(self, week: BatchWeek, state: BatchState) -> None:  # noqa: ARG002
        """Add a week."""
        f = week.acted.flows
        self.created += float(f.arrived.sum() + f.grown.sum())
        self.won += float(f.won.sum())
        self.lost += float(f.dropped.sum() + f.refused.sum())


@dataclass(frozen=True, slots=True)
class NoiseEffect:
    """Ratios of simulated to expected figures of a year."""

    arrivals: float = 1.0
    odds: float = 1.0
    """Ratio of the odds that a closed deal is won."""


def measure_noise(scenario: Scenario, expected: ExpectedYear) -> NoiseEffect:
    """Measure the effect of noise on a scenario whose expected year is known."""
    firm = Firm(without_disruptions(scenario))
    futures = int(min(max(DRAWN_WINS / max(expected.wins * WEEKS_IN_YEAR, 1.0), MIN_FUTURES), MAX_FUTURES))
    draws, tally = SampledDraws(RandomStreams(NOISE_SEED), 0, futures, firm.seats), _DealTally()

    def draws_of(week: int) -> Draw:
        draws.week = week
        return draws

    inherited = constant_batch_policy(firm, move_from_split(firm, inherited_split(firm)), 0)
    no_disruptions = draw_timelines(firm, RandomStreams(NOISE_SEED).stream("no timeline"), futures)
    run_futures(
        firm, opening_start(firm), no_disruptions, (futures, 1), inherited, draws_of, WEEKS_IN_YEAR, [tally]
    )
    arrivals = tally.created / WEEKS_IN_YEAR / firm.seats / futures
    odds = expected.win_rate / max(1 - expected.win_rate, 1e-9)
    return NoiseEffect(
        arrivals=arrivals / max(expected.arrivals, 1e-9),
        odds=tally.won / max(tally.lost, 1.0) / max(odds, 1e-9) if tally.won else 1.0,
    )
