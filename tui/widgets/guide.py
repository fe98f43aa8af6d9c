"""The guide of a tutorial: a step, what to do, and the part of the screen that it is about, which it never covers."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from sim.play.guide_progress import GuideProgress
from sim.scenario.guide import CHANCE, MOVE
from sim.text.screen import LOOK_AT_PANEL
from tui.drawing.text import DIM, STRONG, fit, join_lines, line
from tui.keyboard.keys import PANELS, current_key, insert_keys
from tui.widgets.panel import panel_key

PLACES = {MOVE: "your move", CHANCE: "the win chance"}
"""Names of the parts of the screen that are not panels."""


class GuideBox(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The current step of the guide. Posts `Clicked` when it is clicked."""

    class Clicked(Message):
        """The player clicked the guide."""

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(markup=False)

    def show(self, guiding: GuideProgress) -> None:
        """Show the current step."""
        step = guiding.step
        if step is None:
            return
        number, count = guiding.place
        self.border_title = Content(f"Guide {number} of {count}: {step.title}")
        ends = (f"{current_key('guide.end')} ends it", "@click=screen.guide_end")
        self.border_subtitle = line(f"about {part_label(step.about)}  {_next_key(guiding)}  ", ends)
        rows: list[str | Content] = [
            " ".join(insert_keys(step.text).split()),
            "",
            line(("▶ ", STRONG), (current_task(guiding), STRONG)),
        ]
        self.query_one(Static).update(join_lines(rows))
        self.scroll_home(animate=False, immediate=True)

    def on_click(self) -> None:
        """Go on, as the key does."""
        self.post_message(self.Clicked())


class GuideLine(Static):
    """The guide as one line, while it would cover what the player looks at."""

    def __init__(self) -> None:
        super().__init__(id="guide-line", markup=False)

    def show(self, guiding: GuideProgress) -> None:
        """Show the current step."""
        step = guiding.step
        if step is not None:
            number, count = guiding.place
            key = current_key("guide.on")
            head = f" Guide {number} of {count} ({key} shows it): "
            room = max(0, self.screen.size.width - len(head) - 1)
            self.update(line((head, DIM), (fit(current_task(guiding), room).rstrip(), STRONG)))

    def on_click(self) -> None:
        """Go on, as the key does."""
        self.post_message(GuideBox.Clicked())


def current_task(guiding: GuideProgress) -> str:
    """What to do in the current step; once the panel that it opens is open, to look at that."""
    step = guiding.step
    looking = step is not None and step.open is not None and guiding.panel_to_open is None
    return insert_keys(LOOK_AT_PANEL if looking or step is None else step.do)


def part_label(name: str) -> str:
    """The key and name of a part of the screen."""
    if name in PLACES:
        return PLACES[name]
    title = next(str(key.description) for key in PANELS.keys if key.id == f"panel.{name}")
    return f"{panel_key(name)} {title}"


def _next_key(guiding: GuideProgress) -> str:
    key = current_key("guide.on")
    if guiding.panel_to_open is not None:
        return f"{key} goes there"
    return "waits for you" if guiding.waits else f"{key} goes on"
