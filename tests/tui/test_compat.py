"""Textual's private parts are touched in one module, and are there."""

from __future__ import annotations

import re
from pathlib import Path

from textual.app import App

import tui
from tui.runtime import compat

PRIVATE = re.compile(
    r"from textual\._|import .*\b_character_to_key|\._(mounted_event|exit|filters|screen_stack|post_message)\b"
)
FOLDER = Path(tui.__file__).parent


def test_no_other_module_touches_them() -> None:
    touching = {
        path.name for path in FOLDER.rglob("*.py") if PRIVATE.search(path.read_text(encoding="utf-8"))
    }
    assert touching == {"compat.py"}


async def test_they_are_what_is_said() -> None:
    app = App[None]()
    assert compat.running_app() is None
    assert compat.screens_of(app) == []
    assert compat.key_of_character("?") == "question_mark"
    async with app.run_test():
        assert compat.filters_of(app) == tuple(app._filters)
        assert compat.running_app() is app
        assert compat.screens_of(app) == app.screen_stack
        assert not compat.is_leaving(app)
        app.exit()
        assert compat.is_leaving(app)
