"""The world of a game: the timeline of disruptions, fixed by scenario and seed, whatever the player does.

Candidates of each type are a Poisson process in the time of the type's cumulative rate. A higher rate or a longer game
therefore adds strikes without replacing any. Luck in noticing and reading belongs to the world too: with the same
foresight the same signal is seen in the same week with the same reading.
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
    """One disruption of the timeline. It is hidden from players; see `sim.view`."""

    index: int
    """Its index in the timeline. Hidden, because it reveals how many come before it."""
    mark: int
    """Its identity in facts and views, which reveals nothing about the timeline."""
    type: str
    """Name of its type."""
    segment: int
    """Index of its segment."""
    severity: float
    strike: int
    """Week of the strike, counted from 0."""
    brews: int
    """First week in which it can be noticed. It may be before the game."""
    comes: bool
    """Whether it really strikes. If not, it is a false alarm."""
    threshold: float
    """Unit exponential. It is noticed when the cumulative hazard of noticing exceeds this."""
    luck_severity: float
    """Standard normal; luck of every reading of its severity."""
    luck_week: float
    """Standard normal; luck of every reading of its time."""
    story: str | Sequence[StrikeTextVariant]
    """Text for the news of the strike. May be empty."""


def strike_rates(firm: Firm, kind: DisruptionType, paces: Array | None = None) -> Array:
    """Rate of random strikes of a type in each week of the game and its franchise year. It is 0 in the calm weeks at
    the start. `paces` (..., weeks) are rates of change in place of the scenario's.
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
        """All disruptions in the game and its franchise year, in order of their strikes."""
        found = list(islice(chain(self._random(), self._fixed()), MAX_TIMELINE_DISRUPTIONS + 1))
        check_limit("disruptions", len(found), MAX_TIMELINE_DISRUPTIONS)
        found.sort(key=lambda d: (d.strike, d.type, d.segment, d.severity))
        return tuple(replace(d, index=index) for index, d in enumerate(found))

    def disruptions_near(self, week: int) -> Iterable[Disruption]:
        """Return the disruptions that can matter in a week, in order of the timeline: those that can be noticed,
        strike, or struck so recently that they are still talked about.
        """
        return self._disruptions_by_week.get(week, ())

    @cached_property
    def _disruptions_by_week(self) -> dict[int, list[Disruption]]:
        near: dict[int, list[Disruption]] = {}
        talk = self.firm.parameters.window.after_weeks
        for d in self.disruptions:
            for week in range(max(0, d.brews), d.strike + max(1, talk)):
                near.setdefault(week, []).append(d)
        return near

    def kind(self, disruption: Disruption) -> DisruptionType:
        """Return the type of a disruption."""
        return self.firm.scenario.disruptions.types[disruption.type]

    def market_luck(self, week: int) -> Array:
        """Standard normal, (3, S); luck of this quarter's readings of our gap, the rival's gap and demand."""
        stream = RandomStreams(self.seed).stream("market reading", quarter_of(week))
        return stream.standard_normal((3, len(self.firm.segments)))

    def _random(self) -> Iterator[Disruption]:
        for name, kind in self.firm.scenario.disruptions.types.items():
            weeks = self._strike_weeks(name, kind)
            for number, week in enumerate(weeks):
                yield self._draw_disruption(
                    name, kind, week, RandomStreams(self.seed).stream(f"disruption {name}", number + 1)
                )

    def _strike_weeks(self, name: str, kind: DisruptionType) -> Iterator[int]:
        """Yield the weeks in which a type strikes."""
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
            yield self._draw_disruption(
                fixed.type,
                kind,
                fixed.strikes,
                RandomStreams(self.seed).stream("fixed disruption", number),
                fixed,
            )

    def _draw_disruption(
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
