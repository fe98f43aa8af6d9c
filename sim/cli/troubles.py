"""Errors that come from what the user gave, or from where it lies, as commands tell them."""

from __future__ import annotations

from collections.abc import Sequence

from sim.base.places import GameInUseError, PlaceError
from sim.base.problems import InputError, format_file_name
from sim.cli.output import Trouble, from_problems
from sim.model.limits import GameLimitError
from sim.policy.registry import PolicyError


def troubles(error: Exception) -> Sequence[Trouble]:
    """What is wrong; nothing where it is a fault of the program."""
    if isinstance(error, InputError):
        return from_problems(error.problems).troubles
    if isinstance(error, PolicyError):
        return [Trouble("--policy", error.message, error.remedy)]
    if isinstance(error, GameLimitError):
        return [
            Trouble(
                "",
                str(error),
                "give it lower rates or numbers; `tactegic check` tries a quarter of it",
            )
        ]
    if isinstance(error, PlaceError | GameInUseError):
        return [Trouble("", error.message, error.remedy)]
    if isinstance(error, OSError):  # of a place that nobody foresaw
        place = format_file_name(str(error.filename or ""))
        return [Trouble(place, (error.strerror or str(error)).lower(), "give another place, or make room")]
    if isinstance(error, MemoryError):
        return [Trouble("", "there is not enough memory", "close other programs, or ask for less")]
    return []
