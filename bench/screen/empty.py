"""An empty Textual app, started as the game is, to measure beside it: one line that counts the keys pressed."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """Counts keys."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self._keys = 0

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(self._told())

    def on_key(self) -> None:
        """One more."""
        self._keys += 1
        self.query_one(Static).update(self._told())

    def _told(self) -> str:
        return f"keys: {self._keys}"


if __name__ == "__main__":
    EmptyApp().run()
