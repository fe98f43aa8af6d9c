"""Beginning: which games there are, a new one, a saved one. A new one without words asks for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from sim.base.paths import is_same_file
from sim.base.places import games_folder
from sim.base.problems import escape_text, format_file_name, quote_value
from sim.base.suggestions import suggest_name
from sim.cli.games import find_record
from sim.cli.seeds import seed
from sim.game.store import SavedGameEntry, list_saved_games
from sim.play.start import GameOpener, NewGame, open_saved
from sim.scenario.load import load_builtin_scenarios, load_scenario
from sim.scenario.organisation import Cadence, HeldSeat
from sim.scenario.scenario import Scenario
from sim.text.figures import count_noun
from sim.text.goals import format_game_value, format_rank
from sim.text.saved_games import describe_saved_game
from sim.text.scenarios import describe_duration, describe_seats, describe_size
from sim.version import ENGINE
from tui.plain.position import story, where
from tui.plain.session import PlainSession, refusal
from tui.plain.slow import progress_teller, stoppable

CADENCES: tuple[Cadence, ...] = get_args(Cadence)
SEATS: tuple[HeldSeat, ...] = get_args(HeldSeat)

CHOICES = (
    "`tutorial` teaches the game, `new` starts one, `continue` goes on with the latest one, `games` lists them, `help` "
    "lists all commands."
)

MEASURING = "measuring the goal, once for this scenario: game"
PLAYING = "the bot plays: move"
REPLAYING = "playing the record again: move"

MAX_LISTED = 20
"""games; that are listed."""


def scenarios(_: PlainSession, text: str = "") -> Iterator[str]:
    """The built-in scenarios, or what one of them is."""
    if text:
        yield from details(find_scenario(text)[0])
        return
    for number, s in enumerate(load_builtin_scenarios(), start=1):
        yield f"{number}: {s.name}: {s.title}, {describe_size(s)}, {describe_seats(s)}."
    yield "`scenarios NAME` tells what one is about; `new NAME` plays it."


def details(s: Scenario) -> Iterator[str]:
    """What a scenario is about."""
    yield f"{s.title}, {describe_size(s)}, {describe_seats(s)}."
    yield f"{describe_duration(s, s.organisation.cadence)}."
    yield from (line for line in s.summary.splitlines() if line.strip())
    yield from (f"You learn: {lesson}" for lesson in s.lessons)


def find_scenario(text: str) -> tuple[Scenario, tuple[str, ...]]:
    """A scenario by its number in the list, its name or its path, and what is unusual in it. Raises InputError."""
    every = load_builtin_scenarios()
    if text.isascii() and text.isdecimal() and len(text) < 4:
        if not 1 <= int(text) <= len(every):
            raise refusal(f"there is no scenario number {int(text)}", f"give a number from 1 to {len(every)}")
        return every[int(text) - 1], ()
    loaded = load_scenario(text)
    return loaded.scenario, tuple(str(warning) for warning in loaded.warnings)


def games(desk: PlainSession, _: str = "") -> Iterator[str]:
    """The saved games, the latest first."""
    found = list_saved_games()
    every = [game for game in found if not game.empty]
    desk.listed = tuple(game.path for game in every)
    yield from (_entry(number, game) for number, game in enumerate(every[:MAX_LISTED], start=1))
    if len(every) > MAX_LISTED:
        yield f"{len(every) - MAX_LISTED} more are there."
    if len(every) < len(found):
        yield f"Not listed: {count_noun(len(found) - len(every), 'game')} without a move."
    yield (
        f"They are in {format_file_name(str(games_folder()))}." if every else "There are no saved games yet."
    )
    if every:
        yield "`resume NUMBER` or `resume NAME` resumes one."


def _entry(number: int, game: SavedGameEntry) -> str:
    name = format_file_name(game.path.name)
    if game.problem:
        return f"{number}: {name} cannot be read: {game.problem}."
    value = f", value {format_game_value(game)}" if format_game_value(game) else ""
    place = f", rank {format_rank(game)}" if format_rank(game) else ""
    about = f"{escape_text(game.title)}, {escape_text(describe_saved_game(game))}{value}{place}"
    return f"{number}: {about}; {name}."


# new games


def new(desk: PlainSession, text: str = "") -> Iterator[str]:
    """Start another game: `new SCENARIO [SEAT] [quarter or month] [SEED]`; without words everything is asked for."""
    if not text:
        yield from _ask_scenario(desk)
        return
    game, warnings = parse_new_game(text)
    yield from warnings
    yield from start(desk, game)


def parse_new_game(text: str) -> tuple[NewGame, tuple[str, ...]]:
    """The game that is asked for in one line, and what is unusual in its scenario."""
    first, *words = text.split()
    scenario, warnings = find_scenario(first)
    game = NewGame(scenario)
    for word in words:
        game = _with(game, word)
    return game, warnings


def _with(game: NewGame, word: str) -> NewGame:
    seat = next((s for s in SEATS if s == word.lower()), None)
    if seat is not None:
        return replace(game, seat=_check_seat(game.scenario, seat))
    cadence = next((c for c in CADENCES if c == word.lower()), None)
    if cadence is not None:
        return replace(game, cadence=cadence)
    if word.isdecimal():
        return replace(game, seed=seed(word, ""))
    remedy = f"after the scenario you can write a seat ({', '.join(game.scenario.seats)}), quarter or month, and a seed"
    raise refusal(f"{quote_value(word)} is no option of a new game", remedy)


def _check_seat(scenario: Scenario, seat: HeldSeat) -> HeldSeat:
    if seat not in scenario.seats:
        raise refusal(
            f"'{scenario.name}' has no seat '{seat}' for a player",
            f"choose one of {', '.join(scenario.seats)}",
        )
    return seat


def start(desk: PlainSession, game: NewGame) -> Iterator[str]:
    """Set the game up, and tell how it begins."""
    yield from open_game(desk, game.open, PLAYING if game.watched else MEASURING)


def again(desk: PlainSession, _: str = "") -> Iterator[str]:
    """A new game in the same world, with the same dice and seat."""
    s = desk.game.game.setup
    yield from start(desk, NewGame(s.scenario, s.seat, s.cadence, s.seed, s.dice, bot=s.beside))


def resume(desk: PlainSession, text: str) -> Iterator[str]:
    """Go on with a saved game, by its number in the list, its name or its path."""
    if not text:
        raise refusal("no game is named", "`games` lists them; `resume 1` resumes the first of the list")
    if text.isascii() and text.isdecimal() and len(text) < 6:
        every = desk.listed or tuple(game.path for game in list_saved_games())
        if not 1 <= int(text) <= len(every):
            raise refusal(f"there is no saved game number {int(text)}", "`games` lists them")
        path = every[int(text) - 1]
    else:
        path = find_record(text)
    yield from go_on(desk, path)


def go_on(desk: PlainSession, path: Path) -> Iterator[str]:
    """Go on with a record."""
    current = desk.session
    if current is not None and current.path is not None and is_same_file(current.path, path):
        raise refusal("this game is open already", "`where` says how it is going")
    yield from open_game(desk, lambda tell: open_saved(path, tell), REPLAYING)


def latest(desk: PlainSession, _: str = "") -> Iterator[str]:
    """Go on with the latest saved game."""
    good = [game for game in list_saved_games() if not game.problem]
    if not good:
        raise refusal("there are no saved games yet", "`new` starts one")
    played = next((game for game in good if not game.empty), good[0])
    yield from go_on(desk, played.path)


def open_game(desk: PlainSession, work: GameOpener, what: str) -> Iterator[str]:
    """Make a game ready; only then the one before is left."""
    with stoppable() as stop:
        session, replayed = work(progress_teller(what, stop))
    desk.open(session)
    if replayed is not None and replayed.differences:
        yield f"Some figures of this record come out differently: {replayed.differences[0]}."
        if replayed.other_engine:
            yield f"It was made with engine {replayed.engine}; this is engine {ENGINE}."
        yield f"The record stays as it is. The game goes on in a copy: {format_file_name(str(session.path))}"
    yield from where(desk)
    yield from story(session)


# questions


@dataclass(frozen=True)
class Ask:
    """A question, and what its answer leads to."""

    prompt: str
    then: Callable[[PlainSession, str], Iterator[str]]
    loose: bool = False

    def answer(self, desk: PlainSession, text: str) -> Iterator[str]:
        """Take the answer. One that cannot be is refused, and the question stays."""
        yield from self.then(desk, text)


def _ask_scenario(desk: PlainSession) -> Iterator[str]:
    yield from list(scenarios(desk))[:-1]
    yield "Which scenario? Its number, its name or a file; an empty line for the first. `cancel` leaves this."

    def answered(desk: PlainSession, text: str) -> Iterator[str]:
        scenario, warnings = find_scenario(text or "1")
        yield from (*details(scenario), *warnings)
        yield from _ask_seat(desk, NewGame(scenario))

    desk.asking = Ask("Scenario", answered)


def _ask_seat(desk: PlainSession, game: NewGame) -> Iterator[str]:
    seats = game.scenario.seats
    yield f"Whose hours do you decide on? {', '.join(seats)}; an empty line for {seats[0]}."

    def answered(desk: PlainSession, text: str) -> Iterator[str]:
        seat = next((s for s in seats if s == (text.lower() or seats[0])), None)
        if seat is None:
            raise refusal(
                f"there is no seat {quote_value(text)} here", suggest_name(text, seats, "choose one of")
            )
        yield from _ask_cadence(desk, replace(game, seat=seat))

    desk.asking = Ask("Seat", answered)


def _ask_cadence(desk: PlainSession, game: NewGame) -> Iterator[str]:
    usual = game.scenario.organisation.cadence
    yield f"A move each quarter or each month? An empty line for {usual}."

    def answered(desk: PlainSession, text: str) -> Iterator[str]:
        cadence = next((c for c in CADENCES if c == (text.lower() or usual)), None)
        if cadence is None:
            raise refusal(f"{quote_value(text)} is neither", "write quarter or month")
        yield from _ask_seed(desk, replace(game, cadence=cadence))

    desk.asking = Ask("Moves", answered)


def _ask_seed(desk: PlainSession, game: NewGame) -> Iterator[str]:
    yield "Which seed? A whole number gives the same world again; an empty line draws one."

    def answered(desk: PlainSession, text: str) -> Iterator[str]:
        whole = replace(game, seed=seed(text, "") if text else None)
        desk.asking = None
        yield from start(desk, whole)

    desk.asking = Ask("Seed", answered)
