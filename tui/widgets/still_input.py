"""An input whose cursor does not blink: nothing on the screen moves by itself."""

from __future__ import annotations

from textual.widgets import Input


class StillInput(Input):
    """A line of text to type."""

    def on_mount(self) -> None:
        """Stand still."""
        self.cursor_blink = False
