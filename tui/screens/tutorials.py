"""Learning to play: the welcome of a first start, and the tutorials to choose from."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from sim.scenario.guide import Guide, load_guides
from sim.text.figures import count_noun
from tui.drawing.text import DIM, STRONG, join_lines, line
from tui.runtime.messages import TutorialChosen
from tui.screens.dialog import Dialog
from tui.widgets.options import Options

WELCOME = (
    "You run a sales organisation. Each move you decide how much of your people's time belongs to this quarter, and "
    "how much to your customers' next two to three years. Then the market moves.",
    "",
    "The tutorial leads you through two short years, with one idea a move. It takes about {minutes} minutes; you can "
    "leave it at any time, and begin it again from the menu.",
)


class Welcome(Dialog[bool]):
    """At a first start: whether to begin with the tutorial."""

    def __init__(self) -> None:
        super().__init__("Welcome to Tactegic")

    def inside(self) -> list[Widget]:
        """What this is, and what the tutorial is."""
        minutes = sum(guide.minutes for guide in load_guides())
        return [Static(join_lines(text.format(minutes=minutes) for text in WELCOME), markup=False)]

    def buttons(self) -> dict[str, str]:
        """To the tutorial, or to the menu."""
        return {"tutorial": "Show me", "menu": "To the menu"}

    @on(Button.Pressed)
    def _chosen(self, event: Button.Pressed) -> None:
        self.answer(event.button.id == "tutorial")


class Tutorials(Dialog[None]):
    """A list of tutorials; the chosen one is begun."""

    def __init__(self) -> None:
        super().__init__("Tutorials: one idea a move")
        self._guides = load_guides()

    def inside(self) -> list[Widget]:
        """The tutorials."""
        entries = [Option(_entry(guide)) for guide in self._guides]
        return [Options(*entries, id="tutorials")]

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(TutorialChosen(self._guides[event.option_index]))


def _entry(guide: Guide) -> Content:
    minutes = f"   about {count_noun(guide.minutes, 'minute')}, {count_noun(len(guide.steps), 'step')}"
    return join_lines([line((guide.title, STRONG), (minutes, DIM)), line((f"  {guide.about}", DIM))])
