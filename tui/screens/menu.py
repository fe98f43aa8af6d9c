"""The menu: resume the latest game, a new one, a saved one, help, leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sim.base.places import PlaceError, games_folder, list_records
from tui.drawing.text import DIM, STRONG, fit, join_lines, line
from tui.runtime.errors import error_lines
from tui.runtime.messages import Failed, GamesListed, RecordChosen
from tui.widgets.keys_line import KeysLine
from tui.widgets.options import Options

if TYPE_CHECKING:
    from sim.game.store import SavedGameEntry

WELCOME = join_lines(
    [
        ("T A C T E G I C", STRONG),
        "",
        "You run a sales organisation for three years.",
        "Each move you decide how much of your people's time belongs to this quarter",
        "and how much to the years to come. Then the market moves.",
    ]
)

GO_ON = "Resume the latest game"
LABEL, ABOUT = 29, 47
"""cells; of a choice, and of what it leads to."""


@dataclass(frozen=True)
class MenuEntry:
    """Something that can be chosen."""

    title: str
    about: str
    """what it leads to, in one line."""
    action: str


CHOICES = {
    "new": MenuEntry("New game", "Choose a scenario, a seat and how to move.", "app.new_game"),
    "crm": MenuEntry(
        "New game from your CRM", "Your own firm, from its deals as exported.", "app.new_game_from_crm"
    ),
    "tutorials": MenuEntry("Tutorials", "Learn to play, with one idea a move.", "app.tutorials"),
    "saved": MenuEntry("Saved games", "Resume one, step through it, export it.", "app.saved_games"),
    "bots": MenuEntry("Bots", "Watch one play, or play against it.", "app.bots"),
    "settings": MenuEntry("Settings", "Colours, symbols, motion, lookahead, keys.", "app.settings"),
    "glossary": MenuEntry("Glossary", "The words of the game, one meaning each.", "app.glossary"),
    "help": MenuEntry("Help", "How to play, and every key.", "app.help"),
    "quit": MenuEntry("Quit", "Games are saved as you play.", "app.quit"),
}


LATEST = "continue"
"""Id of the choice that resumes the latest game."""


class MenuScreen(Screen[None]):
    """What to do."""

    def __init__(self) -> None:
        super().__init__()
        self._latest: SavedGameEntry | None = None
        self._wanted = False
        """whether the latest game was chosen before it was found."""

    def compose(self) -> ComposeResult:
        """Welcome and choices."""
        with Vertical(id="menu-box"):
            yield Static(WELCOME, id="welcome")
            yield Options(
                *_looked_for(),
                *(Option(_entry(c.title, c.about), id=name) for name, c in CHOICES.items()),
                id="menu-choices",
            )
            yield Static(id="menu-note", markup=False)
        yield KeysLine()

    def on_screen_resume(self) -> None:
        """Look for the latest game whenever the menu is seen."""
        self.call_after_refresh(self._list)  # loading it earlier would delay the first screen

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _list(self) -> None:
        from sim.game.store import list_saved_games

        try:
            self.post_message(GamesListed(list_saved_games()))
        except Exception as error:  # it is shown, whatever it is
            self.post_message(Failed(error))

    @on(GamesListed)
    def _listed(self, event: GamesListed) -> None:
        good = [game for game in event.games if not game.problem]
        self._latest = next((game for game in good if not game.empty), good[0] if good else None)
        self._offer([] if self._latest is None else [Option(_going_on(self._latest), id=LATEST)])
        wanted, self._wanted = self._wanted, False
        if wanted and self._latest is not None:
            self._go_on()
        elif wanted:
            self.query_one("#menu-note", Static).update(
                "No saved game can be read; the list of them says why."
            )

    def _go_on(self) -> None:
        """Resume the latest game: now, or as soon as it is found."""
        self._wanted = self._latest is None
        if self._latest is not None and self.is_current:
            self.post_message(RecordChosen(self._latest.path))

    def _offer(self, first: list[Option]) -> None:
        """Put the latest game first. A choice that the player has moved to in the meantime stays highlighted."""
        choices = self.query_one(OptionList)
        others = [choices.get_option(name) for name in CHOICES]
        offered = [*first, *others]
        at = choices.highlighted or 0
        gone_to = choices.options[at].id if at else offered[0].id
        choices.set_options(offered)
        choices.highlighted = choices.get_option_index(gone_to or "")

    @on(Failed)
    def _not_listed(self, event: Failed) -> None:
        self.query_one("#menu-note", Static).update("\n".join(error_lines(event.error)))

    @on(OptionList.OptionSelected)
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id == LATEST:
            self._go_on()
        else:
            self._wanted = False
            await self.run_action(CHOICES[event.option_id or ""].action)


def _looked_for() -> list[Option]:
    """A placeholder for the latest game if there is one, so that the choices below do not move when it is found."""
    try:
        there = bool(list_records(games_folder()))
    except PlaceError:  # the list of games says so
        there = False
    return [Option(_entry(GO_ON, "looking for it ..."), id=LATEST)] if there else []


def _going_on(game: SavedGameEntry) -> Content:
    from sim.text.figures import count_noun
    from sim.text.goals import RESULT_WORDS

    far = RESULT_WORDS.get(game.result) or f"{count_noun(game.moves, 'move')} played"
    title = fit(game.title, ABOUT - len(far) - 2).rstrip()
    return _entry(GO_ON, f"{title}, {far}")


def _entry(title: str, about: str) -> Content:
    return line(fit(title, LABEL), (fit(about, ABOUT).rstrip(), DIM))
