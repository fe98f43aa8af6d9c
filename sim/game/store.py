"""Saved games: one record file each, locked while it is played and saved after every move.

The operating system releases a lock when its process dies, and records are replaced atomically. So a killed process
loses at most the move being entered.
"""

from __future__ import annotations

import datetime
import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sim.base.locks import LockedFile, Timeout
from sim.base.places import (
    HOME_VARIABLE,
    RECORD_SUFFIX,
    GameInUseError,
    PlaceError,
    games_folder,
    list_records,
    remove_partial_files,
    write_atomically,
)
from sim.base.problems import InputError
from sim.base.progress import ProgressCallback
from sim.base.text_files import decode_text, read_text_file
from sim.game.game import Game
from sim.game.pgn import read_pgn
from sim.game.record import BOT_TAG, CURRENT_MARK, RANK_COMMAND, parse_commands, parse_rank, write_record
from sim.game.replay import ReplayReport, iter_pgn_moves, read_game_setup, replay_record
from sim.game.setup import UNKNOWN_PLAYER
from sim.policy.notation import format_move

MAX_GAMES_A_DAY = 10_000
"""Maximum number of games of one scenario on one day."""


MAX_RECORD_BYTES = 8 * 1024 * 1024
"""Maximum size of a record in bytes: the largest scenario, and more lines than anybody plays."""


class SavedGame:
    """A game with its file, which is locked until `close`."""

    def __init__(self, game: Game, path: Path, lock: LockedFile, date: datetime.date) -> None:
        self.game, self.path = game, path
        self._lock, self._date = lock, date

    def save(self) -> None:
        """Write the record after checking that it can be read again. Raises PlaceError, and then the previous record is
        intact.
        """
        text = write_record(self.game, self._date)
        try:
            _refuse_unreadable(text, self.game)
        except InputError as error:
            what = OSError(f"its record could not be read again: {error.problems[0].message}")
            remedy = "continue from the previous record, and remove lines that you do not need"
            raise PlaceError(self.path, what, remedy) from None
        write_atomically(self.path, text)

    def close(self) -> None:
        """Release the lock on the record."""
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_saved_game(game: Game, date: datetime.date, folder: Path | None = None) -> SavedGame:
    """Create a file for a game and save it. Raises PlaceError, and InputError if the record is too large to be read
    again.
    """
    name = game.setup.scenario.name
    read_game_setup(read_pgn(_decode_record(write_record(game, date), name), name))
    place = games_folder() if folder is None else folder
    for path in _free_names(place, game.setup.scenario.name, date):
        try:
            lock = _lock_record(path)
        except GameInUseError:
            continue
        if not os.path.lexists(path):
            saved = SavedGame(game, path, lock, date)
            try:
                saved.save()
            except PlaceError:
                saved.close()
                raise
            return saved
        lock.release()
    raise PlaceError(
        place, OSError(f"more than {MAX_GAMES_A_DAY} games of one day"), "move some to another folder"
    )


def _decode_record(text: str, label: str) -> str:
    """Return a text as it would be read back from its file. Raises InputError."""
    return decode_text(text.encode("utf-8", "surrogatepass"), label, MAX_RECORD_BYTES)


def _refuse_unreadable(text: str, game: Game) -> None:
    """Raise InputError if the text of a record does not contain every move of its game."""
    pgn = read_pgn(_decode_record(text, game.setup.scenario.name), game.setup.scenario.name)
    written = sorted((move.number, move.words) for move in iter_pgn_moves(pgn.moves))
    played = sorted(
        (n.number, format_move(n.own, game.held)) for n in game.root.descendants() if n.own is not None
    )
    if written != played:
        pgn.refuse(1, "its moves are not those that were played", "report this to the program's developers")


def _free_names(folder: Path, scenario: str, date: datetime.date) -> Iterator[Path]:
    for number in range(1, MAX_GAMES_A_DAY):
        path = folder / f"{scenario}-{date:%Y-%m-%d}-{number}{RECORD_SUFFIX}"
        if not os.path.lexists(path):  # a folder that cannot be read is reported when the file is locked
            yield path


def _lock_record(path: Path) -> LockedFile:
    try:
        return LockedFile(path)
    except Timeout:
        raise GameInUseError(path) from None
    except OSError as error:
        place = Path(os.fsdecode(error.filename or path.parent))
        raise PlaceError(place, error, f"set {HOME_VARIABLE} to a folder that you may write in") from None


def read_record(path: Path) -> str:
    """Read the text of a record. Raises InputError."""
    return read_text_file(path, str(path), MAX_RECORD_BYTES)


def resume_saved_game(path: Path, progress: ProgressCallback | None = None) -> tuple[SavedGame, ReplayReport]:
    """Resume a recorded game. If its figures differ (another engine wrote it), the game continues in a copy, and the
    record stays as it is. Raises InputError, GameInUseError, PlaceError.
    """
    lock = _lock_record(path)
    path = lock.path
    remove_partial_files(path.parent, path.stem)
    try:
        text = read_record(path)
        replayed = replay_record(text, str(path), progress)
        date = _parse_date(read_pgn(text, str(path)).tags.get("Date", ""))
        if replayed.differences:
            lock.release()
            return create_saved_game(replayed.game, date, path.parent), replayed
        return SavedGame(replayed.game, path, lock, date), replayed
    except BaseException:
        lock.release()
        raise


def _parse_date(text: str) -> datetime.date:
    try:
        return datetime.datetime.strptime(text, "%Y.%m.%d").date()
    except ValueError:
        return datetime.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class SavedGameEntry:
    """A saved game in the list."""

    path: Path
    title: str
    date: str
    seat: str
    seed: str
    moves: int
    """Number of moves in the longest line; 0 for a broken record."""
    result: str
    problem: str
    """What is wrong with the record. Empty for a valid one."""
    player: str = ""
    """Name of the player. Empty if unknown."""
    beside: str = ""
    """Name of the companion bot. Empty for none."""
    measure: str = ""
    """Measure of the goal."""
    value: float | None = None
    """k; margin plus franchise value, if the game has ended."""
    reached: float | None = None
    """In the measure's unit; value reached, if the game has ended."""
    rank: tuple[int, int] | None = None
    """Rank and number of compared games, if the game was reviewed."""

    @property
    def empty(self) -> bool:
        """Whether no move was played."""
        return not self.problem and self.moves == 0


def list_saved_games(folder: Path | None = None) -> list[SavedGameEntry]:
    """List all saved games, newest first. Broken records are listed with their problem. Raises PlaceError."""
    return [_read_saved_entry(path) for path in list_records(games_folder() if folder is None else folder)]


def _read_saved_entry(path: Path) -> SavedGameEntry:
    try:
        pgn = read_pgn(read_text_file(path, path.name, MAX_RECORD_BYTES), path.name)
    except InputError as error:
        return SavedGameEntry(path, path.name, "", "", "", 0, "", str(error.problems[0]))
    t = pgn.tags
    title, date, seat, seed = (t.get(name, "?") for name in ("Title", "Date", "Seat", "Seed"))
    player = "" if t.get("Player") == UNKNOWN_PLAYER else t.get("Player", "")
    moves = [parse_commands(move.comments)[0] for move in iter_pgn_moves(pgn.moves)]
    current = next((commands for commands in moves if CURRENT_MARK in commands), {})
    total, franchise, reached = (
        _parse_figure(current.get(name, "")) for name in ("total", "franchise", "reached")
    )
    return SavedGameEntry(
        path, title, date, seat, seed, len(pgn.moves), pgn.result, "", player, t.get(BOT_TAG, ""),
        t.get("Measure", ""), None if total is None or franchise is None else total + franchise, reached,
        parse_rank(current.get(RANK_COMMAND, "")),
    )  # fmt: skip


def _parse_figure(text: str) -> float | None:
    """Parse a figure of a record. None if it is invalid."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
