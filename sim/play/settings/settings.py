"""The settings as data, with their defaults, and the number of futures for each strength of the lookahead."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field

from sim.lookahead.search_limit import SearchLimit
from sim.lookahead.strengths import STRENGTHS
from sim.scenario.section import Fault, Given, Section, is_number, refuse_control_characters

ThemeName = Literal["dark", "light", "high-contrast", "colour-blind", "terminal"]
PieceStyle = Literal["auto", "chess", "letters", "ascii"]
MotionLevel = Literal["full", "reduced", "none"]
MovementKeys = Literal["arrows", "vim"]
NotationStyle = Literal["short", "words"]
LookaheadStrength = Literal["full", "apprentice", "master", "grandmaster"]
PlainWord = Annotated[str, AfterValidator(refuse_control_characters)]

MIN_STRENGTH_FUTURES, MAX_STRENGTH_FUTURES = 24, 10_000_000
"""Limits of a strength that is given as a number of futures."""


class Settings(Section):
    """Everything that can be set. The first line of each docstring is shown on the settings screen and in the file."""

    format: Literal[1] = 1
    """Version of this file."""
    theme: ThemeName = "dark"
    """Colours: dark, light, high-contrast, colour-blind (safe for all kinds), or terminal (your terminal's own)."""
    pieces: PieceStyle = "auto"
    """Signs: auto (what the terminal supports), chess (♞ ♟ ♝), letters (P Q R), or ascii (only ASCII everywhere)."""
    motion: MotionLevel = "none"
    """Motion: full (changes of the win chance are animated), reduced (only pages that you turn), or none."""
    movement: MovementKeys = "arrows"
    """Keys that move: arrows, or vim (h j k l as well as arrows; commands on these letters move to H J K L)."""
    notation: NotationStyle = "short"
    """How moves are written: short (S25 M35 L70 r30), or words where there is room."""
    lookahead: bool = True
    """Whether the lookahead runs while you play: true or false."""
    strength: LookaheadStrength | int = "full"
    """How hard it searches: full (until figures are precise), apprentice, master, grandmaster, or futures."""
    keymap: dict[PlainWord, PlainWord] = Field({}, max_length=200)
    """Your own keys, by the names in docs/settings.md, as in `game.takeback: U` or `ahead.switch: a, L`."""

    @classmethod
    def find_faults(cls, given: Given) -> list[Fault]:
        """Find a number of futures that is too small or too large."""
        futures = given.get("strength")
        if not is_number(futures) or MIN_STRENGTH_FUTURES <= futures <= MAX_STRENGTH_FUTURES:
            return []
        what = "more" if futures > MAX_STRENGTH_FUTURES else "less"
        names = ", ".join(get_args(LookaheadStrength))
        remedy = f"give {MIN_STRENGTH_FUTURES} to {MAX_STRENGTH_FUTURES:,} futures, or one of: {names}"
        return [(("strength",), f"{futures:,} is {what} than the lookahead can use", remedy)]

    @property
    def futures(self) -> int | None:
        """Number of futures for a position. None if the lookahead continues until its figures are precise."""
        if isinstance(self.strength, int):
            return self.strength
        return None if self.strength == "full" else STRENGTHS[self.strength].futures

    @property
    def limit(self) -> SearchLimit:
        """The condition at which the lookahead stops in a position."""
        return SearchLimit(futures=self.futures)
