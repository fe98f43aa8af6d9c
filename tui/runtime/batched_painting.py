"""Batched painting: the terminal never shows a picture that is only partly updated."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from typing import Any

from textual.screen import Screen

STEPS = 4
"""Rounds of the event loop until every updated widget has asked its screen to be painted."""


def paint_together(screen: Screen[Any]) -> None:
    """Delay painting until everything that this handler changes can be painted."""
    app = screen.app
    held = ExitStack()
    held.enter_context(app.batch_update())

    async def paint() -> None:
        for _ in range(STEPS):
            await asyncio.sleep(0)
        held.close()
        screen.check_idle()

    app.call_later(paint)  # of the app, which outlives the screen
