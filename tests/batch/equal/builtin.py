"""Designs of the built-in scenarios: bots, and moves at random."""

from __future__ import annotations

from collections.abc import Iterator

from numpy.random import Generator

from sim.model.move import Move
from sim.scenario.load import load_builtin_scenarios
from sim.scenario.organisation import Cadence
from sim.scenario.scenario import Scenario
from tests.batch.equal.design import Design
from tests.batch.equal.luck import stream

PLAYERS: dict[str, Cadence] = {
    "steady": "quarter",
    "month-ender": "month",
    "panicker": "quarter",
    "at random": "month",
}
"""Policies used in every scenario, with their cadences."""

MORE: dict[str, tuple[str, Cadence]] = {
    "turbulence": ("opportunist", "month"),
    "the_entrant": ("opportunist", "quarter"),
    "solo": ("panicker", "month"),
}
"""Policies used in some scenarios."""


def builtin() -> Iterator[Design]:
    """All designs, with the year after the end."""
    for scenario in load_builtin_scenarios():
        players = [*PLAYERS.items(), *([MORE[scenario.name]] if scenario.name in MORE else [])]
        for player, cadence in players:
            yield design(scenario, player, cadence)


def design(scenario: Scenario, player: str, cadence: Cadence) -> Design:
    """A scenario under a bot, or under moves at random."""
    name = f"{scenario.name}, {player} by the {cadence}"
    moves = random_moves(stream(name, "moves"), 36) if player == "at random" else player
    cost = max(0.06, 0.15 * scenario.organisation.seats / 12)
    return Design(name, scenario, moves, cadence, value=True, cost=cost)


def random_moves(luck: Generator, periods: int) -> list[Move]:
    """Moves of all kinds: splits, responses, focus and concentration."""
    return [
        Move(
            split=_three(luck),
            response=_three(luck),
            focus=(_shares(luck, 3), _shares(luck, 3), _shares(luck, 4)),
            concentration=float(luck.choice([0.0, 0.5, 1.0, 2.0, 4.0])),
        )
        for _ in range(periods)
    ]


def _three(luck: Generator) -> tuple[int, int, int]:
    a, b, c = luck.integers(0, 101, 3).tolist()
    return a, b, c


def _shares(luck: Generator, size: int) -> tuple[int, ...]:
    """Whole percents that sum to 100."""
    cuts = sorted(luck.integers(0, 101, size - 1).tolist())
    return tuple(after - before for before, after in zip([0, *cuts], [*cuts, 100], strict=True))
