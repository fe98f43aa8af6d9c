"""The guide's box: one step of it, what to do, and which part of the screen it is about. It never stands over that."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from sim.play.guide_progress import GuideProgress
from sim.scenario.guide import CHANCE, MOVE
from tui.drawing.text import DIM, STRONG, fit, join_lines, line
from tui.keyboard.keys import PANELS, key_now, with_keys
from tui.widgets.panel import panel_key

PLACES = {MOVE: "your move", CHANCE: "the win chance"}
"""Parts of the screen that are no panels, as they are called."""


LOOK = "Look at it. Then press {guide.on}, or click here, to go on."


class GuideBox(VerticalScroll, can_focus=False, inherit_bindings=False):
    """A step of the guide. Posts `Clicked` when it was clicked on."""

    class Clicked(Message):
        """The player clicked on the guide."""

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(markup=False)

    def show(self, guiding: GuideProgress) -> None:
        """Tell the step that the guide is at."""
        step = guiding.step
        if step is None:
            return
        place, of = guiding.place
        self.border_title = Content(f"Guide {place} of {of}: {step.title}")
        ends = (f"{key_now('guide.end')} ends it", "@click=screen.guide_end")
        self.border_subtitle = line(f"about {part_label(step.about)}  {_on(guiding)}  ", ends)
        told: list[str | Content] = [
            " ".join(with_keys(step.text).split()),
            "",
            line(("▶ ", STRONG), (do(guiding), STRONG)),
        ]
        self.query_one(Static).update(join_lines(told))
        self.scroll_home(animate=False, immediate=True)

    def on_click(self) -> None:
        """As the key that goes on."""
        self.post_message(self.Clicked())


class GuideLine(Static):
    """The guide folded to one line, while the player looks at what it would cover."""

    def __init__(self) -> None:
        super().__init__(id="guide-line", markup=False)

    def show(self, guiding: GuideProgress) -> None:
        """Tell the step that the guide is at."""
        step = guiding.step
        if step is not None:
            place, of = guiding.place
            key = key_now("guide.on")
            head = f" Guide {place} of {of} ({key} shows it): "
            room = max(0, self.screen.size.width - len(head) - 1)
            self.update(line((head, DIM), (fit(do(guiding), room).rstrip(), STRONG)))

    def on_click(self) -> None:
        """As the key that goes on."""
        self.post_message(GuideBox.Clicked())


def do(guiding: GuideProgress) -> str:
    """What to do in the step that is told: what it says; when what it opens is open, to look at that."""
    step = guiding.step
    looking = step is not None and step.open is not None and guiding.panel_to_open is None
    return with_keys(LOOK if looking or step is None else step.do)


def part_label(name: str) -> str:
    """A part of the screen by its key and name."""
    if name in PLACES:
        return PLACES[name]
    title = next(str(key.description) for key in PANELS.keys if key.id == f"panel.{name}")
    return f"{panel_key(name)} {title}"


def _on(guiding: GuideProgress) -> str:
    key = key_now("guide.on")
    if guiding.panel_to_open is not None:
        return f"{key} goes there"
    return "waits for you" if guiding.waits else f"{key} goes on"
