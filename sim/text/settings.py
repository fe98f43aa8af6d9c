"""Settings of the screen and their values, in words."""

from __future__ import annotations

SettingValues = dict[str, tuple[str, str]]
"""Each value of a setting with its name and a short explanation."""

SETTING_CHOICES: dict[str, tuple[str, SettingValues]] = {
    "theme": (
        "Colours",
        {
            "dark": ("dark", "calm, on a dark background"),
            "light": ("light", "on a light background"),
            "high-contrast": ("high contrast", "black and white, 7 to 1 and more"),
            "colour-blind": ("colour-blind safe", "sky blue and vermillion"),
            "terminal": ("the terminal's own", "the colours set in your terminal"),
        },
    ),
    "pieces": (
        "Symbols",
        {
            "auto": ("automatic", "what the terminal seems to support"),
            "chess": ("chess pieces", "♞ ♟ ♝, frames, curves of dots"),
            "letters": ("letters for pieces", "P Q R where the font has no pieces"),
            "ascii": ("ASCII only", "frames, bars and curves too"),
        },
    ),
    "motion": (
        "Motion",
        {
            "full": ("full", "a change of the win chance is animated"),
            "reduced": ("reduced", "only scrolling is animated"),
            "none": ("none", "no animation"),
        },
    ),
    "movement": (
        "Movement",
        {"arrows": ("arrows", "← ↓ ↑ →"), "vim": ("vim", "h j k l too; their old keys are on H J K L")},
    ),
    "notation": (
        "Notation of moves",
        {
            "short": ("short", "S25 M35 L70 r30"),
            "words": ("in words", "sellers 25, managers 35, if there is room"),
        },
    ),
    "lookahead": (
        "Lookahead",
        {"true": ("on", "it thinks while you do"), "false": ("off", "until you switch it on again")},
    ),
    "strength": (
        "Strength",
        {
            "full": ("as long as it helps", "until its figures are exact"),
            "apprentice": ("as the apprentice", ""),
            "master": ("as the master", ""),
            "grandmaster": ("as the grandmaster", ""),
            "500": ("500 futures", "for each position"),
            "5000": ("5,000 futures", "for each position"),
            "20000": ("20,000 futures", "for each position"),
        },
    ),
}
"""Title and values of each setting."""
