"""Waiting for a game to be made ready: says how far it is, and can be stopped."""

from __future__ import annotations

from textual import on, work
from textual.widget import Widget
from textual.widgets import Button, ProgressBar, Static
from textual.worker import get_current_worker

from sim.game.progress import StoppedError
from tui.messages import Failed, Opened, Progressed, Stopped
from tui.screens.dialog import Dialog
from tui.starting import Work

PATIENCE = 0.3
"""seconds; before the box is shown at all: what is ready at once needs no box."""


class Preparing(Dialog[Opened | Exception | None]):
    """Runs the work; the answer is the game, or why there is none, or nothing where it was stopped."""

    def __init__(self, title: str, told: str, work_: Work) -> None:
        self._told, self._work, self._stopping = told, work_, False
        super().__init__(title)

    def inside(self) -> list[Widget]:
        """What is done, and how far."""
        return [Static(self._told, markup=False), ProgressBar(show_eta=False)]

    def buttons(self) -> dict[str, str]:
        """It can be stopped."""
        return {"stop": "Stop"}

    def on_mount(self) -> None:
        """Begin."""
        self.add_class("-waiting")
        self.set_timer(PATIENCE, lambda: self.remove_class("-waiting"))
        self._prepare()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _prepare(self) -> None:
        worker = get_current_worker()

        def progress(done: int, of: int) -> bool:
            self.post_message(Progressed(done, of))
            return not worker.is_cancelled

        try:
            self.post_message(Opened(*self._work(progress)))
        except StoppedError:
            self.post_message(Stopped())
        except Exception as error:  # whatever it is, it is told in a dialog
            self.post_message(Failed(error))

    @on(Progressed)
    def _went_on(self, event: Progressed) -> None:
        self.query_one(ProgressBar).update(total=event.of, progress=event.done)

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        event.stop()
        if self._stopping:  # it was ready before it could be stopped
            event.session.close()
            self.answer(None)
        else:
            self.answer(event)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        event.stop()
        self.answer(event.error)

    @on(Stopped)
    def _stopped(self) -> None:
        self.answer(None)

    @on(Button.Pressed)
    def action_leave(self) -> None:
        """Stop the work; it ends at its next step."""
        self._stopping = True
        self.workers.cancel_node(self)
        self.query_one(Static).update("stopping ...")
