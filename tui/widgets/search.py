"""A line to search in a list with; up and down go through what was found meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.widgets import OptionList

from tui.keyboard.keys import SEARCH
from tui.widgets.still_input import StillInput


class SearchLine(StillInput):
    """What is searched for. Posts `Stepped`, beside what an input posts."""

    BINDINGS = SEARCH.bindings()

    @dataclass
    class Stepped(Message):
        """The player wants to go up or down what was found."""

        step: int

    def action_go(self, step: int) -> None:
        """To what stands above or below."""
        self.post_message(self.Stepped(step))


def step_in(found: OptionList, step: int) -> None:
    """Go up or down a list, not beyond its ends."""
    if found.option_count:
        found.highlighted = min(found.option_count - 1, max(0, (found.highlighted or 0) + step))
