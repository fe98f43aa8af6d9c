"""Worlds without one of the game's mechanisms. Each changes the keys of the mechanism and nothing else."""

from __future__ import annotations

from typing import Any

from sim.research.claims.claim_worlds import NO_FIRING, ClaimWorld, ScaleFactor

STOCK_GROUPS = ("relationships", "insight", "foresight", "culture", "capability", "skill", "offering")
"""Parameter groups of the stocks."""
AGEING_STOCKS = ("insight", "foresight", "offering")
"""Stocks that age with the market."""
SPEED_UP = 8.0
"""ratio; speed of the future in the world without delays. The ranges of the keys allow no more."""


def make_counter_world(name: str, changes: dict[str, Any]) -> ClaimWorld:
    """A world with some keys changed."""
    return ClaimWorld(name, tuple(changes.items()))


def _changes_for_groups(groups: tuple[str, ...], key: str, value: Any) -> dict[str, Any]:
    return {f"parameters.{group}.{key}": value for group in groups}


IDLE = make_counter_world(
    "strategic work has no effect",
    {
        **_changes_for_groups(STOCK_GROUPS, "gain", 0.0),
        **_changes_for_groups(STOCK_GROUPS, "age", 0.0),  # otherwise the firm would decay whatever it does
        "parameters.conversations.begin": 0.0,
        "market.rate_of_change": 0.0,
    },
)
"""Stocks keep their levels, and strategic time brings nothing."""

AT_ONCE = make_counter_world(
    "no delays: the future comes eight times as fast",
    {
        **_changes_for_groups(STOCK_GROUPS, "gain", ScaleFactor(SPEED_UP)),
        **_changes_for_groups(STOCK_GROUPS, "age", ScaleFactor(SPEED_UP)),
        "parameters.conversations.weeks": ScaleFactor(1 / SPEED_UP),
        "parameters.offering.delay_weeks": ScaleFactor(1 / SPEED_UP),
        **{
            f"parameters.gaps.{key}": ScaleFactor(SPEED_UP)
            for key in ("offering", "closing", "offering_closing")
        },
        "market.segments.*.drift": ScaleFactor(SPEED_UP),
        "rival.pace": ScaleFactor(SPEED_UP),
        "rival.closing": ScaleFactor(SPEED_UP),
    },
)
"""Stocks, gaps and conversations reach the same equilibrium eight times as fast."""

STILL = make_counter_world(
    "the rate of change has no effect",
    {
        **_changes_for_groups(AGEING_STOCKS, "age", 0.0),
        "market.segments.*.drift": 0.0,
        "disruptions.rate": 0.0,
    },
)
"""Needs do not drift, knowledge does not age, nothing strikes: rho has nothing to speed up."""

PATIENT = make_counter_world("the directors have endless patience", dict(NO_FIRING))

ONE_SEAT = make_counter_world(
    "only sellers' time matters",
    {
        **_changes_for_groups(("foresight", "culture", "capability", "skill", "offering"), "gain", 0.0),
        **_changes_for_groups(("foresight", "culture", "capability", "skill", "offering"), "age", 0.0),
        "parameters.culture.pressure": 0.0,
        "parameters.insight.managers": 0.0,
        "parameters.relationships.leaders": 0.0,
        "parameters.answers.managers": 0.0,
        "parameters.answers.leaders": 0.0,
        "parameters.choice.help": 0.0,
    },
)
"""Neither the strategic nor the tactical time of managers and leaders has an effect."""

CALM = make_counter_world("nothing happens to react to", {"disruptions.rate": 0.0, "disruptions.fixed": ()})

LINEAR = make_counter_world("half an answer is half of one", {"parameters.answers.power": 1.0})

BLIND = make_counter_world("foresight cannot be built", {"parameters.foresight.gain": 0.0})

BARREN = make_counter_world("conversations lead to no opportunity", {"parameters.conversations.grow": 0.0})

NO_CULTURE_LAW = make_counter_world("culture cannot be built", {"parameters.culture.gain": 0.0})

UNTIRED = make_counter_world("pressure burns nobody out", {"parameters.burnout.gain": 0.0})

NOTHING_MATTERS = make_counter_world(
    "nobody's time has an effect",
    {
        **dict(IDLE.pairs),
        "parameters.choice.help": 0.0,
        "parameters.coverage.qualified_hours": 0.0,
        "parameters.coverage.proposal_hours": 0.0,
        "parameters.arrivals.prospecting": 0.0,
        "parameters.answers.effort": 100.0,
    },
)
"""Neither strategic nor tactical time has an effect, so all policies do equally well."""
