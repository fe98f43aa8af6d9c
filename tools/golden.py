"""Plays the golden games anew: one record for each built-in scenario, with a takeback, under mixed moves.

The records in tests/golden are a contract: `tests/golden/test_golden.py` replays every figure of them. Run this only
when the engine is meant to change, count up `sim.version.ENGINE`, and say why in the commit.
Usage: .venv/bin/python tools/golden.py
"""

from __future__ import annotations

import datetime
from pathlib import Path

from sim.base.places import RECORD_SUFFIX, write_atomically
from sim.game.game import Game
from sim.game.record import write_record
from sim.game.setup import GameSetup
from sim.game.threshold import goal_threshold
from sim.scenario.load import load_builtin_scenarios
from sim.scenario.scenario import Scenario

FOLDER = Path(__file__).parent.parent / "tests" / "golden"
DAY = datetime.date(2026, 11, 24)
SEED = 36
MOVES = {
    "team": (
        "S25 M35 L65 r30",
        "S20 M40 L80 r60 c2",
        "S0 M0 L0",
        "S30 M35 L70 r30 c1 fS20/40/40 fL50/30/10/10",
    ),
    "leader": ("L65 r30", "L90 r60 c2", "L0", "L70 fL50/30/10/10"),
    "manager": ("M35 r30", "M60 r60", "M0", "M40 fM70/20/10"),
    "seller": ("S25 r30", "S40 r60 c2", "S0", "S30 fS20/40/40"),
}
"""Moves by seat, played over and over."""


def play_golden_game(scenario: Scenario) -> Game:
    """A game of the scenario's first seat to its end, with another line from its fourth move on."""
    seat = scenario.seats[0]
    setup = GameSetup(
        scenario, SEED, SEED + 1, seat, scenario.organisation.cadence, goal_threshold(scenario), "golden"
    )
    game = Game(setup)
    _play_to_end(game, MOVES[seat])
    while game.at.number > 3:
        game.take_back()
    _play_to_end(game, MOVES[seat][::-1])
    return game


def _play_to_end(game: Game, moves: tuple[str, ...]) -> None:
    while not game.over:
        game.play(game.parse_typed_move(moves[game.at.number % len(moves)]))


def main() -> None:
    """Write every record."""
    for scenario in load_builtin_scenarios():
        write_atomically(
            FOLDER / f"{scenario.name}{RECORD_SUFFIX}", write_record(play_golden_game(scenario), DAY)
        )


if __name__ == "__main__":
    main()
