"""The settings of the app: changes apply at once, and a worker saves them, one after the other."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from sim.base.problems import format_file_name
from sim.play.settings.file import StoredSettings, change_settings, load_settings, reset_settings
from sim.play.settings.settings import Settings
from sim.play.settings.terminal_support import SignSupport
from tui.keyboard import keymap
from tui.keyboard.keymap import Keymap


class Preferences:
    """The settings of an app. `able` is what its terminal can show."""

    def __init__(self, kept: StoredSettings | None = None, able: SignSupport = "chess") -> None:
        kept = kept or load_settings()
        self.settings: Settings = kept.settings
        self.path: Path = kept.path
        self.problems = tuple(str(problem) for problem in kept.problems)
        """what is wrong with the file; it is left as it is until something is changed."""
        self.wrong_keys = tuple(
            keymap.keymap_problem_sentences(
                keymap.find_keymap_problems(kept.settings.keymap, kept.settings.movement)
            )
        )
        """what is wrong with the keys in it; then none of them is used."""
        self._terminal = able
        self._waiting: dict[str, Any] = {}
        self._reset = False
        self._lock, self._writing = threading.Lock(), threading.Lock()

    @property
    def keys(self) -> Keymap:
        """The keys as they are now."""
        own = {} if self.wrong_keys else self.settings.keymap
        return Keymap(own, self.settings.movement == "vim")

    @property
    def able(self) -> SignSupport:
        """Which symbols are shown."""
        pieces = self.settings.pieces
        return self._terminal if pieces == "auto" else pieces

    def change(self, **values: Any) -> None:
        """Apply values; `keep` saves them. Raises pydantic's ValidationError for one that cannot be."""
        self.settings = Settings.model_validate(dict(self.settings) | values)
        if {"keymap", "movement"} & values.keys():
            found = keymap.find_keymap_problems(self.settings.keymap, self.settings.movement)
            self.wrong_keys = tuple(keymap.keymap_problem_sentences(found))
        with self._lock:
            self._waiting |= values

    def reset(self) -> None:
        """Restore every default; `keep` saves that."""
        self.settings, self.wrong_keys = Settings(), ()
        with self._lock:
            self._waiting, self._reset = {}, True

    def keep(self) -> str:
        """Save what was changed since the last call; it blocks, so call it in a worker. Returns a message, or ''.
        Raises PlaceError.
        """
        with self._writing:
            with self._lock:
                values, anew = self._waiting, self._reset
                self._waiting, self._reset = {}, False
            if not values and not anew:
                return ""
            kept = reset_settings() if anew else None
            kept = change_settings(**values) if values or kept is None else kept
            self.problems = ()
        if kept.aside is None:
            return ""
        aside = format_file_name(str(kept.aside))
        return f"The settings file could not be read. It is kept as {aside}; a new one was written."
