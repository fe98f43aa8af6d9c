"""Progress through a guide: the current step, and whether the condition to leave it is fulfilled. It
knows no screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.model.move import Move
from sim.scenario.guide import Guide, GuideStep, SliderMinimums


@dataclass(frozen=True, slots=True)
class PlayerProgress:
    """What the player has done so far."""

    played: int
    """Moves from the start to the player's position."""
    draft: Move
    """The move being prepared."""
    held: Sequence[int]
    """Indexes of the seats that the player decides for."""


class GuideProgress:
    """The state of a guide during a game."""

    def __init__(self, guide: Guide, done: PlayerProgress) -> None:
        self.guide = guide
        self.ended = False
        self._at = 0
        self._opened: set[str] = set()
        self.follow(done)

    @property
    def step(self) -> GuideStep | None:
        """The current step, or None if the guide is finished or was ended."""
        return None if self.ended or self._at >= len(self.guide.steps) else self.guide.steps[self._at]

    @property
    def place(self) -> tuple[int, int]:
        """The number of the current step, counted from 1, and the number of steps."""
        return self._at + 1, len(self.guide.steps)

    @property
    def waits(self) -> bool:
        """Whether the step waits for an action, rather than only for the player to continue."""
        step = self.step
        return step is not None and (step.play or self.panel_to_open is not None or step.reach is not None)

    @property
    def panel_to_open(self) -> str | None:
        """The panel that the player still has to open, if the step waits for one."""
        step = self.step
        return None if step is None or step.open in self._opened else step.open

    def mark_opened(self, panel: str) -> None:
        """Note that the player opened a panel."""
        self._opened.add(panel)

    def go_on(self) -> bool:
        """Go to the next step. Returns False if the current one waits for an action."""
        if self.step is None or self.waits:
            return False
        self._go_to(self._at + 1)
        return True

    def end(self) -> None:
        """End the guide."""
        self.ended = True

    def follow(self, done: PlayerProgress) -> bool:
        """Follow the player's actions: skip steps that are done, and go back if a move was taken back. Returns whether
        the step has changed.
        """
        before, steps = self._at, self.guide.steps
        if self.ended:
            return False
        if steps[min(before, len(steps) - 1)].move > done.played + 1:
            self._go_to(self._first_step_from(done.played + 1))
        while self._at < len(steps) and self._is_done(steps[self._at], done):
            self._go_to(self._at + 1)
        return self._at != before

    def _first_step_from(self, move: int) -> int:
        """Return the index of the first step that belongs to a move or a later one."""
        return next((i for i, s in enumerate(self.guide.steps) if s.move >= move), len(self.guide.steps))

    def _is_done(self, step: GuideStep, done: PlayerProgress) -> bool:
        if step.move <= done.played:
            return True
        return step.reach is not None and sliders_reached(step.reach, done)

    def _go_to(self, to: int) -> None:
        self._at = to
        self._opened.clear()


def sliders_reached(reach: SliderMinimums, done: PlayerProgress) -> bool:
    """Return whether the sliders of all held seats are at these values or above."""
    wanted = (reach.sellers, reach.managers, reach.leaders)
    splits = all(done.draft.split[seat] >= wanted[seat] for seat in done.held)
    return splits and all(done.draft.response[seat] >= reach.response for seat in done.held)
