"""Asks for another key: the next one that is pressed. It refuses a key that would have two meanings."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Button, Static

from tui.keyboard import keymap
from tui.keyboard.keymap import Keymap, key_names
from tui.screens.dialog import Dialog

USUAL = ("delete", "backspace")
"""Keys that restore the default."""

PASSED_ON = ("escape", "ctrl+c", "ctrl+q")
"""Keys that keep their meaning here."""


class TakingKey(Dialog[str]):
    """The answer is the name of the key; an empty one for what is usual; None where all is left as it is."""

    takes_keys = True
    """Letters are letters here, also with vim movement."""

    def __init__(self, binding: Binding, own: Mapping[str, str], movement: str) -> None:
        self._binding, self._own, self._movement = binding, own, movement
        super().__init__(f"A key for '{binding.description}'")

    def inside(self) -> list[Widget]:
        """What it is for, and how to go on."""
        now = Keymap(self._own, self._movement == "vim").shown(self._binding)
        usual, name = Keymap().shown(self._binding), self._binding.id
        told = f"{self._binding.tooltip}\n\nNow: {now}   usually: {usual}   in the file: {name}"
        ask = "Press the key that you want. Delete restores the default; escape changes nothing."
        return [
            Static(told, markup=False, classes="told"),
            Static(ask, markup=False),
            Static(id="key-wrong", markup=False),
        ]

    def on_mount(self) -> None:
        """The button is for the mouse alone: keys are taken."""
        self.query_one("#back", Button).can_focus = False

    def on_key(self, event: events.Key) -> None:
        """Take it, or say why not."""
        if event.key in PASSED_ON:
            return
        event.stop()
        event.prevent_default()
        name = self._binding.id or ""
        usual = event.key in USUAL or (event.key,) == key_names(self._binding.key)
        own = {known: keys for known, keys in self._own.items() if known != name}
        found = keymap.find_keymap_problems(own if usual else own | {name: event.key}, self._movement)
        if found:
            self.query_one("#key-wrong", Static).update("\n".join(f"{said}; {do}." for _, said, do in found))
        else:
            self.answer("" if usual else event.key)
