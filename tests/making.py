"""Makes games for tests: small ones, quickly."""

from __future__ import annotations

import datetime
from typing import Any

from sim.game.game import Game
from sim.game.setup import GameSetup
from sim.scenario.scenario import Scenario

DAY = datetime.date(2026, 11, 24)


def scenario(**parts: Any) -> Scenario:
    """A valid scenario, the defaults where nothing is said."""
    given = {"format": 1, "name": "made", "title": "Made for a test", "summary": "A test."} | parts
    return Scenario.model_validate(given)


def small(**parts: Any) -> Scenario:
    """Four quarters of three sellers."""
    return scenario(quarters=4, organisation={"sellers": 3, "managers": 0.5, "leaders": 0.25}, **parts)


def game(of: Scenario | None = None, **parts: Any) -> Game:
    """A game at its start."""
    setup: dict[str, Any] = {"seed": 7, "dice": 7, "seat": "team", "cadence": "quarter", "threshold": 1000.0}
    return Game(GameSetup(scenario=of or small(), **(setup | parts)))


def play(game_: Game, *moves: str) -> Game:
    """Play typed moves."""
    for move in moves:
        game_.play(game_.parse_typed_move(move))
    return game_
