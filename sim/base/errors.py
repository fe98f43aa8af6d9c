"""Errors that the user can correct, with one base class that commands, plain mode and screens all report alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: where, what, and what to do about it."""

    place: str
    """File with line and column, option, or line of input. Empty if there is none."""
    message: str
    """What is wrong, without a capital letter or a full stop. Foreign text in it has been escaped."""
    remedy: str

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}error: {self.message}; {self.remedy}"


class UserError(Exception):
    """The user's input cannot be used, or the request cannot be fulfilled. It is not a bug in the program."""

    where = ""
    """Place of all errors of this class, for classes whose errors have no place of their own."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message, self.remedy = message, remedy
        super().__init__(f"{message}; {remedy}")

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Everything that is wrong."""
        return (Trouble(self.where, self.message, self.remedy),)
