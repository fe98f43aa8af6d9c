"""A new game from a CRM, third step: the report, and where the files were written. The game is started from here."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Button, Static

from sim.base.problems import format_file_name
from tui.controllers.calibration import WrittenCalibration
from tui.drawing.markdown import render_markdown
from tui.keyboard.keys import CRM, DIALOG, insert_keys
from tui.runtime.messages import ScenarioWritten
from tui.screens.leaving import leave
from tui.widgets.keys_line import KeysLine
from tui.widgets.panel import ScrollText


class CrmReportScreen(Screen[None]):
    """The report, scrolling; below it the files."""

    BINDINGS = [*DIALOG.bindings(), *CRM.bindings("crm.on")]  # noqa: RUF012  # as Textual has it

    def __init__(self, done: WrittenCalibration) -> None:
        super().__init__()
        self._done = done

    def compose(self) -> ComposeResult:
        """Text, files, buttons."""
        with Vertical(classes="crm") as box:
            box.border_title = "A new game from your CRM: 3 of 4, the report"
            box.border_subtitle = insert_keys(
                "{scroll.down} and {scroll.page_down} read on, {crm.on} plays it"
            )
            with ScrollText(id="crm-report"):
                yield PaperText(self._done.report)
            yield Static(_files(self._done), id="crm-files", markup=False)
            with Horizontal(classes="crm-buttons"):
                yield Button("Play it", id="crm-play", compact=True)
        yield KeysLine()

    def on_mount(self) -> None:
        """Focus the text, which is to be read first."""
        self.query_one(ScrollText).focus()

    def action_leave(self) -> None:
        """Back to the columns."""
        leave(self)

    @on(Button.Pressed)
    def action_go_on(self) -> None:
        """To seat, cadence and seed."""
        self.post_message(ScenarioWritten(self._done.to.scenario))


class PaperText(Static):
    """Markdown, fitted to its width."""

    def __init__(self, markdown: str) -> None:
        super().__init__(markup=False)
        self._markdown = markdown

    def on_resize(self, event: events.Resize) -> None:
        """Fit it to the new width."""
        self.update(render_markdown(self._markdown, event.size.width))


def _files(done: WrittenCalibration) -> str:
    folder = format_file_name(str(done.to.scenario.parent))
    kinds = {
        done.to.scenario: "the scenario",
        done.to.report: "this report",
        done.to.page: "the same with pictures, for a browser",
        done.to.mapping: "how the file was read",
    }
    names = ", ".join(f"{format_file_name(path.name)} ({kinds[path]})" for path in done.written)
    text = f"Written in {folder}: {names}."
    if done.kept is not None:
        name = format_file_name(done.kept.scenario.stem)
        text += f"\nFiles of the name {name} were edited since they were written: they stay as they are."
    return text
