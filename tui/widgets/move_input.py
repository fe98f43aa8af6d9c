"""The line in which a move is typed, and what is wrong with it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from sim.policy.notation import MAX_MOVE_CHARACTERS
from sim.text.screen import TYPED_MOVE_DRAFTS, TYPED_MOVE_PLAYS
from tui.drawing.text import DIM, line
from tui.keyboard.keys import GAME, insert_keys
from tui.widgets.still_input import StillInput


class MoveInput(Horizontal):
    """An input for a move. Posts `Edited` with every change, then `Entered` or, if it is cancelled, `Left`."""

    BINDINGS = GAME.bindings("game.return")

    class Edited(Message):
        """The text changed."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class Entered(Message):
        """The text is complete."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class Left(Message):
        """The player cancelled."""

    _hint = TYPED_MOVE_PLAYS

    def compose(self) -> ComposeResult:
        """Prompt, input, verdict."""
        yield Static(":", id="typed-prompt")
        yield StillInput(
            placeholder="S25 M35 L70 r30", max_length=MAX_MOVE_CHARACTERS, compact=True, id="typed-text"
        )
        yield Static(id="typed-verdict", markup=False)

    def open(self, *, guided: bool = False) -> None:
        """Begin to type. In a tutorial (`guided`) enter only drafts the move."""
        self._hint = TYPED_MOVE_DRAFTS if guided else TYPED_MOVE_PLAYS
        self.display = True
        self.query_one(Input).value = ""
        self.judge("")
        self.screen.set_focus(self.query_one(Input))

    def judge(self, problem: str) -> None:
        """Show a problem, or if it is empty, the keys."""
        hint = Content(problem) if problem else line((insert_keys(self._hint), DIM))
        self.query_one("#typed-verdict", Static).update(hint)

    def action_return(self) -> None:
        """Cancel."""
        self.post_message(self.Left())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Edited(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(event.value))
