"""The bot that plays against the player: the process in which it plays."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message

from sim.play.companion_request import CompanionRequest
from sim.play.session import Session
from tui.runtime.messages import BotFailed, BotPlayed, LookaheadAnswered
from tui.thinking.envelope import Failure, Restarted
from tui.thinking.long_request import LongRequest
from tui.thinking.lookahead_clients import LookaheadClients


class BesideYou:
    """The process in which the bot of a game plays it, from its start to its end; then the process ends."""

    def __init__(
        self, session: Session, lookahead: LookaheadClients, tell: Callable[[Message], object]
    ) -> None:
        self._session, self._asking, self._tell = session, LongRequest(lookahead), tell

    def begin(self) -> None:
        """Start the bot, if there is one."""
        setup = self._session.game.setup
        if setup.beside:
            self._asking.ask(CompanionRequest(setup), self._heard)

    def _heard(self, answer: LookaheadAnswered) -> None:
        """Runs in the client's thread. A bot whose process ended is started once more, so that is not reported."""
        if isinstance(answer.payload, Failure):
            self._tell(BotFailed(answer.payload.reason))
        elif not isinstance(answer.payload, Restarted):
            self._tell(BotPlayed(answer))

    def takes(self, event: BotPlayed) -> bool:
        """Take over the bot's standing after another move. Returns whether it was requested and is new."""
        stand, known = event.answer.payload, self._session.bot_standings
        if not self._asking.takes(event.answer) or (known and stand.moves <= known[-1].moves):
            return False
        known.append(stand)
        if stand.result is not None:
            self.end()
        return True

    def end(self) -> None:
        """End the process."""
        self._asking.end()
