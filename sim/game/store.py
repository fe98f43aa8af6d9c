"""Saved games: one record file each, locked while it is played, saved after every move.

A lock dies with its process (it is the operating system's), and a record is replaced at once, so a killed process loses
at most the move that was being entered.
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
"""Games of one scenario on one day."""


MAX_RECORD_BYTES = 8 * 1024 * 1024
"""bytes; largest record that is read: a scenario of the largest size, and more lines than anybody plays."""


class SavedGame:
    """A game with its file, locked from opening to `close`."""

    def __init__(self, game: Game, path: Path, lock: LockedFile, date: datetime.date) -> None:
        self.game, self.path = game, path
        self._lock, self._date = lock, date

    def save(self) -> None:
        """Write the record, once it is known that it can be read again. Raises PlaceError; then the record of before is
        still there.
        """
        text = write_record(self.game, self._date)
        try:
            _refuse_unreadable(text, self.game)
        except InputError as error:
            what = OSError(f"its record could not be read again: {error.problems[0].message}")
            remedy = "go on from the record of before; take back lines that you do not need"
            raise PlaceError(self.path, what, remedy) from None
        write_atomically(self.path, text)

    def close(self) -> None:
        """Give the record free."""
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_saved_game(game: Game, date: datetime.date, folder: Path | None = None) -> SavedGame:
    """A new file for a game, saved at once. Raises PlaceError, and InputError for one so large that its record
    could not be read again.
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
    """A text as it would come back from its file. Raises InputError."""
    return decode_text(text.encode("utf-8", "surrogatepass"), label, MAX_RECORD_BYTES)


def _refuse_unreadable(text: str, game: Game) -> None:
    """Raise InputError for the text of a record that does not give back every move of its game."""
    pgn = read_pgn(_decode_record(text, game.setup.scenario.name), game.setup.scenario.name)
    written = sorted((move.number, move.words) for move in iter_pgn_moves(pgn.moves))
    played = sorted(
        (n.number, format_move(n.own, game.held)) for n in game.root.descendants() if n.own is not None
    )
    if written != played:
        pgn.refuse(1, "its moves are not those that were played", "please report this as a bug")


def _free_names(folder: Path, scenario: str, date: datetime.date) -> Iterator[Path]:
    for number in range(1, MAX_GAMES_A_DAY):
        path = folder / f"{scenario}-{date:%Y-%m-%d}-{number}{RECORD_SUFFIX}"
        if not os.path.lexists(path):  # a folder that cannot be read is reported when it is locked
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
    """The text of a record, bounded and plain. Raises InputError."""
    return read_text_file(path, str(path), MAX_RECORD_BYTES)


def resume_saved_game(path: Path, progress: ProgressCallback | None = None) -> tuple[SavedGame, ReplayReport]:
    """Resume a record. If its figures come out differently (another engine), the game goes on in a copy next to it
    and the record stays as it is. Raises InputError, GameInUseError, PlaceError.
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
    """of the longest line; 0 for a broken record."""
    result: str
    problem: str
    """what is wrong with the record; empty for a good one."""
    player: str = ""
    """who played it; empty where that is not said."""
    beside: str = ""
    """the bot that plays against the player; empty for none."""
    measure: str = ""
    """what the goal is set on."""
    value: float | None = None
    """k; margin and franchise value, where the game has ended."""
    reached: float | None = None
    """in the measure's unit; where the game has ended."""
    rank: tuple[int, int] | None = None
    """(rank, of how many) in the same world and dice, if it was reviewed."""

    @property
    def empty(self) -> bool:
        """Whether no move was played."""
        return not self.problem and self.moves == 0


def list_saved_games(folder: Path | None = None) -> list[SavedGameEntry]:
    """All saved games, the latest first. A broken record is listed with what is wrong. Raises PlaceError."""
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
    here = next((said for said in moves if CURRENT_MARK in said), {})
    total, franchise, reached = (
        _parse_figure(here.get(name, "")) for name in ("total", "franchise", "reached")
    )
    return SavedGameEntry(
        path, title, date, seat, seed, len(pgn.moves), pgn.result, "", player, t.get(BOT_TAG, ""),
        t.get("Measure", ""), None if total is None or franchise is None else total + franchise, reached,
        parse_rank(here.get(RANK_COMMAND, "")),
    )  # fmt: skip


def _parse_figure(text: str) -> float | None:
    """A figure of a record; None where it is not one."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
