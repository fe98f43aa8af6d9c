"""The colours: one accent for what is the player's own, red only for the danger of being fired, the rest calm."""

from __future__ import annotations

from textual.theme import Theme

THEME = Theme(
    name="tactegic",
    primary="#7d8ca3",
    secondary="#5c6b82",
    accent="#e3b25f",
    foreground="#d8dde6",
    background="#12161d",
    surface="#171c25",
    panel="#1f2630",
    success="#8fb58c",
    warning="#d8dde6",
    error="#ff5f56",
    dark=True,
    variables={
        "dim": "#8a94a6",
        "scrollbar": "#39434f",
        "scrollbar-hover": "#5c6b82",
        "scrollbar-active": "#7d8ca3",
        "scrollbar-background": "#12161d",
        "scrollbar-background-hover": "#12161d",
        "scrollbar-background-active": "#12161d",
        "scrollbar-corner-color": "#12161d",
    },
)
