"""A new game from a CRM, second step: which column says what, what words mean, and how things are written."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Button, OptionList, Static

from sim.crm.deals import LOST, OPEN, WON
from sim.crm.intake.preview import ExportPreview
from sim.crm.intake.read_export import IntakeResult
from sim.crm.ledger import RowLedger
from tui.content.crm_rows import file_level_problems, mapping_groups
from tui.controllers.calibration import Walk, WrittenCalibration
from tui.keyboard.keys import CRM, DIALOG, insert_keys
from tui.runtime.errors import error_lines
from tui.screens.choosing import Choosing
from tui.screens.crm_report import CrmReportScreen
from tui.screens.leaving import leave
from tui.screens.working import Working
from tui.widgets.fields import RowList
from tui.widgets.keys_line import KeysLine


class CrmColumnsScreen(Screen[None]):
    """A list of what was recognised. Rows that could not be decided are marked."""

    BINDINGS = [*DIALOG.bindings(), *CRM.bindings("crm.again")]  # noqa: RUF012  # as Textual has it

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self._walk = walk

    @property
    def _seen(self) -> ExportPreview:
        assert self._walk.seen is not None  # the step before has read it
        return self._walk.seen

    def compose(self) -> ComposeResult:
        """Note, rows, buttons."""
        with Vertical(classes="crm") as box:
            box.border_title = "A new game from your CRM: 2 of 4, the columns"
            box.border_subtitle = "in a row enter or a click chooses, tab leads to the buttons"
            yield Static(id="crm-note", markup=False)
            yield RowList(id="crm-fields")
            with Horizontal(classes="crm-buttons"):
                yield Button("Go on", id="crm-on", compact=True)
                yield Button("Read again", id="crm-again", compact=True)
        yield KeysLine()

    def on_mount(self) -> None:
        """Show what was read."""
        self._show_read()

    def action_leave(self) -> None:
        """Back to the file; what was chosen is kept."""
        leave(self)

    def _show_read(self) -> None:
        """Show what was read last, with the focus on what to do next: go on, or decide something."""
        self._show()
        wrong = bool(self._seen.problems)
        self.query_one("#crm-fields" if wrong else "#crm-on").focus()
        if wrong:
            self.call_after_refresh(self.query_one(RowList).to_first_problem)

    def _show(self) -> None:
        self.query_one(RowList).show(mapping_groups(self._seen, self._walk.shown))
        self._tell("\n".join([self._note(), *file_level_problems(self._seen)]))

    def _note(self) -> str:
        if self._walk.unread:
            return insert_keys(
                "You changed something. 'Read again' ({crm.again}) shows the effect; 'Go on' reads it again too."
            )
        taken = self._seen.result
        if taken is None:
            return insert_keys(
                "Some of it is unclear. Choose where there is a !, then read again ({crm.again})."
            )
        return f"{_counts(taken)} If the columns and words below are right, go on. {_below(taken.ledger)}"

    def _tell(self, text: str) -> None:
        self.query_one("#crm-note", Static).update(text)

    @on(RowList.Changed)
    def _changed(self, event: RowList.Changed) -> None:
        self._change(event.key, event.value)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = self.query_one(RowList).row
        if row is not None and self.is_active:
            self.app.push_screen(
                Choosing(row), lambda value: None if value is None else self._change(row.key, value)
            )

    def _change(self, key: str, value: str) -> None:
        self._walk.change(key, value)
        self._show()

    @on(Button.Pressed, "#crm-again")
    def action_read_again(self) -> None:
        """Apply what was changed."""
        self._read(False)

    @on(Button.Pressed, "#crm-on")
    def action_go_on(self) -> None:
        """To the report; what was changed is read first, and what is wrong stays here."""
        if self._walk.unread:
            self._read(True)
        elif self._seen.problems:
            self._show_read()
        else:
            self._calibrate()

    def _read(self, going_on: bool) -> None:
        def read(result: ExportPreview | Exception | None) -> None:
            if isinstance(result, ExportPreview):
                self._walk.take_in(result)
                self._show_read()
                if going_on and not result.problems:
                    self._calibrate()
            elif result is not None:
                self._tell("\n".join(error_lines(result)))

        if self.is_active:  # a key that is pressed twice reads once
            self.app.push_screen(Working("Reading the export", "reading ...", self._walk.read), read)

    def _calibrate(self) -> None:
        if self.is_active:
            work = Working("A scenario of your firm", "reading ...", self._walk.calibrate)
            self.app.push_screen(work, self._calibrated)

    def _calibrated(self, result: WrittenCalibration | Exception | None) -> None:
        if isinstance(result, WrittenCalibration):
            self.app.push_screen(CrmReportScreen(result))
        elif result is not None:
            self._tell("\n".join(error_lines(result)))


def _below(ledger: RowLedger) -> str:
    """Announces what is below the columns, so that it is not missed: '3 notes and 1 column that is not used follow.'"""
    notes, unused = len(ledger.notes), len(ledger.unused)
    parts = [f"{notes} note{'s' * (notes != 1)}"] if notes else []
    if unused:
        parts.append(f"{unused} column{'s' * (unused != 1)} not used")
    return f"Below them: {', '.join(parts)}." if parts else ""


def _counts(taken: IntakeResult) -> str:
    """'8,800 rows: 4,238 won, 2,473 lost, 2,089 open.'"""
    outcome, ledger = taken.deals.outcome, taken.ledger
    won, lost, open_ = (int((outcome == kind).sum()) for kind in (WON, LOST, OPEN))
    aside = ledger.set_aside.total()
    more = f", {aside:,} set aside" if aside else ""
    return f"{ledger.rows:,} rows: {won:,} won, {lost:,} lost, {open_:,} open{more}."
