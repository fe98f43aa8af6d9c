"""A new game: which scenario, which seat, how often to move, which seed."""

from __future__ import annotations

from pathlib import Path

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from sim.cli.output import CommandError
from sim.cli.seeds import seed
from sim.lookahead.masters import opponent_title
from sim.play.start import NewGame
from sim.research.character.measured_characters import find_measured_character
from sim.scenario.load import load_builtin_scenarios, load_scenario
from sim.scenario.organisation import Cadence
from tui.content.scenario_entry import ScenarioEntry, scenario_details, scenario_title
from tui.drawing.text import DIM, line
from tui.keyboard.keys import DIALOG, FORM
from tui.runtime.errors import error_lines
from tui.runtime.messages import Failed, GameChosen, ScenarioFound, ScenariosListed
from tui.screens.leaving import leave
from tui.widgets.choice import ChoiceField
from tui.widgets.keys_line import KeysLine
from tui.widgets.options import Options
from tui.widgets.panel import ScrollText
from tui.widgets.still_input import StillInput

OWN = "own"
"""Id of the entry for a file of the user's own."""

STARTS = "enter or a second click starts, tab leads on"
LEADS = "enter leads to the path of your file, tab leads on"
READS = "enter reads the file, tab leads on"
"""What enter does: with a scenario, with a file of the user's own, and in the line for its path."""

CADENCES: tuple[Cadence, ...] = ("quarter", "month")

SEATS = {
    "team": "sellers, managers and leaders",
    "leader": "the leaders",
    "manager": "the managers",
    "seller": "the sellers",
}
"""Which seats the holder of a seat decides for."""


class NewGameScreen(Screen[None]):
    """Scenarios to the left, what they are to the right, how to play below."""

    BINDINGS = [*FORM.bindings(), *DIALOG.bindings()]  # noqa: RUF012  # as Textual has it

    def __init__(self, own: Path | None = None, bot: str = "", watched: bool = False) -> None:
        super().__init__()
        self._bot, self._watched = bot, watched
        """name of the bot that is played against, or watched; empty for none."""
        self._own_path = own
        """a file of the user's own that is listed as well."""
        self._browsed: list[ScenarioEntry] = []

    def compose(self) -> ComposeResult:
        """List, details, choices."""
        with Horizontal(id="new-game"):
            choices = Options(id="scenarios", reads=True)
            choices.border_title, choices.border_subtitle = "Scenarios", "difficulty 0 to 10"
            yield choices
            with Vertical(id="scenario-side"):
                with ScrollText(id="scenario-details"):
                    yield Static(id="scenario-text", markup=False)
                yield StillInput(
                    placeholder="path of a scenario, as in my_firm.yaml", id="own-path", compact=True
                )
        with Vertical(id="how") as how:
            how.border_title = Content(self._how())
            yield ChoiceField("Seat", id="seat")
            yield ChoiceField("Moves", id="cadence")
            with Horizontal(id="seed-line"):
                yield Static(" Seed        ", id="seed-label")
                yield StillInput(placeholder="drawn at random", compact=True, id="seed")
                yield Button("Start", id="start", compact=True)
            yield Static(id="how-told", markup=False)
        yield KeysLine()

    def _how(self) -> str:
        who = opponent_title(self._bot)
        if not self._bot:
            return "How to play it"
        return f"How {who} plays it" if self._watched else f"How to play it: {who} plays beside you"

    def action_leave(self) -> None:
        """Back."""
        leave(self)

    def on_mount(self) -> None:
        """Find the scenarios."""
        self.query_one("#own-path").display = False
        self._tell()
        self._find()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _find(self) -> None:
        try:
            found = load_builtin_scenarios()
            self.post_message(
                ScenariosListed(tuple(ScenarioEntry(s, character=find_measured_character(s)) for s in found))
            )
        except Exception as error:  # it is shown, whatever it is
            self.post_message(Failed(error))

    @on(ScenariosListed)
    def _found(self, event: ScenariosListed) -> None:
        self._browsed = list(event.browsed)
        if self._own_path is not None:  # enter must not start another scenario before it is listed
            self._load(str(self._own_path))
            return
        self._list(0)
        self.query_one("#scenarios").focus()

    def _list(self, highlighted: int) -> None:
        choices = self.query_one("#scenarios", OptionList)
        own = Option(Content("A file of your own ..."), id=OWN)
        choices.set_options([*(Option(scenario_title(one.scenario)) for one in self._browsed), own])
        choices.highlighted = highlighted

    @property
    def _chosen(self) -> ScenarioEntry | None:
        """The scenario that is highlighted; None for a file of the user's own."""
        at = self.query_one("#scenarios", OptionList).highlighted
        return None if at is None or at >= len(self._browsed) else self._browsed[at]

    @property
    def _cadence(self) -> Cadence:
        """How often to move."""
        return CADENCES[self.query_one("#cadence", ChoiceField).at]

    @on(OptionList.OptionHighlighted)
    def _look_at(self) -> None:
        chosen = self._chosen
        self.query_one("#own-path").display = chosen is None
        self._say_what_enter_does()
        self.query_one("#scenario-details").scroll_home(animate=False, immediate=True)
        if chosen is None:
            told_ = "Enter the path of a scenario. `tactegic new NAME` writes one to start from."
            self.query_one("#scenario-text", Static).update(told_)
            return
        self.query_one("#seat", ChoiceField).offer(chosen.scenario.seats)
        cadence = CADENCES.index(chosen.scenario.organisation.cadence)
        self.query_one("#cadence", ChoiceField).offer([f"every {word}" for word in CADENCES], cadence)
        self._changed()

    @on(events.DescendantFocus)
    def _say_what_enter_does(self) -> None:
        reads = self._chosen is None and self.focused is self.query_one("#own-path")
        does = STARTS if self._chosen is not None else READS if reads else LEADS
        self.query_one("#how").border_subtitle = does if self._browsed else ""

    @on(ChoiceField.Changed)
    @on(Input.Changed, "#seed")
    def _changed(self) -> None:
        chosen = self._chosen
        if chosen is not None:
            self.query_one("#scenario-text", Static).update(scenario_details(chosen, self._cadence))
        self._tell()

    def _tell(self, problem: str = "") -> None:
        told_ = line((problem or self._decides(), "" if problem else DIM))
        self.query_one("#how-told", Static).update(told_)

    def _decides(self) -> str:
        seat = self.query_one("#seat", ChoiceField).word
        whom = SEATS.get(seat)
        who = f"{opponent_title(self._bot)} decides" if self._watched else "You decide"
        rest = "" if seat == "team" else f"; {'another' if self._watched else 'a'} bot runs the rest"
        return "" if whom is None else f"{who} for {whom}{rest}."

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_go_on()

    @on(Input.Submitted, "#own-path")
    def _own(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.query_one("#scenario-text", Static).update("reading ...")
            self._load(event.value.strip())

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _load(self, path: str) -> None:
        try:
            loaded = load_scenario(path)
            self.post_message(ScenarioFound(loaded.scenario, tuple(map(str, loaded.warnings))))
        except Exception as error:  # it is shown, whatever it is
            self.post_message(Failed(error))

    @on(ScenarioFound)
    def _own_found(self, event: ScenarioFound) -> None:
        self._own_path = None
        self._browsed.insert(0, ScenarioEntry(event.scenario, event.warnings))
        self._list(0)
        self.query_one("#scenarios").focus()

    @on(Failed)
    def _not_found(self, event: Failed) -> None:
        if self._own_path is not None:  # it was listed, and is gone
            self.query_one("#own-path", Input).value = str(self._own_path)
            self._own_path = None
            self._list(len(self._browsed))
            self.query_one("#scenarios").focus()
            self.call_after_refresh(self._not_found, event)
            return
        self.query_one("#scenario-text", Static).update(Content("\n\n".join(error_lines(event.error))))

    @on(Button.Pressed, "#start")
    @on(Input.Submitted, "#seed")
    def action_go_on(self) -> None:
        """Start the chosen game; for a file of the user's own, ask for its path first."""
        chosen, typed = self._chosen, self.query_one("#seed", Input).value.strip()
        if chosen is None:
            self.set_focus(self.query_one("#own-path"))
            return
        try:
            given = seed(typed, "seed") if typed else None
        except CommandError as error:
            self._tell("; ".join(f"{t.message}; {t.remedy}" for t in error.troubles))
            return
        seat = chosen.scenario.seats[self.query_one("#seat", ChoiceField).at]
        self.post_message(
            GameChosen(
                NewGame(chosen.scenario, seat, self._cadence, given, bot=self._bot, watched=self._watched)
            )
        )
