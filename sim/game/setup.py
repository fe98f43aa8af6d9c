"""The setup of a game: everything that is needed to play it again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sim.model.calendar import moves_in_quarter
from sim.model.firm import Firm
from sim.model.random_streams import RandomStreams
from sim.model.world import World
from sim.scenario.organisation import Cadence, HeldSeat
from sim.scenario.scenario import Scenario

UNKNOWN_PLAYER = "?"
"""PGN's name for an unknown player."""


@dataclass(frozen=True)
class GameSetup:
    """The scenario, world, dice, seat and cadence of a game."""

    scenario: Scenario
    seed: int
    """Seed of the world, that is, of the timeline of disruptions."""
    dice: int
    """Seed of all other draws. Usually the same."""
    seat: HeldSeat
    cadence: Cadence
    threshold: float
    """The goal, in the unit of the scenario's measure."""
    player: str = UNKNOWN_PLAYER
    """Name of the player, as free text."""
    beside: str = ""
    """Name of the companion bot, which plays in the same world with the same dice. Empty for none."""

    @cached_property
    def world(self) -> World:
        """The world of this game."""
        return World(Firm(self.scenario), self.seed)

    @cached_property
    def stream(self) -> RandomStreams:
        """The random streams of this game's dice."""
        return RandomStreams(self.dice)

    @property
    def firm(self) -> Firm:
        """The scenario in the form that the laws need."""
        return self.world.firm

    @property
    def moves(self) -> int:
        """Number of moves in a complete game."""
        return self.scenario.quarters * moves_in_quarter(self.cadence)
