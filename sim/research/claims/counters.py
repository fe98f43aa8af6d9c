"""Worlds without one of the game's mechanisms. Each changes the keys of the mechanism and nothing else."""

from __future__ import annotations

from typing import Any

from sim.research.claims.worlds import NO_BOARD, ClaimWorld, Times

STOCKS = ("relationships", "insight", "foresight", "culture", "capability", "skill", "offering")
"""Groups of the parameters of stocks."""
AGEING = ("insight", "foresight", "offering")
"""Stocks that age with the market."""
FASTER = 8.0
"""ratio; how many times as fast the future comes where there are no delays. As far as the keys' ranges go."""


def world(name: str, changes: dict[str, Any]) -> ClaimWorld:
    """A world with some keys changed."""
    return ClaimWorld(name, tuple(changes.items()))


def _each(groups: tuple[str, ...], key: str, value: Any) -> dict[str, Any]:
    return {f"parameters.{group}.{key}": value for group in groups}


IDLE = world(
    "work for the future has no effect",
    {
        **_each(STOCKS, "gain", 0.0),
        **_each(STOCKS, "age", 0.0),  # else the firm would decay whatever it does
        "parameters.conversations.begin": 0.0,
        "market.rate_of_change": 0.0,
    },
)
"""What is there stays, and time spent on the future brings nothing."""

AT_ONCE = world(
    "no delays: the future comes eight times as fast",
    {
        **_each(STOCKS, "gain", Times(FASTER)),
        **_each(STOCKS, "age", Times(FASTER)),
        "parameters.conversations.weeks": Times(1 / FASTER),
        "parameters.offering.delay_weeks": Times(1 / FASTER),
        **{f"parameters.gaps.{key}": Times(FASTER) for key in ("offering", "closing", "offering_closing")},
        "market.segments.*.drift": Times(FASTER),
        "rival.pace": Times(FASTER),
        "rival.closing": Times(FASTER),
    },
)
"""Stocks, gaps and talks come to rest eight times as fast, where they would in any case."""

STILL = world(
    "the rate of change moves nothing",
    {**_each(AGEING, "age", 0.0), "market.segments.*.drift": 0.0, "disruptions.rate": 0.0},
)
"""Needs do not drift, knowledge does not age, nothing strikes: there is nothing that rho could make faster."""

PATIENT = world("the board has endless patience", dict(NO_BOARD))

ONE_SEAT = world(
    "only sellers' time matters",
    {
        **_each(("foresight", "culture", "capability", "skill", "offering"), "gain", 0.0),
        **_each(("foresight", "culture", "capability", "skill", "offering"), "age", 0.0),
        "parameters.culture.pressure": 0.0,
        "parameters.insight.managers": 0.0,
        "parameters.relationships.leaders": 0.0,
        "parameters.answers.managers": 0.0,
        "parameters.answers.leaders": 0.0,
        "parameters.choice.help": 0.0,
    },
)
"""Managers and leaders move nothing, with strategic time or with tactical."""

CALM = world("nothing happens to react to", {"disruptions.rate": 0.0, "disruptions.fixed": ()})

LINEAR = world("half an answer is half of one", {"parameters.answers.power": 1.0})

BLIND = world("foresight cannot be built", {"parameters.foresight.gain": 0.0})

BARREN = world("conversations lead to no opportunity", {"parameters.conversations.grow": 0.0})

NO_CULTURE_LAW = world("culture cannot be built", {"parameters.culture.gain": 0.0})

UNTIRED = world("pressure burns nobody out", {"parameters.burnout.gain": 0.0})

NOTHING_MATTERS = world(
    "nobody's time moves anything",
    {
        **dict(IDLE.pairs),
        "parameters.choice.help": 0.0,
        "parameters.coverage.qualified_hours": 0.0,
        "parameters.coverage.proposal_hours": 0.0,
        "parameters.arrivals.prospecting": 0.0,
        "parameters.answers.effort": 100.0,
    },
)
"""Neither strategic time nor tactical brings anything, so that all policies are alike."""
