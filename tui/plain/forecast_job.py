"""Looking ahead when it is asked for: the requests of the screen, carried out here and now, with a number of futures,
so that one seed gives one answer on any machine.
"""

from __future__ import annotations

from sim.base.errors import Trouble
from sim.cli.output import CommandError
from sim.game.game_tree import GameNode
from sim.lookahead.draft_effects import DraftEffect
from sim.lookahead.requests import DraftRequest, SearchRequest
from sim.lookahead.search_limit import SearchLimit
from sim.lookahead.snapshot import LookaheadSnapshot
from sim.model.move import Move
from sim.play.session import Session
from sim.play.settings.settings import Settings
from tui.plain.slow import as_far_as_it_goes, progress_teller, stoppable

USUAL_FUTURES = 2000
"""futures; of one look, where no strength is set: whoever waits for it wants an end."""

USUAL_LINES, MAX_LINES = 3, 6
"""lines."""

LOOKING, WEIGHING = "looking ahead, futures", "evaluating the move, step"

WEIGHING_STEPS = 4
"""steps; in which a move is weighed."""


class ForecastJob:
    """What was found by now. Stopped by Ctrl-C it tells what it has; where that is nothing it raises StoppedError."""

    def __init__(self) -> None:
        self.futures, self.lines = USUAL_FUTURES, USUAL_LINES
        self.stopped = False
        """whether what was told last was stopped before it was complete."""
        self._found: dict[tuple[GameNode, int, int], LookaheadSnapshot] = {}
        self._effects: dict[tuple[GameNode, Move], DraftEffect] = {}

    def obey(self, settings: Settings) -> None:
        """Play as many futures as is set."""
        self.futures = settings.futures or USUAL_FUTURES

    def look(self, session: Session) -> LookaheadSnapshot:
        """The lines of the position that is looked at, the best first."""
        _refuse_end(session)
        key = (session.shown, self.futures, self.lines)
        self.stopped = False
        if key in self._found:
            return self._found[key]
        request = SearchRequest(session.position, self.lines, SearchLimit(futures=self.futures))
        with stoppable() as stop:
            tell = progress_teller(LOOKING, stop)
            told = as_far_as_it_goes(
                request.answers(stop),
                lambda _, found: tell(min(found.futures, self.futures), self.futures),
            )
        self.stopped = stop()
        if not self.stopped:
            self._found[key] = told
        return told

    def effect(self, session: Session) -> DraftEffect:
        """What the draft would change: kept, against keeping the last move, and made once, against the best line."""
        _refuse_end(session)
        key = (session.shown, session.whole_draft)
        best = () if key in self._effects else self.look(session).lines[0].moves
        self.stopped = False
        if key in self._effects:
            return self._effects[key]
        request = DraftRequest(session.position, key[1], best)
        with stoppable() as stop:
            tell = progress_teller(WEIGHING, stop)
            told = as_far_as_it_goes(request.answers(stop), lambda step, _: tell(step, WEIGHING_STEPS))
        self.stopped = stop()
        if not self.stopped:
            self._effects[key] = told
        return told


def _refuse_end(session: Session) -> None:
    if session.shown.result is not None:
        remedy = "`back` looks at an earlier position, `takeback` takes the last move back"
        raise CommandError(Trouble("", "the game is over here, so there is nothing ahead", remedy))
