"""Errors that a user can mend: one base class, and one translation that commands, plain mode and screens share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: where, what, and what to do about it."""

    place: str
    """a file with line and column, an option, a line of input; empty where there is none."""
    message: str
    """no sentence: small first letter, no full stop. Foreign text in it is harmless."""
    remedy: str

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}error: {self.message}; {self.remedy}"


class UserError(Exception):
    """What a user gave cannot be used, or nothing can be done where it is; not a fault of the program."""

    where = ""
    """Place of every error of a class that has no other."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message, self.remedy = message, remedy
        super().__init__(f"{message}; {remedy}")

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Everything that is wrong."""
        return (Trouble(self.where, self.message, self.remedy),)
