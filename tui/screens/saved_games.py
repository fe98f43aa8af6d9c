"""The saved games, the latest first; broken records with what is wrong with them."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from sim.game.places import games_folder
from sim.game.store import Listed, listed
from sim.scenario.problems import plain_file
from sim.view.say import counted
from tui.goals import ENDED
from tui.keys import DIALOG
from tui.messages import Failed, GamesListed, RecordChosen
from tui.text import DIM, fit, line
from tui.troubles import told


class SavedGamesScreen(Screen[None]):
    """A list to choose from."""

    BINDINGS = DIALOG.bindings()

    def __init__(self) -> None:
        super().__init__()
        self._games: list[Listed] = []

    def compose(self) -> ComposeResult:
        """List and note."""
        with Vertical(id="saved"):
            yield Static("Looking for saved games ...", id="saved-note", markup=False)
            yield OptionList(id="saved-games", markup=False)
        yield Footer(compact=True)

    def action_leave(self) -> None:
        """Back to the menu."""
        self.dismiss(None)

    def on_mount(self) -> None:
        """Look through them."""
        self._list()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _list(self) -> None:
        try:
            self.post_message(GamesListed(listed()))
        except OSError as error:
            self.post_message(Failed(error))

    @on(GamesListed)
    def _listed(self, event: GamesListed) -> None:
        self._games = event.games
        note = f"They lie in {games_folder()}" if event.games else "There are no saved games yet."
        self.query_one("#saved-note", Static).update(note)
        choices = self.query_one(OptionList)
        choices.set_options([Option(_entry(game)) for game in event.games])
        choices.highlighted = 0 if event.games else None
        choices.focus()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self.query_one("#saved-note", Static).update("\n".join(told(event.error)))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(RecordChosen(self._games[event.option_index].path))


def _entry(game: Listed) -> Content:
    name = plain_file(game.path.name)
    if game.problem:
        return line(name, "\n", (f"  cannot be read: {game.problem}", DIM))
    far = ENDED.get(game.result, counted(game.moves, "move"))
    return line(
        fit(game.title, 28), f"{game.date}  ", fit(f"{game.seat}, {far}", 19), (f"seed {game.seed}", DIM), "\n",
        (f"  {name}", DIM),
    )  # fmt: skip
