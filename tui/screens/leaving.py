"""How a screen is left."""

from __future__ import annotations

from textual.screen import Screen


def leave(screen: Screen[None]) -> None:
    """Leave a screen, once: a second `dismiss` would close the screen on top, whichever that is by then."""
    if screen.is_active:
        screen.dismiss(None)
