"""What a plain game is about at a moment: the game, what is being asked, what was listed, what the lookahead found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sim.analysis.moments.review import GameReview
from sim.base.errors import Trouble
from sim.cli.output import CommandError
from sim.game.game_tree import GameNode
from sim.model.move import Move
from sim.play.guide_progress import GuideProgress, PlayerProgress
from sim.play.session import Session
from sim.play.settings.settings import Settings
from sim.policy.notation import describe_move_in_words, format_move
from sim.text.position import format_time
from tui.plain.forecast_job import ForecastJob


class Question(Protocol):
    """Something asked that the next line answers."""

    @property
    def prompt(self) -> str:
        """What is asked, in a word."""
        ...

    @property
    def loose(self) -> bool:
        """Whether a command in its place is carried out, and the question is dropped."""
        ...

    def answer(self, desk: PlainSession, text: str) -> Iterable[str]:
        """Take the answer (empty: the usual one), and ask on or do what was asked for."""
        ...


@dataclass
class PlainSession:
    """What commands work on."""

    session: Session | None = None
    settings: Settings = field(default_factory=Settings)
    """what the player has set; `adopt` takes others over."""
    ahead: ForecastJob = field(default_factory=ForecastJob)
    reviews: dict[GameNode, GameReview] = field(default_factory=dict)
    """of games that are over, by their last position."""
    asking: Question | None = None
    guiding: GuideProgress | None = None
    """the guide at work, if there is one."""
    listed: tuple[Path, ...] = ()
    """records in the order in which they were listed last."""
    leaving: bool = False

    @property
    def game(self) -> Session:
        """The game. Refuses where there is none."""
        if self.session is None:
            raise refusal("there is no game yet", "`new` starts one, `games` lists the saved ones")
        return self.session

    @property
    def doing(self) -> PlayerProgress:
        """What the player has done by now, for the guide."""
        game = self.game.game
        return PlayerProgress(game.at.number, self.game.draft, game.held)

    @property
    def to_move(self) -> Session:
        """The game, where a move can be made. Refuses elsewhere."""
        session = self.game
        if not session.playing:
            raise refusal(
                "this is an old position",
                "`here` plays on from it, `return` goes back to the game",
            )
        if session.game.over:
            raise refusal(
                "the game is over", "`takeback` takes the last move back, `new` starts another game"
            )
        return session

    @property
    def prompt(self) -> str:
        """Where one is, in a few words."""
        if self.asking is not None:
            return self.asking.prompt
        if self.session is None:
            return "Start"
        place = f"{format_time(self.session)}"
        place = f"{place[0].upper()}{place[1:]}"
        if not self.session.playing:
            return f"{place}, looked at"
        return f"{place}, game over" if self.session.game.over else place

    def adopt(self, settings: Settings) -> None:
        """Do as it is set from now on. A number of futures of this talk alone stays, unless another one is set."""
        if settings.strength != self.settings.strength:
            self.ahead.obey(settings)
        self.settings = settings

    def written(self, move: Move) -> str:
        """A move of the seats that are held: short as it is typed, or in words where that is set."""
        say = describe_move_in_words if self.settings.notation == "words" else format_move
        return say(move, self.game.game.held)

    def open(self, session: Session) -> None:
        """Take up another game; the one before is saved."""
        self.close()
        self.session = session
        self.guiding = None if session.guide is None else GuideProgress(session.guide, self.doing)

    def close(self) -> None:
        """Give the record free, after another try to save what is not saved."""
        session = self.session
        if session is not None:
            if session.unsaved is not None:
                session.save()
            session.close()
            self.session = None  # not before: it may have to be rescued


def refusal(message: str, remedy: str) -> CommandError:
    """The error that something cannot be done, and what can."""
    return CommandError(Trouble("", message, remedy))
