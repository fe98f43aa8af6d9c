"""What noise does to a year: the same year drawn many times by the batch engine, against the one in expectations.

Coverage and prospecting are concave in what happens to lie open, so a firm that is drawn brings a little less than its
flow: 3 % for twelve sellers, more for fewer. The fit aims as much higher.
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
"""wins; that are drawn in all, so that the error is less than a per cent."""
MIN_FUTURES, MAX_FUTURES = 8, 1000
NOISE_SEED = 2_000_001


def without_disruptions(scenario: Scenario) -> Scenario:
    """The scenario without disruptions."""
    quiet = scenario.disruptions.model_copy(update={"rate": 0.0, "fixed": []})
    return scenario.model_copy(update={"disruptions": quiet})


class _DealTally:
    """Watches a run: how many deals came, were won and were lost."""

    come = won = lost = 0.0

    def __call__(self, week: BatchWeek, state: BatchState) -> None:  # noqa: ARG002
        """Add a week."""
        f = week.acted.flows
        self.come += float(f.arrived.sum() + f.grown.sum())
        self.won += float(f.won.sum())
        self.lost += float(f.dropped.sum() + f.refused.sum())


@dataclass(frozen=True, slots=True)
class NoiseEffect:
    """How far noise moves a year's figures: drawn over expected."""

    arrivals: float = 1.0
    odds: float = 1.0
    """of a closed deal to be won."""


def measure_noise(scenario: Scenario, expected: ExpectedYear) -> NoiseEffect:
    """Of a scenario whose year in expectations is known."""
    firm = Firm(without_disruptions(scenario))
    futures = int(min(max(DRAWN_WINS / max(expected.wins * WEEKS_IN_YEAR, 1.0), MIN_FUTURES), MAX_FUTURES))
    dice, tally = SampledDraws(RandomStreams(NOISE_SEED), 0, futures, firm.seats), _DealTally()

    def of(week: int) -> Draw:
        dice.week = week
        return dice

    inherited = constant_batch_policy(firm, move_from_split(firm, inherited_split(firm)), 0)
    none = draw_timelines(firm, RandomStreams(NOISE_SEED).stream("no timeline"), futures)
    run_futures(firm, opening_start(firm), none, (futures, 1), inherited, of, WEEKS_IN_YEAR, [tally])
    come = tally.come / WEEKS_IN_YEAR / firm.seats / futures
    odds = expected.win_rate / max(1 - expected.win_rate, 1e-9)
    return NoiseEffect(
        arrivals=come / max(expected.arrivals, 1e-9),
        odds=tally.won / max(tally.lost, 1.0) / max(odds, 1e-9) if tally.won else 1.0,
    )
