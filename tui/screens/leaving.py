"""Leaving a screen, and putting a dialog over one: once, however often a key or a button was pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from textual.screen import Screen

ResultT = TypeVar("ResultT")


def leave(screen: Screen[None]) -> None:
    """Leave a screen: a second `dismiss` would close the screen on top, whichever that is by then."""
    if screen.is_active:
        screen.dismiss(None)


def put_over(
    screen: Screen[Any], dialog: Screen[ResultT], then: Callable[[ResultT | None], Any] | None = None
) -> None:
    """Put a dialog over a screen, unless another one is over it already: a double click asks twice."""
    if screen.is_active:
        screen.app.push_screen(dialog, then)
