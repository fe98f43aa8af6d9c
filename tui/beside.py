"""The bot that plays beside the player: the process in which it plays."""

from __future__ import annotations

from textual.message import Message

from sim.lookahead.beside import PlayBeside
from tui.asking import Asking
from tui.lookahead import Lookahead, Tell
from tui.messages import BotFailed, BotPlayed, LookaheadFailed, Reviewed
from tui.session import Session


class BesideYou:
    """The process in which the bot of a game plays it, from its start to its end; then the process ends."""

    def __init__(self, session: Session, lookahead: Lookahead, tell: Tell) -> None:
        self._session, self._asking, self._tell = session, Asking(lookahead), tell

    def begin(self) -> None:
        """Let the bot play, if there is one. Where no process can be started that is told."""
        setup = self._session.game.setup
        if not setup.beside:
            return
        try:
            self._asking.ask(PlayBeside(setup), self._heard)
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
        if not self._asking.takes(event.told.generation):
            return False
        self._session.stands.append(event.told.what)
        if event.told.what.result is not None:
            self.end()
        return True

    def end(self) -> None:
        """End the process."""
        self._asking.end()
