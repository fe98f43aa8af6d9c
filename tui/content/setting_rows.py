"""Settings and keys as rows to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from sim.play.settings.settings import Settings
from sim.text.figures import count_noun
from sim.text.settings import SETTING_CHOICES
from tui.content.rows import ListRow, RowGroup
from tui.keyboard.keymap import FIXED, Keymap
from tui.keyboard.keys import GROUPS, KeyGroup

KEYMAP_PREFIX = "keymap:"
"""Prefix of the rows of keys; the id of the key follows."""


def parse_setting(name: str, text: str) -> object:
    """The value of a setting, from the name of a choice."""
    if name == "lookahead":
        return text == "true"
    return int(text) if text.isdigit() else text


def format_setting(value: object) -> str:
    """The name of the choice for a value."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def setting_rows(settings: Settings, keymap: Keymap) -> tuple[RowGroup, ...]:
    """Everything that can be set, then every key."""
    rows = tuple(_setting_row(name, settings) for name in SETTING_CHOICES)
    groups = (
        RowGroup(f"Keys: {group.title[0].lower()}{group.title[1:]}", tuple(_key_rows(group, keymap)))
        for group in GROUPS
    )
    return (RowGroup("Screen and lookahead", rows), *groups)


def _setting_row(name: str, settings: Settings) -> ListRow:
    title, values = SETTING_CHOICES[name]
    value = format_setting(getattr(settings, name))
    choices = [(choice, label, about or _count_futures(choice)) for choice, (label, about) in values.items()]
    if value not in values:  # a number of the player's own
        choices.append((value, count_noun(int(value), "future"), "as the file says"))
    return ListRow(name, title, value, tuple(choices))


def _count_futures(strength: str) -> str:
    return f"{Settings.model_validate({'strength': strength}).futures:,} futures for each position"


def _key_rows(group: KeyGroup, keymap: Keymap) -> Iterator[ListRow]:
    for key in group.keys:
        if key.id not in FIXED:
            default = Keymap(vim=keymap.vim).shown(key)
            about = f"usually {default}" if key.id in keymap.own else key.tooltip
            title = f"{key.description[0].upper()}{key.description[1:]}"
            yield ListRow(f"{KEYMAP_PREFIX}{key.id}", title, "", (("", keymap.shown(key), about),))
