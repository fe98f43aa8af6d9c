"""What a policy is, and the simplest one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.model.move import Move
from sim.view.view import View

Policy = Callable[[View], Move]
"""From what the team can know to the move of all three seats. It depends on nothing else, so a game can be replayed."""


@dataclass(frozen=True, slots=True)
class ConstantPolicy:
    """The same move in every period."""

    move: Move

    def __call__(self, view: View) -> Move:  # noqa: ARG002  # a policy takes a view, whether it looks or not
        """The move."""
        return self.move
