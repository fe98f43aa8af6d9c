"""A new game from a CRM, first step: which export, whether names are masked, and where the results go."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Input, Static

from sim.base.confinement import is_confined, list_user_files
from sim.base.problems import InputError, escape_text
from sim.crm.intake.preview import ExportPreview
from tui.content.crm_rows import describe_file_problem
from tui.controllers.calibration import Walk, trouble_of
from tui.drawing.text import DIM, join_lines
from tui.keyboard.keys import DIALOG, FORM
from tui.runtime.errors import MAX_LINES, error_lines
from tui.screens.crm_columns import CrmColumnsScreen
from tui.screens.leaving import leave
from tui.screens.working import Working
from tui.widgets.choice import ChoiceField
from tui.widgets.keys_line import KeysLine
from tui.widgets.still_input import StillInput

TOLD = join_lines(
    [
        "Your own firm as a game: give the deals as your CRM exports them, a CSV file, a workbook (xlsx) or a folder "
        "with files of deals and, if you have them, teams, products and accounts. The next step shows how it is read. "
        "All of it is read on this machine; nothing leaves it.",
        "",
    ]
)

TOLD_IN_BROWSER = join_lines(
    [
        "Your own firm as a game: upload the deals as your CRM exports them, with `Files` at the top of this page, and "
        "give the name of the file here; a full stop means everything that you uploaded, if deals, teams, products and "
        "accounts are files of their own.",
        "",
        "The next step shows how it is read. It stays on the machine that serves this page, in a folder that is yours "
        "alone; results are written there, and `Files` gives them to you.",
        "",
    ]
)
"""If the game is played in a browser."""

MAX_NAMED = 8
"""Files of a player that are named in the form."""

NAMES = {
    "masked": "Sellers are called Seller 01, Seller 02 and so on in all that is written.",
    "kept": "Sellers keep their names: in the scenario, the report and saved games.",
}


class CrmFileScreen(Screen[None]):
    """A form, with what is wrong below."""

    BINDINGS = [*FORM.bindings(), *DIALOG.bindings()]  # noqa: RUF012  # as Textual has it

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self._walk = walk

    def compose(self) -> ComposeResult:
        """Text, fields, button."""
        with Vertical(classes="crm") as box:
            box.border_title = "A new game from your CRM: 1 of 4, the file"
            box.border_subtitle = "enter reads it, tab leads on"
            yield Static(TOLD_IN_BROWSER if is_confined() else TOLD)
            with Horizontal(classes="crm-line"):
                yield Static(" Export", classes="crm-label")
                yield StillInput(
                    self._walk.typed,
                    placeholder=_input_hint(),
                    id="crm-path",
                    compact=True,
                )
            with Horizontal(classes="crm-line"):
                yield Static(" Read as in", classes="crm-label")
                yield StillInput(
                    self._walk.typed_mapping,
                    placeholder="only to read it as another: its file that ends in .map.yaml",
                    id="crm-mapping",
                    compact=True,
                )
            yield ChoiceField("Names", tuple(NAMES), id="crm-names")
            yield Static(id="crm-names-told", markup=False)
            if not is_confined():
                with Horizontal(classes="crm-line"):
                    yield Static(" Results in", classes="crm-label")
                    yield StillInput(self._walk.typed_folder, id="crm-folder", compact=True)
            with Horizontal(classes="crm-buttons"):
                yield Button("Read it", id="crm-read", compact=True)
            with VerticalScroll(can_focus=False):
                yield Static(id="crm-wrong", markup=False)
        yield KeysLine()

    def on_mount(self) -> None:
        """As it was left."""
        self.query_one(ChoiceField).at = int(self._walk.keep_names)
        self._tell_names()
        self.query_one("#crm-path").focus()

    def action_leave(self) -> None:
        """Back to the menu; what was typed is kept."""
        leave(self)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.input.id == "crm-path":
            self._walk.typed = event.value
        elif event.input.id == "crm-mapping":
            self._walk.typed_mapping = event.value
        else:
            self._walk.typed_folder = event.value
        self._tell("")

    @on(ChoiceField.Changed)
    def _tell_names(self) -> None:
        choice = self.query_one(ChoiceField)
        self._walk.keep_names = bool(choice.at)
        self.query_one("#crm-names-told", Static).update(Content.styled(NAMES[choice.word], DIM))

    @on(Button.Pressed)
    @on(Input.Submitted)
    def action_go_on(self) -> None:
        """Read the file."""
        walk = self._walk
        for name, typed, missing in (
            ("#crm-path", walk.typed, "Type or paste the path of a CSV file, a workbook or a folder first."),
            ("#crm-folder", walk.typed_folder, "Say in which folder the results are to be written."),
        ):
            if not typed.strip() and self.query(name):
                self._refuse(name, missing)
                return
        for name, step in (("#crm-path", walk.locate), ("#crm-mapping", walk.load)):
            try:
                step()
            except InputError as error:
                self._refuse(name, "\n".join(map(describe_file_problem, error.problems)))
                return
        if trouble := trouble_of(walk.folder):
            self._refuse("#crm-path" if is_confined() else "#crm-folder", trouble)
            return
        if self.is_active:  # a key that is pressed twice reads once
            self.app.push_screen(Working("Reading the export", "reading ...", walk.read), self._read)

    def _read(self, result: ExportPreview | Exception | None) -> None:
        if isinstance(result, ExportPreview):
            self._walk.take_in(result)
            self._tell("")
            self.app.push_screen(CrmColumnsScreen(self._walk))
        elif result is not None:
            wrong = (
                [describe_file_problem(one) for one in result.problems]
                if isinstance(result, InputError)
                else error_lines(result)
            )
            self._refuse("#crm-path", "\n\n".join(wrong[:MAX_LINES]))

    def _refuse(self, name: str, why: str) -> None:
        """Say what is wrong with a field, and lead there."""
        self._tell(why)
        self.query_one(name).focus()

    def _tell(self, text: str) -> None:
        self.query_one("#crm-wrong", Static).update(text)


def _input_hint() -> str:
    """What is to be typed as the export."""
    if not is_confined():
        return "path of a CSV file, a workbook (xlsx) or a folder"
    names = [escape_text(name) for name in list_user_files()[:MAX_NAMED]]
    return (
        f"one of {', '.join(names)}"
        if names
        else "nothing is uploaded yet: see Files, at the top of the page"
    )
