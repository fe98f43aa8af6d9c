"""The part of the app that does as it is set: colours, signs, motion, keys. Changes are seen at once, and kept by a
worker.
"""

from __future__ import annotations

from typing import Any

from textual import events, on, work
from textual.filter import Monochrome, NoColor
from textual.types import AnimationLevel

from sim.base.places import PlaceError
from sim.play.settings.settings import MotionLevel
from tui.controllers.preferences import Preferences
from tui.drawing.sign_filter import Signs
from tui.drawing.theme import THEMES
from tui.keyboard.keymap import OwnKeys
from tui.keyboard.patient import Patient
from tui.runtime import errors
from tui.runtime.compat import filters_of, set_filters
from tui.runtime.messages import SettingsChanged, SettingsKept

LEVELS: dict[MotionLevel, AnimationLevel] = {"full": "full", "reduced": "basic", "none": "none"}
"""What Textual may animate: everything; what the player moves, as pages; nothing."""

UNREAD = "The settings file cannot be read, so everything is as usual. It is left as it is."
NOT_KEPT_SECONDS = 15


class SettingsApp(Patient):
    """An app with settings. Whoever inherits it calls `adopt` when it is mounted."""

    def __init__(self, preferences: Preferences | None = None) -> None:
        super().__init__()
        self.preferences = preferences or Preferences()
        self._signs = Signs()
        set_filters(self, [*filters_of(self), self._signs])
        self.set_class(self.no_color, "-no-colour")
        for theme in THEMES:
            self.register_theme(theme)
        self._take_over()

    @property
    def own_keys(self) -> OwnKeys:
        """The keys as they are now."""
        return self.preferences.keys

    def _take_over(self) -> None:
        """Do as it is set."""
        settings = self.preferences.settings
        self.animation_level = LEVELS[settings.motion]
        self._signs.able = self.preferences.able
        self.theme = settings.theme
        self._without_colour()
        self.set_keymap(self.own_keys.keymap)

    def _without_colour(self) -> None:
        """NO_COLOR in the way that fits the theme: greys, or where colours are the terminal's own none at all."""
        if self.no_color:
            others = [one for one in filters_of(self) if not isinstance(one, Monochrome | NoColor)]
            set_filters(self, [*others, NoColor() if self.native_ansi_color else Monochrome()])

    def adopt(self) -> None:
        """Tell what is wrong with the settings, if something is."""
        if self.preferences.problems:
            self._warn("\n".join([UNREAD, *self.preferences.problems]))
        elif self.preferences.wrong_keys:
            self._warn(
                "\n".join(["The keys of the settings file are not used.", *self.preferences.wrong_keys])
            )

    def _warn(self, told: str) -> None:
        self.notify(told, title="Settings", severity="warning", timeout=NOT_KEPT_SECONDS, markup=False)

    # changes

    def set_values(self, **values: Any) -> None:
        """Change settings, and keep them."""
        self.preferences.change(**values)
        self._changed(set(values))

    def reset_values(self) -> None:
        """Everything as usual."""
        self.preferences.reset()
        self._changed(set(type(self.preferences.settings).model_fields))

    def _changed(self, names: set[str]) -> None:
        self._take_over()
        self._draw_anew()
        for screen in self.screen_stack:
            screen.post_message(SettingsChanged(frozenset(names)))
        self._keep()

    def _draw_anew(self) -> None:
        """Draw all there is with other signs, and name other keys."""
        for screen in self.screen_stack:
            for widget in (screen, *screen.walk_children()):
                widget.refresh()
        self.refresh_bindings()

    @work(thread=True, group="settings", exit_on_error=False)
    def _keep(self) -> None:
        try:
            told = self.preferences.keep()
        except PlaceError as error:
            told = f"The settings are not kept: {error.message}; {error.remedy}. They count until you leave."
        except Exception as error:  # whatever it is, it is told
            told = f"The settings are not kept. {errors.error_lines(error)[0]}"
        if told:
            self.post_message(SettingsKept(told))

    @on(SettingsKept)
    def _kept(self, event: SettingsKept) -> None:
        self._warn(event.told)

    # keys

    def meant(self, event: events.Key) -> events.Key:
        """With vim movement letters are arrows where nothing is typed."""
        key = self.own_keys.moved(event.key)
        focused = self.focused
        typed = focused is not None and focused.check_consume_key(event.key, event.character)
        if key == event.key or typed or getattr(self.screen, "takes_keys", False):
            return event
        moved = events.Key(key, None)
        moved.set_sender(self)
        return moved
