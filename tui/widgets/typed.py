"""The line in which a move is typed, with what is wrong with it beside it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from sim.policy.notation import MAX_MOVE_CHARACTERS
from tui.drawing.text import DIM, line
from tui.keyboard.keys import GAME, with_keys
from tui.widgets.still import StillInput

HINT = "enter plays it, {game.return} leaves"
DRAFTS = "enter drafts it, {game.return} leaves"
"""What enter does with a typed move; the second under a guide that has something to tell before it is played."""


class TypedMove(Horizontal):
    """An input for a move. Posts `Edited` with every change, `Entered` at its end, `Left` when it is given up."""

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
        """The player gave up typing."""

    _hint = HINT

    def compose(self) -> ComposeResult:
        """Prompt, input, verdict."""
        yield Static(":", id="typed-prompt")
        yield StillInput(
            placeholder="S25 M35 L70 r30", max_length=MAX_MOVE_CHARACTERS, compact=True, id="typed-text"
        )
        yield Static(id="typed-verdict", markup=False)

    def open(self, *, guided: bool = False) -> None:
        """Begin to type; under a guide what is typed may be drafted alone."""
        self._hint = DRAFTS if guided else HINT
        self.display = True
        self.query_one(Input).value = ""
        self.judge("")
        self.screen.set_focus(self.query_one(Input))

    def judge(self, problem: str) -> None:
        """Say what is wrong, or nothing."""
        hint = Content(problem) if problem else line((with_keys(self._hint), DIM))
        self.query_one("#typed-verdict", Static).update(hint)

    def action_return(self) -> None:
        """Give up."""
        self.post_message(self.Left())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Edited(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(event.value))
