"""The names of all panels in one line, with their keys, where one panel is seen at a time; a click goes to one."""

from __future__ import annotations

from textual.widgets import Static

from tui.drawing.text import DIM, Part, line
from tui.keyboard.keys import PANELS
from tui.widgets.panel import panel_key

NAMES = tuple(str(key.id).removeprefix("panel.") for key in PANELS.keys if key.action.startswith("panel("))
"""Of the panels, in the order of their keys."""

CHOSEN = "bold reverse"


class Tabs(Static):
    """One line; which panel is seen its title says too."""

    def __init__(self) -> None:
        super().__init__(id="tabs", markup=False)

    def show(self, chosen: str) -> None:
        """Name the panels, of which one is seen."""
        tabs = (panel_link(name, name, CHOSEN if name == chosen else DIM) for name in NAMES)
        self.update(line(*(part for tab in tabs for part in (" ", tab))), layout=False)


def panel_link(name: str, said: str, style: str = "") -> Part:
    """A panel's key and what is said of it; a click on that goes to the panel."""
    return (f"{panel_key(name)} {said}", f"{style} @click=screen.panel('{name}')".strip())
