"""Messages of workers and widgets to screens: facts in the past tense. Only their handlers touch widgets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.message import Message

from tui.thinking.envelope import Failure, Restarted

if TYPE_CHECKING:  # the sender of a message imports what it carries
    from sim.analysis.why.explanation import Explanation
    from sim.game.game_tree import GameNode
    from sim.game.replay import ReplayReport
    from sim.game.store import SavedGameEntry
    from sim.model.move import Move
    from sim.play.session import Session
    from sim.play.start import NewGame
    from sim.scenario.guide import Guide
    from sim.scenario.scenario import Scenario
    from tui.content.scenario_entry import ScenarioEntry
    from tui.thinking.client import Client


@dataclass
class ProgressMade(Message):
    """Long work made progress."""

    done: int
    of: int
    """0 if it is not known."""
    what: str = ""
    """What is being done, if there are several things to do."""

    def can_replace(self, message: Message) -> bool:
        """Only the latest counts."""
        return isinstance(message, ProgressMade)


@dataclass
class GameLoaded(Message):
    """What a game needs is loaded."""


@dataclass
class GameOpened(Message):
    """A game is ready to be played."""

    session: Session
    replayed: ReplayReport | None = None
    """how a saved game came out, where it was one."""


@dataclass
class Finished(Message):
    """Long work came to its end."""

    result: Any


@dataclass
class Failed(Message):
    """Work ended in an error."""

    error: Exception


@dataclass
class Stopped(Message):
    """The user stopped long work."""


@dataclass
class MovePlayed(Message):
    """The period of a move was simulated, and the game was saved (or the session says why not)."""


@dataclass
class GameSaved(Message):
    """The game was saved, or the session says why not."""


@dataclass
class ScenarioFound(Message):
    """A scenario of the user's own was loaded."""

    scenario: Scenario
    warnings: tuple[str, ...]


@dataclass
class ScenarioWritten(Message):
    """A scenario was made of the user's own data, and is to be played."""

    path: Path


@dataclass
class Drafted(Message):
    """The player changed the move being prepared, the session's draft."""


@dataclass
class MoveTyped(Message):
    """The player typed a whole move."""

    move: Move


@dataclass
class GamesListed(Message):
    """The saved games were looked through."""

    games: list[SavedGameEntry]


@dataclass
class RecordChosen(Message):
    """The player chose a saved game to go on with."""

    path: Path
    from_start: bool = False
    """whether it is looked at from its first move."""


@dataclass
class GameChosen(Message):
    """The player chose what the new game is to be."""

    game: NewGame


@dataclass
class BotChosen(Message):
    """The player chose a bot, to watch it or to play against it."""

    name: str
    watched: bool


@dataclass
class BotPlayed(Message):
    """The bot beside the player made another move."""

    answer: LookaheadAnswered
    """with a `sim.play.companion_bot.GameStanding`."""


@dataclass
class BotFailed(Message):
    """The bot beside the player plays no more."""

    reason: str


@dataclass
class TutorialChosen(Message):
    """The player chose a tutorial to be led through."""

    guide: Guide


@dataclass
class ScenariosListed(Message):
    """The built-in scenarios were loaded, the easiest first."""

    browsed: tuple[ScenarioEntry, ...]


@dataclass
class LookaheadAnswered(Message):
    """A client of the lookahead has something to tell: the one envelope for all of it."""

    client: Client
    generation: int
    """of the request that it is about."""
    payload: Any
    """an answer to it (as `sim.lookahead.requests` has them), a `Failure`, or a `Restarted`."""

    @property
    def current(self) -> bool:
        """Whether nothing else has been asked since; what is not current is not to be shown."""
        return self.client.generation == self.generation

    def can_replace(self, message: Message) -> bool:
        """A later answer of the same client says all that this one does, or is to another request. What failed is told
        in any case.
        """
        return (
            isinstance(message, LookaheadAnswered)
            and message.client is self.client
            and message.generation >= self.generation
            and not isinstance(self.payload, Failure | Restarted)
        )


@dataclass
class PanelAsked(Message):
    """The player wants to know what the figures of a panel are."""

    name: str


@dataclass
class LineChosen(Message):
    """The player wants the first move of a line as the draft."""

    place: int
    """of the line, counted from 0."""


@dataclass
class SettingsChanged(Message):
    """The player changed settings; they count already."""

    names: frozenset[str]
    """of the settings."""


@dataclass
class SettingsStored(Message):
    """The settings were written, or not, and there is something to tell about it."""

    told: str


@dataclass
class WhyExplained(Message):
    """What changed since the move before was worked out, or could not be."""

    node: GameNode
    explanation: Explanation | None
    """None where it failed."""
