"""The end: how the game ended, what it was worth, what the story says, where the record lies."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.widget import Widget
from textual.widgets import Button, Static

from sim.game.outcome import Result
from sim.scenario.problems import plain_file
from sim.view.say import money
from tui.goals import HEADLINES, TITLES, said
from tui.screens.dialog import Dialog
from tui.session import Session
from tui.text import DIM, STRONG, Part, line, lines
from tui.widgets.panel import ScrollText

CHOICES = {
    "look": "Look at the game",
    "takeback": "Take back",
    "menu": "Another game",
    "quit": "Quit",
}

REASONS = {"attainment": "four quarters together fell below its patience", "cash": "the cash was gone"}

LABEL = 18
"""characters."""


class ResultScreen(Dialog[str]):
    """The result; the answer is what to do now: 'look', 'takeback', 'menu' or 'quit'."""

    def __init__(self, session: Session) -> None:
        result = session.game.result
        assert result is not None
        self._session, self._result = session, result
        super().__init__(HEADLINES[result.ending])

    def inside(self) -> list[Widget]:
        """Result, story, record."""
        return [ScrollText(Static(lines(_parts(self._session, self._result)), markup=False))]

    def buttons(self) -> dict[str, str]:
        """What to do now."""
        return CHOICES

    def action_leave(self) -> None:
        """Look at the game."""
        self.answer("look")

    @on(Button.Pressed)
    def _chosen(self, event: Button.Pressed) -> None:
        self.answer(event.button.id)


def _parts(session: Session, result: Result) -> Iterator[Part]:
    if session.game.story():
        yield line((session.game.story(), "italic"))
        yield ""
    yield from _figures(result)
    yield ""
    yield from _record(session)


def _figures(result: Result) -> Iterator[Part]:
    if result.fired is not None:
        yield _row("fired", f"at the end of Q{result.fired}: {REASONS[result.fired_for]}")
    yield _row("margin", money(result.margin))
    if result.fired is None:
        yield _row("franchise value", f"{money(result.franchise)}, the margin of the year after")
        yield _row("value", money(result.value))
    yield _row("goal", f"{said(result.measure, result.threshold)} ({TITLES[result.measure]})")
    missing = result.threshold - result.reached
    short = f", {said(result.measure, missing)} short" if missing > 0 else ", the goal is passed"
    yield _row("reached", f"{said(result.measure, result.reached)}{short}")


def _row(name: str, text: str) -> Part:
    return line((name.ljust(LABEL), DIM), (text, STRONG))


def _record(session: Session) -> Iterator[Part]:
    if session.path is None:
        yield "This game could not be saved."
        return
    name = plain_file(session.path.name)
    yield line(("The record: ", DIM), plain_file(str(session.path)))
    yield line(("Play it again and compare every figure: ", DIM), f"tactegic replay {name}")
    yield ("You can also play on from any earlier move: look at it, and press enter there.", DIM)
