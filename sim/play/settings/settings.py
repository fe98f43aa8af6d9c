"""The settings, as data: what can be set, what is usual, and how many futures a strength of the lookahead means."""

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
"""futures; of a lookahead whose strength is a number."""


class Settings(Section):
    """Everything that can be set. The first line of a docstring is what the settings screen and the file say of it."""

    format: Literal[1] = 1
    """The version of this file."""
    theme: ThemeName = "dark"
    """Colours: dark, light, high-contrast, colour-blind (safe for all kinds), or terminal (your terminal's own)."""
    pieces: PieceStyle = "auto"
    """Signs: auto (found out), chess (♞ ♟ ♝), letters (P Q R), or ascii (nothing but ASCII anywhere)."""
    motion: MotionLevel = "none"
    """What moves: full (a change of the win chance glides), reduced (only pages that you turn), or none."""
    movement: MovementKeys = "arrows"
    """Keys that move: arrows, or vim (h j k l as well as the arrows; their old keys move to H J K L)."""
    notation: NotationStyle = "short"
    """Moves are written short (S25 M35 L70 r30), or in words where there is room."""
    lookahead: bool = True
    """Whether the lookahead runs while you play: true or false."""
    strength: LookaheadStrength | int = "full"
    """How hard it thinks in a position: full (until figures are fine), apprentice, master, grandmaster, or futures."""
    keymap: dict[PlainWord, PlainWord] = Field({}, max_length=200)
    """Keys of your own, by the names that docs/settings.md lists, as in `game.takeback: U` or `ahead.switch: a, L`."""

    @classmethod
    def misfits(cls, given: Given) -> list[Fault]:
        """A number of futures that is too small or too large."""
        futures = given.get("strength")
        if not is_number(futures) or MIN_STRENGTH_FUTURES <= futures <= MAX_STRENGTH_FUTURES:
            return []
        what = "more" if futures > MAX_STRENGTH_FUTURES else "less"
        names = ", ".join(get_args(LookaheadStrength))
        remedy = f"give {MIN_STRENGTH_FUTURES} to {MAX_STRENGTH_FUTURES:,} futures, or one of: {names}"
        return [(("strength",), f"{futures:,} is {what} than the lookahead can use", remedy)]

    @property
    def futures(self) -> int | None:
        """Of a position; None where the lookahead goes on until its figures are exact."""
        if isinstance(self.strength, int):
            return self.strength
        return None if self.strength == "full" else STRENGTHS[self.strength].futures

    @property
    def limit(self) -> SearchLimit:
        """When the lookahead stops thinking about a position."""
        return SearchLimit(futures=self.futures)
