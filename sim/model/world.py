"""The world of a game: the timeline of disruptions that a scenario and a seed fix, whatever anybody does.

Candidates of each type come as a Poisson process in the time of the type's cumulative rate, so that a higher rate or a
longer game adds strikes and replaces none. Luck of noticing and reading belongs to the world: with the same foresight
the same signal is seen in the same week and read alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice

import numpy as np

from sim.model.arrays import Array
from sim.model.calendar import WEEKS_IN_YEAR, quarter_of
from sim.model.firm import Firm
from sim.model.limits import MAX_TIMELINE_DISRUPTIONS, check_limit
from sim.model.random_streams import RandomStreams, pick_index, to_exponential
from sim.scenario.conditional_text import StrikeTextVariant
from sim.scenario.disruptions import DisruptionType, FixedDisruption
from sim.scenario.scenario import FRANCHISE_WEEKS


@dataclass(frozen=True, slots=True)
class Disruption:
    """One disruption of the timeline. Nobody in the game sees this; see `sim.view`."""

    index: int
    """its place in the timeline. Hidden, since it reveals how many come before."""
    mark: int
    """its identity in facts and views; reveals nothing of the timeline."""
    type: str
    """name of its type."""
    segment: int
    """index of its segment."""
    severity: float
    strike: int
    """week of the strike, counted from 0."""
    brews: int
    """week from which it can be noticed; may be before the game."""
    comes: bool
    """whether it really strikes; else it was a false alarm."""
    threshold: float
    """unit exponential; noticed when the cumulative rate of noticing passes it."""
    luck_severity: float
    """standard normal; of every reading of its severity."""
    luck_week: float
    """standard normal; of every reading of its time."""
    story: str | Sequence[StrikeTextVariant]
    """shown when it strikes; may be empty."""


def strike_rates(firm: Firm, kind: DisruptionType, paces: Array | None = None) -> Array:
    """Rate of random strikes of a type in each week of the game and its franchise year; none in the calm weeks. `paces`
    are rates of change, (..., weeks), in place of the scenario's.
    """
    if paces is None:
        paces = np.array([firm.rho(week) for week in range(firm.scenario.weeks + FRANCHISE_WEEKS)])
    rates = kind.rate * firm.scenario.disruptions.rate * paces / WEEKS_IN_YEAR
    rates[..., : firm.parameters.shocks.calm_weeks] = 0.0
    return rates


@dataclass(frozen=True)
class World:
    """The timeline of a firm's game with this seed."""

    firm: Firm
    seed: int

    @cached_property
    def disruptions(self) -> tuple[Disruption, ...]:
        """All disruptions over the game and its franchise year, in the order of their strikes."""
        found = list(islice(chain(self._random(), self._fixed()), MAX_TIMELINE_DISRUPTIONS + 1))
        check_limit("disruptions", len(found), MAX_TIMELINE_DISRUPTIONS)
        found.sort(key=lambda d: (d.strike, d.type, d.segment, d.severity))
        return tuple(replace(d, index=index) for index, d in enumerate(found))

    def near(self, week: int) -> Iterable[Disruption]:
        """Those that can matter in a week, in the order of the timeline: they brew, strike, or struck so lately that
        they are still talked about.
        """
        return self._near.get(week, ())

    @cached_property
    def _near(self) -> dict[int, list[Disruption]]:
        near: dict[int, list[Disruption]] = {}
        talk = self.firm.parameters.window.after_weeks
        for d in self.disruptions:
            for week in range(max(0, d.brews), d.strike + max(1, talk)):
                near.setdefault(week, []).append(d)
        return near

    def kind(self, disruption: Disruption) -> DisruptionType:
        """Type of a disruption."""
        return self.firm.scenario.disruptions.types[disruption.type]

    def market_luck(self, week: int) -> Array:
        """Standard normal, (3, S): luck of this quarter's readings of gap, rival's gap and demand."""
        stream = RandomStreams(self.seed).stream("market reading", quarter_of(week))
        return stream.standard_normal((3, len(self.firm.segments)))

    def _random(self) -> Iterator[Disruption]:
        for name, kind in self.firm.scenario.disruptions.types.items():
            weeks = self._strike_weeks(name, kind)
            for number, week in enumerate(weeks):
                yield self._drawn(
                    name, kind, week, RandomStreams(self.seed).stream(f"disruption {name}", number + 1)
                )

    def _strike_weeks(self, name: str, kind: DisruptionType) -> Iterator[int]:
        """Weeks of the strikes of a type."""
        gaps = RandomStreams(self.seed).stream(f"strikes {name}")
        passed, due = 0.0, to_exponential(gaps.random())
        for week, rate in enumerate(strike_rates(self.firm, kind).tolist()):
            passed += rate
            while due < passed:
                yield week
                due += to_exponential(gaps.random())

    def _fixed(self) -> Iterator[Disruption]:
        for number, fixed in enumerate(self.firm.scenario.disruptions.fixed):
            kind = self.firm.scenario.disruptions.types[fixed.type]
            yield self._drawn(
                fixed.type,
                kind,
                fixed.strikes,
                RandomStreams(self.seed).stream("fixed disruption", number),
                fixed,
            )

    def _drawn(
        self,
        name: str,
        kind: DisruptionType,
        week: int,
        stream: np.random.Generator,
        fixed: FixedDisruption | None = None,
    ) -> Disruption:
        u_segment, u_lead, u_comes, u_threshold = stream.random(4).tolist()
        luck = stream.standard_normal(2).tolist()
        severity = float(stream.standard_gamma(kind.shape)) / kind.shape * kind.severity
        segment = pick_index(u_segment, self.firm.exposure.tolist())
        shortest, longest = kind.lead
        lead = shortest + int(u_lead * (longest - shortest + 1))
        chance, story = kind.chance, kind.story
        if fixed is not None:
            severity = fixed.severity
            segment = segment if fixed.segment is None else self.firm.segments.index(fixed.segment)
            lead = lead if fixed.lead is None else fixed.lead
            chance = chance if fixed.chance is None else fixed.chance
            story = fixed.story or story
        return Disruption(
            index=0,
            mark=int(stream.integers(2**31)),
            type=name,
            segment=segment,
            severity=severity,
            strike=week,
            brews=week - lead,
            comes=u_comes < chance,
            threshold=to_exponential(u_threshold),
            luck_severity=luck[0],
            luck_week=luck[1],
            story=story,
        )
