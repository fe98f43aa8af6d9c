"""The settings, and every key. Changes apply at once and are saved."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Button, OptionList, Static

from sim.base.problems import format_file_name
from tui.content.rows import ListRow
from tui.content.setting_rows import KEYMAP_PREFIX, parse_setting, setting_rows
from tui.controllers.settings import AppWithSettings, SettingsController
from tui.keyboard import keymap
from tui.keyboard.keys import DIALOG, all_bindings, insert_keys
from tui.runtime.messages import SettingsChanged
from tui.screens.choosing import Choosing
from tui.screens.dialog import Notice
from tui.screens.leaving import leave, put_over
from tui.screens.taking_key import TakingKey
from tui.widgets.fields import RowList
from tui.widgets.keys_line import KeysLine

RESET = {"reset": "Reset everything", "close": "Leave it"}


class SettingsScreen(Screen[None]):
    """A list to change settings in. What is wrong is shown above it."""

    BINDINGS = DIALOG.bindings()

    def compose(self) -> ComposeResult:
        """Note, rows, buttons."""
        with Vertical(classes="crm") as box:
            box.border_title = "Settings"
            box.border_subtitle = insert_keys(
                "in a row {choice.before} {choice.next} change, enter: choose, or another key, tab: to the buttons"
            )
            yield Static(id="settings-note", markup=False)
            yield RowList(id="settings")
            with Horizontal(classes="crm-buttons"):
                yield Button("Back", id="settings-back", compact=True)
                yield Button("Reset everything", id="settings-reset", compact=True)
        yield KeysLine()

    @property
    def _settings(self) -> SettingsController:
        assert isinstance(self.app, AppWithSettings)
        return self.app.settings

    def on_mount(self) -> None:
        """Show what is set."""
        self._show()
        self.query_one(RowList).focus()

    def _show(self, told: str = "") -> None:
        kept = self._settings.preferences
        self.query_one(RowList).show(setting_rows(kept.settings, kept.keys))
        wrong = "\n".join((*kept.problems, *kept.wrong_keys))
        place = f"Changes apply at once, and are saved in {format_file_name(str(kept.path))}"
        self.query_one("#settings-note", Static).update(told or wrong or place)

    @on(SettingsChanged)
    def _changed(self) -> None:
        self._show()

    def action_leave(self) -> None:
        """Back to the screen before."""
        leave(self)

    @on(Button.Pressed, "#settings-back")
    def _back(self) -> None:
        self.action_leave()

    @on(RowList.Changed)
    def _change(self, event: RowList.Changed) -> None:
        self._take(event.key, event.value)

    def _take(self, name: str, value: str | None) -> None:
        if value is None or name.startswith(KEYMAP_PREFIX):
            return
        kept = self._settings.preferences
        found = keymap.find_keymap_problems(kept.settings.keymap, value) if name == "movement" else []
        if found:
            self._show("\n".join(keymap.keymap_problem_sentences(found)))
        else:
            self._settings.change(**{name: parse_setting(name, value)})

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = self.query_one(RowList).row
        if row is None or not self.is_active:  # a key that is pressed twice opens once
            return
        if row.key.startswith(KEYMAP_PREFIX):
            self._ask_key(row)
        else:
            self.app.push_screen(Choosing(row), lambda value: self._take(row.key, value))

    def _ask_key(self, row: ListRow) -> None:
        binding = _binding(row.key.removeprefix(KEYMAP_PREFIX))
        settings = self._settings.preferences.settings

        def answered(key: str | None) -> None:
            if key is not None:
                name = binding.id or ""
                own = {known: keys for known, keys in settings.keymap.items() if known != name}
                self._settings.change(keymap=own | ({name: key} if key else {}))

        put_over(self, TakingKey(binding, settings.keymap, settings.movement), answered)

    @on(Button.Pressed, "#settings-reset")
    def _reset(self) -> None:
        def answered(answer: str | None) -> None:
            if answer == "reset":
                self._settings.reset()

        told = ["Everything goes back to its default, your own keys too. What is in the file now is lost."]
        put_over(self, Notice("Reset the settings?", told, RESET), answered)


def _binding(name: str) -> Binding:
    return next(key for key in all_bindings() if key.id == name)
