"""The bot that plays beside the player: the process in which it plays, and how it stands, in words."""

from __future__ import annotations

from collections.abc import Iterator

from textual.message import Message

from sim.game.beside import Stand
from sim.lookahead.beside import PlayBeside
from sim.lookahead.masters import title_of
from sim.view.say import money
from tui.goals import said
from tui.lookahead import Lookahead, Tell, Thinker
from tui.messages import BotFailed, BotPlayed, LookaheadFailed, Reviewed
from tui.session import Session
from tui.text import DIM, Part, line

ENDS = {"goal": "has reached the goal", "draw": "has survived without the goal", "fired": "was fired"}
"""How a bot's game ended, behind its title."""


class BesideYou:
    """The process in which the bot of a game plays it, from its start to its end; then the process ends."""

    def __init__(self, session: Session, lookahead: Lookahead, tell: Tell) -> None:
        self._session, self._lookahead, self._tell = session, lookahead, tell
        self._thinker: Thinker | None = None

    def begin(self) -> None:
        """Let the bot play, if there is one. Where no process can be started that is told."""
        setup = self._session.game.setup
        if not setup.beside:
            return
        try:
            self._thinker = self._lookahead.thinker(self._heard)
            self._thinker.ask(PlayBeside(setup))
        except Exception as error:  # whatever keeps a process from starting: the game goes on without
            self._tell(BotFailed(f"no process could be started ({error})"))

    def _heard(self, message: Message) -> None:
        """In the thread that listens."""
        if isinstance(message, Reviewed):
            self._tell(BotPlayed(message.told))
        elif isinstance(message, LookaheadFailed):
            self._tell(BotFailed(message.reason))

    def takes(self, event: BotPlayed) -> bool:
        """Take over how the bot stands after another move; whether it is asked for."""
        if self._thinker is None or not self._thinker.takes(event.told.generation):
            return False
        self._session.stands.append(event.told.what)
        if event.told.what.result is not None:
            self.end()
        return True

    def end(self) -> None:
        """End the process."""
        if self._thinker is not None:
            self._thinker.close()
            self._thinker = None


def title(session: Session) -> str:
    """What the bot of a game is called; empty where there is none."""
    return title_of(session.game.setup.beside)


def against(session: Session) -> str:
    """How the bot stands after as many moves as were made in the position that is looked at, in a sentence."""
    them, mine = session.bot_stand, session.own_stand
    if not session.game.setup.beside:
        return ""
    if not mine.moves:
        return f"{title(session)} plays beside you."
    if them is None:
        return f"{title(session)} is still thinking."
    if them.result is not None:
        return f"{title(session)} {ENDS[them.result.ending]}."
    return f"{title(session)} booked {money(them.bookings)}, you {money(mine.bookings)}."


def ended(session: Session) -> str:
    """How the bot's game ended, and what it reached, as far as that is known."""
    last = session.stands[-1] if session.stands else None
    if last is None or last.result is None:
        return "is still playing; it comes here when it has ended"
    return f"{ENDS[last.result.ending]}: {reached(session, last)}"


def books(session: Session) -> Iterator[Part]:
    """The same as rows of the books, with what counts for the goal."""
    them, mine = session.bot_stand, session.own_stand
    if not session.game.setup.beside:
        return
    yield against(session)
    if them is not None:
        yield line(("it has reached ", DIM), reached(session, them), (", you ", DIM), reached(session, mine))


def reached(session: Session, stand: Stand) -> str:
    """What somebody has reached of what the goal is set on."""
    return said(session.game.setup.scenario.goal.measure, stand.reached)
