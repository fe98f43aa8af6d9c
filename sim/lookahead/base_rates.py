"""How often a type of disruption strikes, as a team knows it: its industry, not its calendar.

What a scenario fixes is in the base rate as often as it happens, at no particular time: otherwise a team in a world
where three things are certain would expect none of them.
"""

from __future__ import annotations

from sim.model.arrays import Array
from sim.model.firm import Firm
from sim.model.world import strike_rates
from sim.scenario.disruptions import DisruptionType


def base_rates(firm: Firm, kind: DisruptionType) -> Array:
    """Rate of strikes of a type in each week of the game and its franchise year, as `strike_rates` gives it."""
    rates = strike_rates(firm, kind)
    disruptions, calm = firm.scenario.disruptions, firm.parameters.shocks.calm_weeks
    fixed = sum(
        disruptions.types[one.type].chance if one.chance is None else one.chance
        for one in disruptions.fixed
        if disruptions.types[one.type] is kind
    )
    rates[calm : firm.scenario.weeks] += fixed / max(1, firm.scenario.weeks - calm)
    return rates
