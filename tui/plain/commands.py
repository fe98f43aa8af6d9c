"""The commands, as data: what is understood, the help and the docs come from here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sim.base.problems import quote_value
from sim.base.suggestions import closest_name
from sim.cli.output import CommandError
from sim.policy.notation import SEAT_LETTERS
from tui.plain import (
    bots,
    ending,
    foreseeing,
    glossary,
    guided,
    looking,
    moving,
    opening,
    pieces,
    position,
    reviewing,
    saving,
    setting,
    tree,
    why,
)
from tui.plain.session import PlainSession, refusal

NOTATION = "notation"
"""Word under which the help tells how moves are written."""

Work = Callable[[PlainSession, str], Iterable[str]]
"""Carries a command out: on the desk and the words behind its name. The lines are what it says, as it goes."""


@dataclass(frozen=True)
class Command:
    """A word that is understood."""

    name: str
    short: str
    takes: str
    """what may stand behind it."""
    about: str
    work: Work

    @property
    def called(self) -> str:
        """As the help writes it: `play [MOVE], or p`."""
        return f"{self.name}{' ' if self.takes else ''}{self.takes}, or {self.short}"


@dataclass(frozen=True)
class CommandGroup:
    """Commands under one heading of the help."""

    title: str
    commands: tuple[Command, ...]


def _help(_: PlainSession, text: str = "") -> Iterator[str]:
    """All commands, or one word."""
    if text:
        yield from _about(text)
        return
    for group in GROUPS:
        yield f"{group.title}:"
        yield from (f"  {command.called}: {command.about}" for command in group.commands)
    yield f"A typed move like S25 M35 L70 r30 is drafted and evaluated; `help {NOTATION}` explains the notation."
    yield "Empty lines and lines that begin with # are ignored."


def _about(text: str) -> Iterator[str]:
    word = text.lower()
    if word == NOTATION:
        yield from glossary.NOTATION
        return
    command = find_command(word)
    if command is not None:
        yield f"{command.called}: {command.about}"
    meanings = [*glossary.words_beginning(word), *glossary.figure_help(word)]
    yield from meanings
    if command is None and not meanings:
        raise refusal(
            f"there is no command or word {quote_value(text)}",
            "`help` lists the commands, `glossary` the words",
        )


def _quit(desk: PlainSession, _: str = "") -> Iterator[str]:
    """Leave."""
    desk.leaving = True
    return iter(())


GROUPS = (
    CommandGroup(
        "Your move",
        (
            Command("play", "p", "[MOVE]", "Play the draft, or a move. The game is saved.", moving.play_move),
            Command(
                "move", "m", "[SHARES]", "Say what the draft is, or change these shares of it.", moving.move
            ),
            Command("hint", "h", "", "Draft the best line's first move, and say why.", foreseeing.take_hint),
            Command("focus", "f", "[S40/30/30]", "What hours for the future are spent on.", moving.focus),
            Command("playbook", "e", "", "Plans for this position; what others would play.", moving.playbook),
            Command("plan", "pl", "NAME", "Draft the move of one of them.", moving.plan),
            Command("takeback", "u", "", "Take the last move back; it stays as a line.", moving.take_back),
        ),
    ),
    CommandGroup(
        "Looking ahead",
        (
            Command("lines", "ls", "[NUMBER]", "The best lines, with their errors.", foreseeing.list_lines),
            Command("take", "t", "[NUMBER]", "Draft the first move of a line.", foreseeing.take),
            Command("ahead", "a", "[nothing]", "The quarters to come on the best line.", foreseeing.ahead),
            Command("expected", "ex", "", "Expected wins of new business, and why.", pieces.tell_expected),
            Command("futures", "fu", "[NUMBER]", "How many futures a look ahead plays.", foreseeing.futures),
        ),
    ),
    CommandGroup(
        "The position",
        (
            Command("where", "w", "", "The game, the goal, and how you are doing.", position.where),
            Command("board", "b", "[segments]", "Where the work is, row by row.", pieces.board_told),
            Command(
                "seller", "s", "[NUMBER PIECE]", "All sellers; one and their work; a piece.", pieces.seller
            ),
            Command("news", "n", "", "The story, and all that happened.", position.news_told),
            Command("why", "y", "", "Why the last move brought more or less.", why.tell_why),
            Command("signals", "si", "", "What is coming; the market as read.", position.signals),
            Command("books", "bo", "", "This quarter, the last one, the game.", position.books),
            Command("stocks", "st", "", "The firm's stocks, 0 to 100.", position.stocks),
            Command("history", "hi", "[NAME]", "A measure by quarter.", position.history_told),
            Command("moves", "mo", "", "The moves that led here.", position.moves),
            Command("result", "re", "", "How the game ended.", ending.result),
            Command(
                "lookback",
                "lb",
                "",
                "How others do in the same world, and what mattered.",
                reviewing.tell_review,
            ),
        ),
    ),
    CommandGroup(
        "Looking at other positions",
        (
            Command("back", "[", "", "Look at the position one move earlier.", looking.back),
            Command("on", "]", "", "Look at the position one move later.", looking.on),
            Command("line", "l", "[NUMBER]", "Other moves played in the same place.", looking.line),
            Command("tree", "tr", "[NUMBER]", "All lines of the game; the end of one.", tree.tree),
            Command("name", "na", "[WORDS]", "Name the line you look at.", tree.name),
            Command("compare", "co", "[1 2]", "Two lines side by side.", tree.compare),
            Command("turns", "tu", "", "The turning points of the line you look at.", tree.turns),
            Command("return", "ret", "", "Back to the position where the game is.", looking.go_back_to_game),
            Command("here", "he", "", "Play on from the position you look at.", looking.here),
        ),
    ),
    CommandGroup(
        "Games",
        (
            Command("new", "ne", "[SCENARIO SEAT SEED]", "Another game; alone it asks.", opening.new),
            Command("bots", "bt", "[NAME]", "The bots, or who one is.", bots.bots),
            Command("watch", "wa", "BOT SCENARIO", "A bot's whole game, to step through.", bots.watch),
            Command("against", "vs", "BOT SCENARIO", "A new game against a bot.", bots.play_against),
            Command("beside", "be", "", "How the bot in the same world is doing.", bots.compare_bot),
            Command("again", "ag", "", "The same world once more, from its start.", opening.again),
            Command("scenarios", "sc", "[NAME]", "The scenarios, or what one is.", opening.scenarios),
            Command("games", "g", "", "The saved games, the latest first.", opening.games),
            Command("resume", "r", "GAME", "Resume a saved game: number or name.", opening.resume),
            Command("continue", "c", "", "Resume the latest game.", opening.latest),
            Command("save", "sa", "[FILE]", "Save, and say where; or a copy there.", saving.save),
        ),
    ),
    CommandGroup(
        "Help",
        (
            Command("tutorial", "tut", "[NUMBER]", "The tutorials; or begin one.", guided.tutorial),
            Command("guide", "gu", "[end]", "Go on with the guide of a tutorial, or end it.", guided.guide),
            Command("help", "?", "[WORD]", "The commands; or one, a word, a figure.", _help),
            Command("glossary", "gl", "[WORD]", "The words and what they mean.", glossary.tell_words),
            Command("settings", "set", "[NAME VALUE]", "What is set; or set something.", setting.settings),
            Command("quit", "q", "", "Leave. The game is saved.", _quit),
        ),
    ),
)
"""In the order of the help."""

COMMANDS = tuple(command for group in GROUPS for command in group.commands)

_BY_WORD = {word: command for command in COMMANDS for word in (command.name, command.short)}

_LIKE_A_MOVE = re.compile(rf"[{SEAT_LETTERS}rcf][SML]?\d", re.IGNORECASE)


def find_command(word: str) -> Command | None:
    """The command of a name or its short form."""
    return _BY_WORD.get(word)


def carried_out(desk: PlainSession, text: str) -> Iterator[str]:
    """Do what a line says: a command, or a move; then go on with the guide. Refuses what is neither."""
    word, _, rest = text.partition(" ")
    command = find_command(word.lower())
    if command is not None:
        if rest.strip() and not command.takes:
            raise refusal(
                f"`{command.name}` stands alone, without {quote_value(rest.strip())}",
                f"write `{command.name}`",
            )
        yield from command.work(desk, rest.strip())
    elif _LIKE_A_MOVE.match(word):
        yield from moving.draft_typed(desk, text)
    else:
        raise _not_understood(word)
    yield from guided.follow_guide(desk, "" if command is None else command.name)


def _not_understood(word: str) -> CommandError:
    meant = closest_name(word, [c.name for c in COMMANDS])
    remedy = f"did you mean `{meant}`?" if meant else "`help` lists the commands"
    return refusal(f"{quote_value(word)} is not understood", remedy)
