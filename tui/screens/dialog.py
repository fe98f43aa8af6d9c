"""What all dialogs have in common: a framed box in the middle, buttons below, escape leaves."""

from __future__ import annotations

from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Static

from tui.keyboard.keys import DIALOG, EVERYWHERE, insert_keys

ResultT = TypeVar("ResultT")

LEADS = "tab: next   {dialog.leave}: back"


class Dialog(ModalScreen[ResultT]):
    """A box with a title, something inside, and buttons. A dialog fills `inside` and says its `buttons`."""

    BINDINGS = [*DIALOG.bindings(), *EVERYWHERE.bindings("app.glossary")]  # noqa: RUF012  # as Textual has it

    def __init__(self, title: str) -> None:
        self.heading = title
        self._given: list[ResultT | None] = []
        super().__init__()

    def compose(self) -> ComposeResult:
        """Box, inside, buttons."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(self.heading)
            box.border_subtitle = Content(insert_keys(LEADS))
            yield from self.inside()
            buttons = self.buttons()
            if buttons:
                with Horizontal(classes="buttons"):
                    for name, label in buttons.items():
                        yield Button(Content(label), id=name, compact=True)

    def inside(self) -> list[Widget]:
        """The widgets inside the box."""
        return []

    def buttons(self) -> dict[str, str]:
        """Labels of the buttons by their ids; one leads back, for the mouse, where there is nothing to choose."""
        return {"back": "Back"}

    def answer(self, result: ResultT | None) -> None:
        """Leave with an answer. Only the first one counts; while another screen is over the dialog, it waits.

        `dismiss` would close the screen on top, whichever that is by the time a second press of a key is answered.
        """
        if not self._given:
            self._given.append(result)
            self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Leave, if an answer was given."""
        if self._given and self.is_active:
            self.dismiss(self._given[0])

    @on(Button.Pressed, "#back")
    def action_leave(self) -> None:
        """Leave without an answer."""
        self.answer(None)


class Notice(Dialog[str | None]):
    """Says something, and if there is a choice asks what to do. The answer is the button's id."""

    def __init__(self, title: str, told: list[str], choices: dict[str, str] | None = None) -> None:
        self._told, self._choices = told, choices or {"close": "Go on"}
        super().__init__(title)

    def inside(self) -> list[Widget]:
        """The text."""
        text = Content("\n\n").join(Content(paragraph) for paragraph in self._told)
        return [VerticalScroll(Static(text), classes="text", can_focus=False)]

    def buttons(self) -> dict[str, str]:
        """What can be chosen."""
        return self._choices

    @on(Button.Pressed)
    def _chosen(self, event: Button.Pressed) -> None:
        self.answer(event.button.id)
