"""Bots: who they are, to watch one play, and to play against one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sim.base.problems import quote_value
from sim.base.suggestions import suggest_name
from sim.lookahead.masters import find_opponent, opponent_title
from sim.play.companion_bot import GameStanding, play_companion
from sim.policy.registry import policy_names
from sim.text.rival import describe_bot, describe_bot_ending, describe_bot_progress
from tui.plain.opening import parse_new_game, start
from tui.plain.session import PlainSession, refusal
from tui.plain.slow import progress_teller, stoppable

HOW = "`watch BOT SCENARIO` lets one play; with `against BOT SCENARIO` it plays the same world as you."


def bots(_: PlainSession, text: str = "") -> Iterator[str]:
    """All bots, or who one of them is."""
    for name in (_known_bot(text),) if text else policy_names():
        who = find_opponent(name)
        if who is not None:
            yield f"{name}: {who.title}: {' '.join(who.summary.split())}"
            if text:
                yield f"How to beat it: {' '.join(who.beat.split())}"
    yield HOW


def watch(desk: PlainSession, text: str = "") -> Iterator[str]:
    """A bot plays a whole game, which is then looked at from its start."""
    yield from _begin_game(desk, text, watched=True)
    yield "This is its first position; `on` goes to the next move, `here` takes over."


def play_against(desk: PlainSession, text: str = "") -> Iterator[str]:
    """A new game, with a bot that plays it too."""
    yield from _begin_game(desk, text, watched=False)
    yield (
        f"{opponent_title(desk.game.game.setup.beside)} plays the same world beside you; `beside` says how it is "
        "doing."
    )


def _begin_game(desk: PlainSession, text: str, *, watched: bool) -> Iterator[str]:
    name, _, rest = text.partition(" ")
    if not rest.strip():
        remedy = "name both, as in `against captain reference`; `bots` and `scenarios` list them"
        raise refusal("a bot and a scenario are needed", remedy)
    game, warnings = parse_new_game(rest)
    yield from warnings
    yield from start(desk, replace(game, bot=_known_bot(name), watched=watched))


def _known_bot(text: str) -> str:
    name = text.lower()
    if name not in policy_names():
        raise refusal(f"there is no bot {quote_value(text)}", suggest_name(name, policy_names()))
    return name


def compare_bot(desk: PlainSession, _: str = "") -> Iterator[str]:
    """How the bot stands after as many moves; it plays its whole game when it is first asked about."""
    session = desk.game
    setup = session.game.setup
    if not setup.beside:
        raise refusal("no bot plays beside you", "`against BOT SCENARIO` starts a game with one")
    if not session.bot_standings:
        session.bot_standings += _play_bot(desk)
    yield describe_bot(session)
    progress = describe_bot_progress(session)
    if progress:
        yield progress
    if session.game.over:
        yield f"Its game: it {describe_bot_ending(session)}."


def _play_bot(desk: PlainSession) -> list[GameStanding]:
    """Its whole game. Raises StoppedError."""
    setup = desk.game.game.setup
    with stoppable() as stop:
        tell = progress_teller(f"{opponent_title(setup.beside)} plays: move", stop)
        found: list[GameStanding] = []
        for stand in play_companion(setup, stop):
            found.append(stand)
            tell(stand.moves, setup.moves)
    return found
