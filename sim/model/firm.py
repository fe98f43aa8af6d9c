"""What stays constant in a game: a scenario's organisation and market as arrays, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.model.arrays import Array
from sim.model.calendar import WEEKS_IN_YEAR, month_of_quarter, rate_of_change
from sim.scenario.organisation import REFERENCE_SELLERS
from sim.scenario.parameters import Parameters
from sim.scenario.scenario import REFERENCE_TARGET, Scenario


@dataclass(frozen=True)
class Firm:
    """A scenario in the form that the laws need."""

    scenario: Scenario

    @cached_property
    def parameters(self) -> Parameters:
        """Parameters of the laws in this scenario."""
        return self.scenario.parameters

    @cached_property
    def seats(self) -> int:
        """Number of seats for sellers (N)."""
        return self.scenario.organisation.seats

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """Names of the segments, in the order of every array over segments."""
        return tuple(self.scenario.market.segments)

    @cached_property
    def weight(self) -> Array:
        """share, (S,); part of the market's customers, sums to 1."""
        return _normalise([s.weight for s in self.scenario.market.segments.values()])

    @cached_property
    def exposure(self) -> Array:
        """chance, (S,); that a disruption hits the segment, sums to 1."""
        return _normalise([s.exposure for s in self.scenario.market.segments.values()])

    @cached_property
    def demand(self) -> Array:
        """ratio, (S,); arrivals relative to the reference."""
        return np.array([s.demand for s in self.scenario.market.segments.values()])

    @cached_property
    def value(self) -> Array:
        """k, (S,); mean value of an ordinary deal."""
        return np.array([s.value for s in self.scenario.market.segments.values()])

    @cached_property
    def drift(self) -> Array:
        """Log units per week at a rate of change of 1, (S,); drift of customers' needs."""
        return np.array([s.drift for s in self.scenario.market.segments.values()])

    @cached_property
    def season(self) -> Array:
        """ratio, (3, S); readiness to decide by month of the quarter."""
        return np.array([s.season for s in self.scenario.market.segments.values()]).T

    @cached_property
    def target_season(self) -> Array:
        """ratio, (3,); the seasons weighted by the segments' contributions, for the target."""
        worth = self.weight * self.demand * self.value
        return np.asarray(self.season @ (worth / worth.sum() if worth.sum() > 0 else self.weight))

    @cached_property
    def managers(self) -> float:
        """Managers relative to one per `spans.manager` sellers; 1 in the reference."""
        return self.scenario.organisation.managers * self.parameters.spans.manager / self.seats

    @cached_property
    def leaders(self) -> float:
        """Leaders relative to one per `spans.leader` sellers; 1 in the reference."""
        return self.scenario.organisation.leaders * self.parameters.spans.leader / self.seats

    @cached_property
    def base_target(self) -> float:
        """K per week; target in week 0 at average season."""
        given = self.scenario.goal.target
        return REFERENCE_TARGET * self.seats / REFERENCE_SELLERS if given is None else given

    @cached_property
    def default_focus(self) -> tuple[Array, Array, Array]:
        """shares, (3,), (3,), (4,); default focus of sellers, managers, leaders."""
        focus = self.scenario.organisation.focus
        seats = (focus.sellers, focus.managers, focus.leaders)
        sellers, managers, leaders = (np.array(list(s.model_dump().values())) for s in seats)
        return sellers, managers, leaders

    def rho(self, week: int) -> float:
        """Rate of change in a week."""
        return rate_of_change(self.scenario.market.rate_of_change, week)

    def target(self, week: int) -> float:
        """k; target for bookings in a week, with season and growth."""
        growth = (1 + self.scenario.goal.growth) ** (week / WEEKS_IN_YEAR)
        return float(self.base_target * growth * self.target_season[month_of_quarter(week)])


def _normalise(weights: list[float]) -> Array:
    total = np.array(weights, dtype=float)
    return np.asarray(total / total.sum())
