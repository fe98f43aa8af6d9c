"""The colours: one accent for what is the player's own, red only for the danger of being fired, the rest calm.

All text has a contrast of at least 4.5 to 1 against its background, with high contrast 7 to 1
(WCAG 2.2, 1.4.3 and 1.4.6); `tests/tui/test_themes.py` measures it on the screens themselves. Names are those of the
settings.
"""

from __future__ import annotations

from typing import get_args

from textual.theme import BUILTIN_THEMES, Theme

from sim.play.settings.settings import ThemeName


def _scrollbar(bar: str, hover: str, active: str, behind: str) -> dict[str, str]:
    return {
        "scrollbar": bar,
        "scrollbar-hover": hover,
        "scrollbar-active": active,
        "scrollbar-background": behind,
        "scrollbar-background-hover": behind,
        "scrollbar-background-active": behind,
        "scrollbar-corner-color": behind,
    }


DARK = Theme(
    name="dark",
    primary="#7d8ca3",
    secondary="#4f5d72",
    accent="#e3b25f",
    foreground="#d8dde6",
    background="#12161d",
    surface="#171c25",
    panel="#1f2630",
    success="#8fb58c",
    warning="#d8dde6",
    error="#ff6b62",
    dark=True,
    variables={
        "dim": "#98a2b3",
        "stale": "#808a9b",
        "chosen": "#2b3748",
        "on-chosen": "#ffffff",
        **_scrollbar("#39434f", "#5c6b82", "#7d8ca3", "#12161d"),
    },
)

LIGHT = Theme(
    name="light",
    primary="#4d5b70",
    secondary="#8592a6",
    accent="#7a4d00",
    foreground="#1b212a",
    background="#f7f5f0",
    surface="#f0ede5",
    panel="#e6e2d8",
    success="#2f6334",
    warning="#1b212a",
    error="#a8201a",
    dark=False,
    variables={
        "dim": "#535c6a",
        "stale": "#646d7b",
        "chosen": "#c8d4e6",
        "on-chosen": "#10151c",
        **_scrollbar("#b9bfc9", "#8592a6", "#4d5b70", "#f7f5f0"),
    },
)

HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#ffffff",
    secondary="#d0d0d0",
    accent="#ffd83d",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#101010",
    success="#7dff8a",
    warning="#ffffff",
    error="#ff9a92",
    dark=True,
    variables={
        "dim": "#d6d6d6",
        "stale": "#b4b4b4",
        "chosen": "#00317a",
        "on-chosen": "#ffffff",
        **_scrollbar("#a0a0a0", "#ffffff", "#ffffff", "#000000"),
    },
)

# Accent and danger are sky blue and a light vermillion, after Okabe and Ito, "Color Universal Design" (2008): they
# stay apart for people without red, green or blue cones.
COLOUR_BLIND = Theme(
    name="colour-blind",
    primary="#8a97ab",
    secondary="#4a5669",
    accent="#56b4e9",
    foreground="#f2f0e8",
    background="#101318",
    surface="#161a21",
    panel="#1e232c",
    success="#56b4e9",
    warning="#f2f0e8",
    error="#f0792b",
    dark=True,
    variables={
        "dim": "#a3a7ae",
        "stale": "#878b92",
        "chosen": "#1d3a52",
        "on-chosen": "#ffffff",
        **_scrollbar("#39434f", "#5c6b82", "#8a97ab", "#101318"),
    },
)

# What the terminal's owner has chosen as colours; dim is no colour here, since nobody knows what can be read.
TERMINAL = Theme(
    name="terminal",
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_magenta",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    success="ansi_green",
    warning="ansi_default",
    error="ansi_red",
    ansi=True,
    dark=True,
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        "dim": "ansi_default",
        "stale": "ansi_default",
        "chosen": "ansi_default",
        "on-chosen": "ansi_default",
        **_scrollbar("ansi_white", "ansi_bright_white", "ansi_bright_white", "ansi_default"),
    },
)

THEMES = (DARK, LIGHT, HIGH_CONTRAST, COLOUR_BLIND, TERMINAL)
assert tuple(theme.name for theme in THEMES) == get_args(ThemeName)
