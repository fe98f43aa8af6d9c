"""What a game is set up with: all that a record needs to be played again."""

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
"""A player of whom no name is known, as PGN writes it."""


@dataclass(frozen=True)
class GameSetup:
    """A scenario, a world, dice and a seat."""

    scenario: Scenario
    seed: int
    """of the world: the timeline of disruptions."""
    dice: int
    """of all other draws; usually the same."""
    seat: HeldSeat
    cadence: Cadence
    threshold: float
    """in the unit of the scenario's measure; the goal."""
    player: str = UNKNOWN_PLAYER
    """who plays; free text."""
    beside: str = ""
    """name of the bot that plays against the player, in the same world with the same dice; empty for none."""

    @cached_property
    def world(self) -> World:
        """The world of this game."""
        return World(Firm(self.scenario), self.seed)

    @cached_property
    def stream(self) -> RandomStreams:
        """The dice of this game."""
        return RandomStreams(self.dice)

    @property
    def firm(self) -> Firm:
        """The scenario as the laws need it."""
        return self.world.firm

    @property
    def moves(self) -> int:
        """Moves of a whole game."""
        return self.scenario.quarters * moves_in_quarter(self.cadence)
