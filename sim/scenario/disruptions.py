"""Disruptions: types, which are lists of effects on named quantities, and disruptions fixed in time."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import Field, model_validator

from sim.scenario.conditional_text import StrikeText
from sim.scenario.section import (
    Fault,
    Given,
    Section,
    ShortName,
    TextLine,
    UnitShare,
    is_number,
    number_field,
    required_number_field,
)

MAX_DISRUPTION_TYPES = 40
"""Maximum number of types, including the default ones."""
MAX_FIXED_DISRUPTIONS = 200
"""Maximum number of fixed disruptions."""
WEEKS_IN_QUARTER = 13
"""Weeks in a quarter, the sum of its months."""
WEEKS_IN_MONTHS = (4, 4, 5)
"""Weeks in the three months of a quarter."""

EffectQuantity = Literal[
    "gap", "rival_gap", "demand", "slowness", "exodus", "accounts", "relationships", "insight", "foresight",
    "culture", "capability", "skill", "offering", "burnout", "cash",
]  # fmt: skip
"""Quantities that an effect can change: gaps (log units, of one or all segments); demand, slowness, exodus (log shocks
that fade); accounts (chance that each account is lost); stocks and burnout (0..1); cash (k for twelve sellers)."""

FORBIDDEN_TYPE = {"rate": 0.0}
"""What `null` for a type means: it does not occur at random."""


class EffectSizeRange(NamedTuple):
    """Possible sizes of an effect at severity 1, in the quantity's unit."""

    low: float
    high: float
    usual: float
    """Largest usual change in either direction."""


_LOG_RANGE = EffectSizeRange(-3, 3, 1)
_STOCK_RANGE = EffectSizeRange(-1, 1, 0.4)

EFFECT_SIZE_RANGES: dict[str, EffectSizeRange] = {
    "gap": _LOG_RANGE,
    "rival_gap": _LOG_RANGE,
    "demand": _LOG_RANGE,
    "slowness": EffectSizeRange(-3, 3, 1.5),
    "exodus": EffectSizeRange(-5, 5, 2.5),
    "accounts": EffectSizeRange(0, 1, 0.5),
    "relationships": _STOCK_RANGE,
    "insight": _STOCK_RANGE,
    "foresight": _STOCK_RANGE,
    "culture": _STOCK_RANGE,
    "capability": _STOCK_RANGE,
    "skill": _STOCK_RANGE,
    "offering": _STOCK_RANGE,
    "burnout": _STOCK_RANGE,
    "cash": EffectSizeRange(-1000, 1000, 300),
}
"""Possible sizes by quantity."""


class DisruptionEffect(Section):
    """One effect of a strike. It adds `size x severity x (1 + answer x done)` to a quantity."""

    on: EffectQuantity
    """quantity that changes."""
    size: float = required_number_field(-1000, 1000)
    """in the quantity's unit; change at severity 1 without an answer."""
    answer: float = number_field(0.0, -3, 3, (-1.5, 0.5))
    """ratio; what a finished answer adds to the effect: -1 cancels it, below -1 turns it into a gain."""
    scope: Literal["segment", "all"] = "segment"
    """where it applies: the disruption's own segment, or all of them. Only for gap, rival_gap and accounts."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Find a size that is not possible for the quantity."""
        on, size = given.get("on"), given.get("size")
        possible = EFFECT_SIZE_RANGES.get(on) if isinstance(on, str) else None
        if possible is None or not is_number(size) or possible.low <= size <= possible.high:
            return []
        message = f"{size:g} is more than the quantity '{on}' can change by at severity 1"
        return [(("size",), message, f"give a number from {possible.low:g} to {possible.high:g}")]


class DisruptionType(Section):
    """A type of disruption."""

    title: TextLine = "A disruption"
    """title, as shown in the news."""
    rate: float = number_field(0.0, 0, 50, (0, 2))
    """strikes a year; mean number at rate of change 1, including false alarms. 0 for a type that occurs only where a
    scenario fixes it."""
    importance: float = number_field(1.0, 0, 5, (0.2, 1.5))
    """weight; how much executives and the team should care, at severity 1."""
    severity: float = number_field(1.0, 0.01, 10, (0.5, 2))
    """severity; mean of random strikes."""
    shape: float = number_field(4.0, 0.5, 100, (1, 20))
    """count; shape of the gamma distribution of its severity."""
    lead: Annotated[list[Annotated[int, Field(ge=0, le=520)]], Field(min_length=2, max_length=2)] = Field(
        [17, 44]
    )
    """weeks; shortest and longest time before the strike in which it can be noticed (uniform, 0 to 520)."""
    chance: UnitShare = 1.0
    """chance; probability that it really strikes. Below 1 some are false alarms."""
    effects: Annotated[list[DisruptionEffect], Field(max_length=20)] = Field(default=[])
    """effects of a strike."""
    story: StrikeText = ""
    """text for the news when it strikes, or variants with conditions."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Find a shortest lead that is longer than the longest."""
        lead = given.get("lead")
        if (
            not isinstance(lead, list)
            or len(lead) != 2
            or not all(map(is_number, lead))
            or lead[0] <= lead[1]
        ):
            return []
        message = f"the shortest ({lead[0]}) is longer than the longest ({lead[1]})"
        return [(("lead",), message, "give the shortest first, as in [17, 44]")]


class FixedDisruption(Section):
    """A disruption at a fixed time. Give its week, its month or its quarter."""

    type: ShortName
    """name of its type."""
    week: int | None = number_field(None, 0, 1040)
    """week; week of the strike, counted from 0."""
    month: int | None = number_field(None, 1, 240)
    """month; month of the game, counted from 1. It strikes in the first week of the month."""
    quarter: int | None = number_field(None, 1, 80)
    """quarter; quarter of the game, counted from 1. It strikes in the first week of the quarter."""
    severity: float = number_field(1.0, 0.01, 10, (0.3, 3))
    """severity; 1 is usual."""
    segment: ShortName | None = None
    """name of its segment. By default it is drawn by exposure."""
    lead: int | None = number_field(None, 0, 520)
    """weeks; time before the strike in which it can be noticed. By default it is drawn from the range of its type."""
    chance: UnitShare | None = None
    """chance; probability that it really strikes. By default that of its type."""
    story: StrikeText = ""
    """text for the news when it strikes, in place of the type's."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Find a missing time, or more than one."""
        times = sum(given.get(unit) is not None for unit in ("week", "month", "quarter"))
        if times == 1:
            return []
        message = "has no time" if times == 0 else "has more than one time"
        return [((), message, "give one of week, month or quarter")]

    @property
    def strikes(self) -> int:
        """Week of the strike, counted from 0."""
        week = strike_week(self.week, self.month, self.quarter)
        assert week is not None
        return week


def strike_week(week: object, month: object, quarter: object) -> int | None:
    """Return the week (counted from 0) of the one time given. Months and quarters count from 1. None if no time is
    valid.
    """
    if is_number(week):
        return int(week)
    if is_number(quarter):
        return (int(quarter) - 1) * WEEKS_IN_QUARTER
    if is_number(month):
        quarters, months = divmod(int(month) - 1, len(WEEKS_IN_MONTHS))
        return quarters * WEEKS_IN_QUARTER + sum(WEEKS_IN_MONTHS[:months])
    return None


def default_types() -> dict[str, DisruptionType]:
    """Return the eight types of the reference. Sources of the rates: McKinsey Global Institute 2020, and AlixPartners
    as a proxy.
    """

    def kind(
        title: str, rate: float, importance: float, *effects: DisruptionEffect, **more: object
    ) -> DisruptionType:
        return DisruptionType.model_validate(
            {"title": title, "rate": rate, "importance": importance, "effects": list(effects), **more}
        )

    def effect(
        on: EffectQuantity, size: float, answer: float, scope: Literal["segment", "all"] = "segment"
    ) -> DisruptionEffect:
        return DisruptionEffect(on=on, size=size, answer=answer, scope=scope)

    return {
        "slump": kind("Slump", 0.22, 0.6, effect("demand", -0.60, -0.5)),
        "boom": kind("Boom", 0.22, 0.4, effect("demand", 0.45, 0.3)),
        "rival_entry": kind(
            "Rival entry", 0.30, 0.9, effect("rival_gap", -0.70, -1), effect("rival_gap", -0.10, -1, "all")
        ),
        "technology": kind(
            "Technology shift", 0.34, 1.2, effect("gap", 0.65, -1.35), effect("rival_gap", 0.42, 0.3)
        ),
        "regulation": kind(
            "Regulation", 0.26, 1.0, effect("gap", 0.50, -1.35), effect("rival_gap", 0.36, 0.3)
        ),
        "freeze": kind("Budget freeze", 0.18, 0.4, effect("slowness", 0.7, -0.6)),
        "merger": kind("Merger of a key account", 0.20, 0.7, effect("accounts", 0.25, -0.9)),
        "exodus": kind("Exodus of talent", 0.18, 0.3, effect("exodus", 1.6, -0.8)),
    }


class Disruptions(Section):
    """All disruptions of a scenario."""

    rate: float = number_field(1.0, 0, 20, (0, 3))
    """ratio; factor on the rate of all random disruptions. 0 turns them off."""
    types: Annotated[dict[ShortName, DisruptionType], Field(max_length=MAX_DISRUPTION_TYPES)] = Field(
        default_factory=default_types
    )
    """types by name."""
    fixed: Annotated[list[FixedDisruption], Field(max_length=MAX_FIXED_DISRUPTIONS)] = Field(default=[])
    """disruptions at fixed times."""

    @model_validator(mode="before")
    @classmethod
    def _over_defaults(cls, data: object) -> object:
        """Add types to the default ones, or change those key by key. `null` sets the rate of a type to 0."""
        if not isinstance(data, dict) or not isinstance(data.get("types"), dict):
            return data
        types: dict[object, object] = {name: kind.model_dump() for name, kind in default_types().items()}
        for name, given in data["types"].items():
            change = FORBIDDEN_TYPE if given is None else given
            base = types.get(name, {})
            types[name] = (
                {**base, **change} if isinstance(change, dict) and isinstance(base, dict) else change
            )
        return {**data, "types": types}
