"""The last line: the keys that are of use now. It is composed anew only where others are of use than before."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen
from textual.widgets import Footer


class KeysLine(Footer):
    """Textual's footer, which would build all of its keys anew whenever the focus goes anywhere: that takes as long
    as all else that a key does, and a line that says the same need not move.
    """

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)
        self._shown: list[tuple[Any, ...]] | None = None

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Tell the keys of what has the focus, where these are not told already."""
        shown = [
            (binding, self.app.get_key_display(binding), enabled, tooltip)
            for _, binding, enabled, tooltip in screen.active_bindings.values()
            if binding.show
        ]
        if shown != self._shown and screen.app.app_focus and self.is_attached:
            self._shown = shown
            super().bindings_changed(screen)
