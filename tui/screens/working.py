"""Waiting for long work: says what is done and how far it is, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from textual import on, work
from textual.widget import Widget
from textual.widgets import Button, ProgressBar, Static
from textual.worker import get_current_worker

from sim.base.progress import ProgressCallback, ProgressFactory, StoppedError
from tui.runtime.messages import Failed, Finished, ProgressMade, Stopped
from tui.screens.dialog import Dialog

DoneT = TypeVar("DoneT")

PATIENCE = 0.3
"""seconds; before the box is shown at all: what is ready at once needs no box."""


class Working(Dialog[DoneT | Exception | None], Generic[DoneT]):
    """Runs the work in a thread; the answer is what came of it, or the error, or nothing where it was stopped."""

    WAITS: ClassVar[bool] = False
    """Whether a stop waits until the work has ended, since what it holds must be given free before anything else; else
    it is left at once, and the work ends at its next step.
    """

    def __init__(self, title: str, told: str, work_: Callable[[ProgressFactory], DoneT]) -> None:
        self._told, self._work, self._stopping = told, work_, False
        super().__init__(title)

    def discard(self, done: DoneT) -> None:
        """Give free what came of work that was to be stopped."""

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
        self._begin()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _begin(self) -> None:
        worker = get_current_worker()

        def telling(what: str) -> ProgressCallback:
            def progress(done: int, of: int) -> bool:
                self.post_message(ProgressMade(done, of, what))
                return not worker.is_cancelled

            return progress

        try:
            self.post_message(Finished(self._work(telling)))
        except StoppedError:
            self.post_message(Stopped())
        except Exception as error:  # a dialog says it, whatever it is
            self.post_message(Failed(error))

    @on(ProgressMade)
    def _went_on(self, event: ProgressMade) -> None:
        if event.what and not self._stopping:
            far = f": {event.done:,} of {event.of:,}" if event.of else " ..."
            self.query_one(Static).update(f"{event.what}{far}")
        if event.of:
            self.query_one(ProgressBar).update(total=event.of, progress=event.done)

    @on(Finished)
    def _finished(self, event: Finished) -> None:
        event.stop()
        if self._stopping:  # it was ready before it could be stopped
            self.discard(event.result)
            self.answer(None)
        else:
            self.answer(event.result)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        event.stop()
        self.answer(event.error)

    @on(Stopped)
    def _stopped(self) -> None:
        self.answer(None)

    @on(Button.Pressed)
    def action_leave(self) -> None:
        """Stop the work."""
        self._stopping = True
        self.workers.cancel_node(self)
        self.query_one(Static).update("stopping ...")
        if not self.WAITS:
            self.answer(None)
