"""Kills games at random moments and looks at what is left of them: a process of its own, since it forks.

    python -m tests.tui.plain.killing FOLDER SEED GAMES

Each game is a real process of `tactegic play --plain` that reads its lines from a pipe, and is killed with SIGKILL at a
moment between its start and its end. Prints one JSON list: what each had told as saved, and what its record holds.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import entry_points
from pathlib import Path

from sim.base.places import HOME_VARIABLE
from sim.cli.main import main
from sim.cli.play import SCREENS
from sim.game.game import Game
from sim.game.replay import replay_record
from sim.game.store import read_record, resume_saved_game
from sim.model.move import Move
from sim.policy.focus import default_focus_percents
from sim.policy.notation import format_move, parse_move
from sim.scenario.load import load_scenario

SCENARIO = """\
format: 1
name: killed
title: Killed
summary: Four quarters of three sellers.
quarters: 4
organisation: {sellers: 3, managers: 0.5, leaders: 0.25}
goal: {threshold: 1000}
"""

TOLD = ("is played and saved", "is taken back", "goes on from here")
"""What is said when something is saved."""

State = tuple[tuple[tuple[int, ...], str], ...]
"""Every move of a game with its place in the tree, and last where the player is."""


@dataclass(frozen=True)
class Killed:
    """What became of one game."""

    told: int
    """commands that it had told as carried out and saved."""
    commands: int
    held: int | None
    """commands of which the record holds what they did; None where it holds something else."""
    begun: bool
    """whether there is a record."""
    free: bool
    """whether it can be gone on with."""


def commands(dice: random.Random) -> list[str]:
    """A game of months with takebacks."""
    found: list[str] = []
    for move in range(12):
        found.append(f"play S{dice.randrange(101)} M{dice.randrange(101)} L{dice.randrange(101)}")
        if move % 4 == 2:
            found += ["takeback", f"play S{dice.randrange(101)}"]
    return found


def carry_out(game: Game, draft: Move, command: str) -> Move:
    """Do to a game what plain mode does for a command. Returns the draft that it leaves: seats that a typed move does
    not name keep what is drafted.
    """
    if command == "takeback":
        taken = game.last_own
        game.take_back()
        return taken
    move = parse_move(
        command.removeprefix("play "), draft, default_focus_percents(game.setup.firm), game.held
    )
    game.play(move)
    return game.last_own


def state(game: Game) -> State:
    """All that was played."""
    moves = [(n.path(), format_move(n.own, game.held)) for n in game.root.descendants() if n.own is not None]
    return (*moves, (game.at.path(), "here"))


def killed(home: Path, scenario: Path, dice: random.Random, seconds: float | None) -> tuple[Killed, float]:
    """Play, kill (None: let it end), look. Also the seconds that it lived."""
    script = commands(dice)
    ours, theirs, out = *os.pipe(), home / "out"
    began, child = time.monotonic(), os.fork()
    if child == 0:
        _be_a_game(home, scenario, ours, theirs, out)
    os.close(ours)
    os.write(theirs, "".join(f"{command}\n" for command in script).encode())
    os.close(theirs)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    lived = time.monotonic() - began
    return _left(home, script, out.read_text(encoding="utf-8")), lived


def _be_a_game(home: Path, scenario: Path, lines: int, other: int, out: Path) -> None:
    """Become the process of a game; does not come back."""
    os.environ[HOME_VARIABLE] = str(home)
    os.close(other)
    os.dup2(lines, 0)
    file = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os._exit(main(["play", str(scenario), "--plain", "--seed", "7", "--cadence", "month"]))


def _left(home: Path, script: Sequence[str], out: str) -> Killed:
    told = sum(out.count(f"{said}") for said in TOLD)
    records = list((home / "games").glob("*.tgn"))
    if not records:
        return Killed(told, len(script), 0, False, True)
    (path,) = records
    found = replay_record(read_record(path), str(path))
    saved, _ = resume_saved_game(path)
    saved.close()
    held = None if found.differences else _commands_held(found.game, script)
    free = saved.path == path
    path.unlink()
    assert not list(path.parent.glob("*.tmp")), "half a record lies about"
    return Killed(told, len(script), held, True, free)


def _commands_held(game: Game, script: Sequence[str]) -> int | None:
    """After how many commands a game is what it is; of several the most."""
    expected, there = Game(game.setup), state(game)
    held = 0 if state(expected) == there else None
    draft = expected.last_own
    for number, command in enumerate(script, start=1):
        draft = carry_out(expected, draft, command)
        if state(expected) == there:
            held = number
    return held


def run(folder: Path, seed: int, games: int) -> list[Killed]:
    """That many games, each killed at a moment of its own; one more lives to its end, to know how long that takes."""
    for screen in entry_points(group=SCREENS):
        screen.load()  # so that a fork has all that it needs
    scenario = folder / "killed.yaml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    load_scenario(str(scenario))
    dice, home = random.Random(seed), folder / "home"  # noqa: S311  # moments, no secrets
    home.mkdir()
    whole, seconds = killed(home, scenario, dice, None)
    assert whole.told == whole.held == whole.commands
    return [killed(home, scenario, dice, dice.random() * seconds)[0] for _ in range(games)]


if __name__ == "__main__":
    found = run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps([asdict(one) for one in found]))
