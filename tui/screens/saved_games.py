"""The saved games, the latest first: search, resume, step through, export. Broken records are listed with what is
wrong.
"""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from sim.base.places import games_folder
from sim.base.problems import format_file_name
from sim.base.progress import ProgressFactory
from sim.cli.export import Exported, deals_said, differs, export_beside
from sim.game.store import SavedGameEntry, list_saved_games
from sim.text.figures import count_noun
from tui.content.saved_game import saved_game_lines, saved_games_head
from tui.drawing.text import DIM, line
from tui.keyboard.keys import DIALOG, SAVED, current_key, insert_keys
from tui.runtime.errors import error_lines
from tui.runtime.messages import Failed, GamesListed, RecordChosen
from tui.screens.dialog import Notice
from tui.screens.leaving import leave, put_over
from tui.screens.working import Working
from tui.widgets.keys_line import KeysLine
from tui.widgets.options import Options
from tui.widgets.search import SearchLine, step_in

SEARCHED = "search: type a scenario, a seat, a date, how it ended"
LOOKING = "Looking for saved games ..."
FOLDED = "{games} without a move; enter lists them too"
FOLD = "fold"
"""Id of the entry for all games without a move."""

MIN_WIDTH, PADDING = 74, 2
"""cells; of the list in a small window, and at the sides of its entries."""

NONE = "There are no saved games yet."
NOTHING = "No game matches. Type less, or leave the search with {dialog.leave}."
LIE = "They are in {place}. Enter or a second click resumes one."


class SavedGamesScreen(Screen[None]):
    """A list to choose from, with a line to search in it."""

    BINDINGS = [*DIALOG.bindings(), *SAVED.bindings()]  # noqa: RUF012  # as Textual has it

    AUTO_FOCUS = "#saved-games"

    def __init__(self) -> None:
        super().__init__()
        self._games: list[SavedGameEntry] | None = None
        """those that were found; None during the search for them."""
        self._found: list[SavedGameEntry] = []
        self._unfolded = False
        """whether games without a move are listed too."""

    def compose(self) -> ComposeResult:
        """Note, search, list."""
        with Vertical(id="saved"):
            yield Static(LOOKING, id="saved-note", markup=False)
            yield SearchLine(placeholder=SEARCHED, id="saved-search", compact=True)
            yield Static(id="saved-head", markup=False)
            yield Options(id="saved-games", reads=True)
        yield KeysLine()

    def action_leave(self) -> None:
        """Out of the search, else back to the menu."""
        if self._search.value or self._search.has_focus:
            self._search.value = ""
            self._to_list()
        else:
            leave(self)

    def on_mount(self) -> None:
        """Start reading them."""
        self._list()

    @property
    def _search(self) -> SearchLine:
        return self.query_one("#saved-search", SearchLine)

    @property
    def _choices(self) -> OptionList:
        return self.query_one("#saved-games", OptionList)

    @property
    def _game(self) -> SavedGameEntry | None:
        """The game that is highlighted."""
        at = self._choices.highlighted
        return None if at is None or at >= len(self._found) else self._found[at]

    def _to_list(self) -> None:
        self.set_focus(self._choices)

    @work(thread=True, exclusive=True, exit_on_error=False, group="list")
    def _list(self) -> None:
        try:
            self.post_message(GamesListed(list_saved_games()))
        except Exception as error:  # it is shown, whatever it is
            self.post_message(Failed(error))

    @on(GamesListed)
    def _listed(self, event: GamesListed) -> None:
        self._games = event.games
        if not event.games:
            self._to_list()
        self._search.display = bool(event.games)
        self._show()

    @on(Input.Changed, "#saved-search")
    def _show(self) -> None:
        """Show the games that have what was typed."""
        games = [game for game in self._games or () if self._unfolded or not game.empty]
        self._found = [game for game in games if _has(game, self._search.value)]
        self._write()
        self._choices.highlighted = 0 if self._choices.option_count else None
        self.query_one("#saved-note", Static).update(self._note())

    def _write(self) -> None:
        """Write the list to fit its width. Games without a move are one entry at its end."""
        width = (self._choices.scrollable_content_region.width or MIN_WIDTH) - PADDING
        self.query_one("#saved-head", Static).update(line((f" {saved_games_head(width)}", DIM)))
        options = [Option(saved_game_lines(game, width)) for game in self._found]
        if self._folded and not self._search.value:
            options.append(
                Option(line((FOLDED.format(games=count_noun(self._folded, "game")), DIM)), id=FOLD)
            )
        self._choices.set_options(options)

    def on_resize(self) -> None:
        """Fit the list to the width."""
        self.call_after_refresh(self._write_anew)

    def _write_anew(self) -> None:
        at = self._choices.highlighted
        self._write()
        self._choices.highlighted = at

    @property
    def _folded(self) -> int:
        """Games without a move that are not listed."""
        return 0 if self._unfolded else sum(game.empty for game in self._games or ())

    def _note(self) -> str:
        if self._games is None:
            return LOOKING
        if not self._games:
            return NONE
        if self._folded == len(self._games):
            return LIE.format(place=format_file_name(str(games_folder())))
        if not self._found:
            return insert_keys(NOTHING)
        return LIE.format(place=format_file_name(str(games_folder())))

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self.query_one("#saved-note", Static).update("\n".join(error_lines(event.error)))

    @on(SearchLine.Stepped)
    def _go(self, event: SearchLine.Stepped) -> None:
        step_in(self._choices, event.step)

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    def _chosen(self, event: OptionList.OptionSelected | Input.Submitted) -> None:
        event.stop()
        if self._game is None and self._choices.highlighted is not None:
            self._unfolded = True
            self._show()
        elif self._game is not None:
            self.post_message(RecordChosen(self._game.path))

    def action_find(self) -> None:
        """Go to the search line."""
        if self._games == []:
            self.notify(NONE, markup=False)
        else:
            self.set_focus(self._search)

    def open_for(self, text: str) -> str:
        """Search for pasted text, with or without the key that opens the search line in front of it."""
        self.action_find()
        return text.removeprefix(current_key("saved.find"))

    def action_look_through(self) -> None:
        """Open the highlighted game at its first position."""
        if self._game is None:
            self.notify(self._note(), markup=False)
        else:
            self.post_message(RecordChosen(self._game.path, from_start=True))

    def action_export(self) -> None:
        """Write the highlighted game's deals next to its record."""
        game = self._game
        if game is None:
            self.notify(self._note(), markup=False)
            return

        def work_(telling: ProgressFactory) -> Exported:
            return export_beside(game.path, telling("Playing it again: move"))

        put_over(self, Working("Export", "Playing it again ...", work_), self._exported)

    def _exported(self, done: Exported | Exception | None) -> None:
        if isinstance(done, Exported):
            lines = [
                f"Written: {format_file_name(str(done.path))}",
                f"{deals_said(done.rows)}, up to where the game is.",
            ]
            if done.replayed.differences:
                lines.append(differs(done.replayed, done.path))
            self.app.push_screen(Notice("Exported", lines))
        elif done is not None:
            self.app.post_message(Failed(done))


def _has(game: SavedGameEntry, typed: str) -> bool:
    """Whether all typed words are in what the list says about a game."""
    said = saved_game_lines(game).plain.casefold()
    return all(word in said for word in typed.casefold().split())
