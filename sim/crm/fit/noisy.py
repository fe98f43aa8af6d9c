"""What noise does to a year: the same year drawn many times by the batch engine, against the one in expectations.

Coverage and prospecting are concave in what happens to lie open, so a firm that is drawn brings a little less than its
flow: 3 % for twelve sellers, more for fewer. The fit aims as much higher.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.batch.draws import Drawn
from sim.batch.engine import run
from sim.batch.moves import constantly
from sim.batch.state import opening
from sim.batch.timeline import drawn
from sim.crm.fit.year import Year
from sim.model.arrays import Array
from sim.model.calendar import WEEKS_IN_YEAR
from sim.model.dice import Dice
from sim.model.firm import Firm
from sim.model.move import constant
from sim.model.step import Draw, Trials
from sim.scenario.scenario import Scenario
from sim.view.observe import inherited_split

WINS = 20_000
"""wins; that are drawn in all, so that the error is less than a per cent."""
FEWEST, MOST = 8, 1000
DICE = 2_000_001


def calm(scenario: Scenario) -> Scenario:
    """The scenario without disruptions."""
    quiet = scenario.disruptions.model_copy(update={"rate": 0.0, "fixed": []})
    return scenario.model_copy(update={"disruptions": quiet})


class _Counted(Drawn):
    """Dice that count how many deals came, were won and were lost."""

    come = won = lost = 0.0

    def counts(self, purpose: str, means: Sequence[Array], trials: Sequence[Trials]) -> list[Array]:
        """Draws, in the order of `sim.model.step.act`."""
        found = super().counts(purpose, means, trials)
        if purpose == "first":
            come, _, _, wins, _, _ = found
            self.come, self.won = self.come + float(come.sum()), self.won + float(wins.sum())
        elif purpose == "second":
            out, ended, grown = found
            self.come, self.lost = self.come + float(grown.sum()), self.lost + float(out.sum() + ended.sum())
        return found


@dataclass(frozen=True, slots=True)
class Drift:
    """How far noise moves a year's figures: drawn over expected."""

    arrivals: float = 1.0
    odds: float = 1.0
    """of a closed deal to be won."""


def drift(scenario: Scenario, expected: Year) -> Drift:
    """Of a scenario whose year in expectations is known."""
    firm = Firm(calm(scenario))
    futures = int(min(max(WINS / max(expected.wins * WEEKS_IN_YEAR, 1.0), FEWEST), MOST))
    dice = _Counted(Dice(DICE), 0, futures, firm.seats)

    def of(week: int) -> Draw:
        dice.week = week
        return dice

    inherited = constantly(firm, constant(firm, inherited_split(firm)), 0)
    none = drawn(firm, Dice(DICE).stream("no timeline"), futures)
    run(firm, opening(firm), none, (futures, 1), inherited, of, WEEKS_IN_YEAR)
    come = dice.come / WEEKS_IN_YEAR / firm.seats / futures
    odds = expected.win_rate / max(1 - expected.win_rate, 1e-9)
    return Drift(
        arrivals=come / max(expected.arrivals, 1e-9),
        odds=dice.won / max(dice.lost, 1.0) / max(odds, 1e-9) if dice.won else 1.0,
    )
