"""The type of policies, and the simplest policy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.model.move import Move
from sim.view.view import View

Policy = Callable[[View], Move]
"""Function from what a team can know to the move of all three seats. It depends on nothing else, so that games can be
replayed."""


@dataclass(frozen=True, slots=True)
class ConstantPolicy:
    """A policy that makes the same move in every period."""

    move: Move

    def __call__(self, view: View) -> Move:  # noqa: ARG002
        """Return the move, whatever the view."""
        return self.move
