"""The settings as rows to choose from: what can be set, in words, and the keys with what they do."""

from __future__ import annotations

from collections.abc import Iterator

from sim.play.settings.settings import Settings
from sim.text.figures import count_noun
from tui.content.rows import Choices, ListRow, RowGroup
from tui.keyboard.keymap import FIXED, OwnKeys
from tui.keyboard.keys import GROUPS, KeyGroup

KEY = "keymap:"
"""Before the id of a key, in the key of its row."""

Words = dict[str, tuple[str, str]]
"""Values, what they are called, and what they do."""

CHOICES: dict[str, tuple[str, Words]] = {
    "theme": (
        "Colours",
        {
            "dark": ("dark", "calm, on a dark ground"),
            "light": ("light", "on a light ground"),
            "high-contrast": ("high contrast", "black and white, 7 to 1 and more"),
            "colour-blind": ("colour-blind safe", "sky blue and vermillion"),
            "terminal": ("the terminal's own", "as your terminal has them"),
        },
    ),
    "pieces": (
        "Signs",
        {
            "auto": ("found out", "what the terminal seems to support"),
            "chess": ("chess pieces", "♞ ♟ ♝, frames, curves of dots"),
            "letters": ("letters for pieces", "P Q R where the font has no pieces"),
            "ascii": ("ASCII alone", "frames, bars and curves too"),
        },
    ),
    "motion": (
        "Motion",
        {
            "full": ("full", "a change of the win chance glides"),
            "reduced": ("reduced", "only pages that you turn glide"),
            "none": ("none", "nothing moves"),
        },
    ),
    "movement": (
        "Movement",
        {"arrows": ("arrows", "← ↓ ↑ →"), "vim": ("vim", "h j k l too; their old keys are on H J K L")},
    ),
    "notation": (
        "Moves are written",
        {
            "short": ("short", "S25 M35 L70 r30"),
            "words": ("in words", "sellers 25, managers 35, where there is room"),
        },
    ),
    "lookahead": (
        "Lookahead",
        {"true": ("on", "thinks while you do"), "false": ("off", "until you switch it on again")},
    ),
    "strength": (
        "It thinks",
        {
            "full": ("as long as it helps", "until its figures are exact"),
            "apprentice": ("as the apprentice", ""),
            "master": ("as the master", ""),
            "grandmaster": ("as the grandmaster", ""),
            "500": ("500 futures", "of each position"),
            "5000": ("5,000 futures", "of each position"),
            "20000": ("20,000 futures", "of each position"),
        },
    ),
}
"""Titles and choices by the names of settings."""


def value_of(name: str, text: str) -> object:
    """The value of a setting that a choice stands for."""
    if name == "lookahead":
        return text == "true"
    return int(text) if text.isdigit() else text


def text_of(value: object) -> str:
    """The choice that stands for a value."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def setting_rows(settings: Settings, keys: OwnKeys) -> tuple[RowGroup, ...]:
    """Everything that can be set, then every key."""
    every = tuple(_row(name, settings) for name in CHOICES)
    return (
        RowGroup("What you see, and how it looks ahead", every),
        *(_keys(group, keys) for group in GROUPS),
    )


def _row(name: str, settings: Settings) -> ListRow:
    title, words = CHOICES[name]
    value = text_of(getattr(settings, name))
    found = {choice: (called, _example(name, choice, example)) for choice, (called, example) in words.items()}
    if value not in found:  # a number of the player's own
        found[value] = (count_noun(int(value), "future"), "as the file says")
    choices: Choices = tuple((choice, *said) for choice, said in found.items())
    return ListRow(name, title, value, choices)


def _example(name: str, choice: str, example: str) -> str:
    if name != "strength" or example:
        return example
    futures = Settings.model_validate({"strength": choice}).futures
    return f"{futures:,} futures of each position"


def _keys(group: KeyGroup, keys: OwnKeys) -> RowGroup:
    return RowGroup(f"Keys: {group.title[0].lower()}{group.title[1:]}", tuple(_key_rows(group, keys)))


def _key_rows(group: KeyGroup, keys: OwnKeys) -> Iterator[ListRow]:
    for key in group.keys:
        if key.id not in FIXED:
            own = f"usually {OwnKeys(vim=keys.vim).shown(key)}" if key.id in keys.own else key.tooltip
            choice = ("", keys.shown(key), own)
            yield ListRow(
                f"{KEY}{key.id}", f"{key.description[0].upper()}{key.description[1:]}", "", (choice,)
            )
