"""A guide at work: which step is shown, and whether what it waits for has happened. It knows no screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.model.move import Move
from sim.scenario.guide import Guide, GuideStep, SliderMinimums


@dataclass(frozen=True, slots=True)
class PlayerProgress:
    """What the player has done by now."""

    played: int
    """moves; from the start to where the player is."""
    draft: Move
    """the move being prepared."""
    held: Sequence[int]
    """indexes of the seats that the player decides for."""


class GuideProgress:
    """A guide through a game that is being played."""

    def __init__(self, guide: Guide, doing: PlayerProgress) -> None:
        self.guide = guide
        self.ended = False
        self._at = 0
        self._opened: set[str] = set()
        self.follow(doing)

    @property
    def step(self) -> GuideStep | None:
        """The current step; None when the guide is over or was ended."""
        return None if self.ended or self._at >= len(self.guide.steps) else self.guide.steps[self._at]

    @property
    def place(self) -> tuple[int, int]:
        """Which step it is, counted from 1, of how many."""
        return self._at + 1, len(self.guide.steps)

    @property
    def waits(self) -> bool:
        """Whether the step waits for something other than the player's word to go on."""
        step = self.step
        return step is not None and (step.play or self.to_open is not None or step.reach is not None)

    @property
    def to_open(self) -> str | None:
        """The panel that the player has still to choose, if the step waits for one."""
        step = self.step
        return None if step is None or step.open in self._opened else step.open

    def opened(self, panel: str) -> None:
        """The player has chosen a panel."""
        self._opened.add(panel)

    def go_on(self) -> bool:
        """The player has read the step, and looked at what it opened. False where it waits for something else."""
        if self.step is None or self.waits:
            return False
        self._turn(self._at + 1)
        return True

    def end(self) -> None:
        """The player wants no more of it."""
        self.ended = True

    def follow(self, doing: PlayerProgress) -> bool:
        """Go where the player's doings lead: over steps whose wait is over or whose move is played, and back to the
        first step of a move that was taken back. Returns whether the step changed.
        """
        before, steps = self._at, self.guide.steps
        if self.ended:
            return False
        if steps[min(before, len(steps) - 1)].move > doing.played + 1:
            self._turn(self._first_of(doing.played + 1))
        while self._at < len(steps) and self._over(steps[self._at], doing):
            self._turn(self._at + 1)
        return self._at != before

    def _first_of(self, move: int) -> int:
        """The first step that belongs to a move or a later one."""
        return next((i for i, s in enumerate(self.guide.steps) if s.move >= move), len(self.guide.steps))

    def _over(self, step: GuideStep, doing: PlayerProgress) -> bool:
        if step.move <= doing.played:
            return True
        return step.reach is not None and sliders_reached(step.reach, doing)

    def _turn(self, to: int) -> None:
        self._at = to
        self._opened.clear()


def sliders_reached(reach: SliderMinimums, doing: PlayerProgress) -> bool:
    """Whether the sliders of the held seats are at these values or above."""
    wanted = (reach.sellers, reach.managers, reach.leaders)
    splits = all(doing.draft.split[seat] >= wanted[seat] for seat in doing.held)
    return splits and all(doing.draft.response[seat] >= reach.response for seat in doing.held)
