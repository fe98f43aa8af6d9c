"""The settings of the app: colours, signs, motion, keys. A change is seen at once, and a worker writes it."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.filter import Monochrome, NoColor
from textual.types import AnimationLevel

from sim.base.places import PlaceError
from sim.play.settings.settings import MotionLevel
from tui.controllers.preferences import Preferences
from tui.drawing.sign_filter import SignFilter
from tui.drawing.theme import THEMES
from tui.runtime import errors
from tui.runtime.compat import filters_of, set_filters
from tui.runtime.messages import SettingsChanged, SettingsStored

LEVELS: dict[MotionLevel, AnimationLevel] = {"full": "full", "reduced": "basic", "none": "none"}
"""What Textual may animate: everything; what the player moves, such as pages; nothing."""

UNREAD = "The settings file cannot be read, so every setting has its default. The file is left as it is."
NOT_KEPT_SECONDS = 15


class SettingsController:
    """Applies settings to an app and keeps them. It registers its themes and its filter when it is made."""

    def __init__(self, app: App[Any], preferences: Preferences) -> None:
        self._app, self.preferences = app, preferences
        self._signs = SignFilter()
        set_filters(app, [*filters_of(app), self._signs])
        app.set_class(app.no_color, "-no-colour")
        for theme in THEMES:
            app.register_theme(theme)
        self._apply()

    def _apply(self) -> None:
        settings = self.preferences.settings
        self._app.animation_level = LEVELS[settings.motion]
        self._signs.able = self.preferences.able
        self._app.theme = settings.theme
        self._drop_colours()
        self._app.set_keymap(self.preferences.keys.keymap)

    def _drop_colours(self) -> None:
        """Obey NO_COLOR as the theme can: greys, or no colour at all where colours are the terminal's own."""
        if self._app.no_color:
            others = [one for one in filters_of(self._app) if not isinstance(one, Monochrome | NoColor)]
            set_filters(self._app, [*others, NoColor() if self._app.native_ansi_color else Monochrome()])

    def warn_of_faults(self) -> None:
        """Say what is wrong with the settings file, if something is."""
        if self.preferences.problems:
            self.warn("\n".join([UNREAD, *self.preferences.problems]))
        elif self.preferences.wrong_keys:
            self.warn(
                "\n".join(["The keys of the settings file are not used.", *self.preferences.wrong_keys])
            )

    def warn(self, text: str) -> None:
        """Show a warning about settings."""
        self._app.notify(text, title="Settings", severity="warning", timeout=NOT_KEPT_SECONDS, markup=False)

    def change(self, **values: Any) -> None:
        """Change settings, and keep them."""
        self.preferences.change(**values)
        self._changed(set(values))

    def reset(self) -> None:
        """Give every setting its default."""
        self.preferences.reset()
        self._changed(set(type(self.preferences.settings).model_fields))

    def _changed(self, names: set[str]) -> None:
        self._apply()
        for screen in self._app.screen_stack:  # all there is has other signs, and names other keys
            for widget in (screen, *screen.walk_children()):
                widget.refresh()
        self._app.refresh_bindings()
        for screen in self._app.screen_stack:
            screen.post_message(SettingsChanged(frozenset(names)))
        self._app.run_worker(self._keep, thread=True, group="settings", exit_on_error=False)

    def _keep(self) -> None:
        """Run in a thread."""
        try:
            text = self.preferences.keep()
        except PlaceError as error:
            text = f"The settings are not saved: {error.message}; {error.remedy}. They apply until you leave."
        except Exception as error:  # it is shown, whatever it is
            text = f"The settings are not saved. {errors.error_lines(error)[0]}"
        if text:
            self._app.post_message(SettingsStored(text))

    def translate_key(self, event: events.Key) -> events.Key:
        """Vim's movement letters are arrows, if that is set and nothing is being typed."""
        app = self._app
        key = self.preferences.keys.moved(event.key)
        typed = app.focused is not None and app.focused.check_consume_key(event.key, event.character)
        if key == event.key or typed or getattr(app.screen, "takes_keys", False):
            return event
        arrow = events.Key(key, None)
        arrow.set_sender(app)
        return arrow


@runtime_checkable
class AppWithSettings(Protocol):
    """An app that has settings."""

    settings: SettingsController
