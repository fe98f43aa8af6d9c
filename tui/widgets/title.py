"""The title line: which game this is, and when. What does not fit is left out from the end."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from sim.base.problems import escape_text
from sim.game.setup import UNKNOWN_PLAYER
from sim.play.session import Session
from sim.text.figures import format_money
from sim.text.forecast import format_sight
from sim.text.goals import format_measure
from sim.text.position import format_time
from tui.drawing.text import STRONG, fit, line
from tui.widgets.text_rows import TextRows

GAP = "   "
LONGEST_TITLE = 30
"""characters; of a scenario's title."""
LONGEST_NAME = 20
"""characters; of who played, where that is not the player."""


class TitleLine(TextRows):
    """One line about the game."""

    def __init__(self) -> None:
        super().__init__(id="title")
        self._session: Session | None = None

    def show(self, session: Session) -> None:
        """Tell of the position that the session looks at."""
        self._session = session
        self.on_resize()

    def on_resize(self) -> None:
        """Fit to the width."""
        if self._session is not None and self.size.width:
            parts = take_fitting(_chips(self._session), self.size.width - 12)
            self.update(line((" Tactegic", STRONG), *((GAP + part, "") for part in parts)))


def take_fitting(parts: Iterable[str], width: int) -> list[str]:
    """The first parts that fit into a width, each with a gap before it."""
    kept: list[str] = []
    for part in parts:
        width -= cell_len(part) + len(GAP)
        if width < 0:
            break
        kept.append(part)
    return kept


def _who(session: Session) -> str:
    player = session.game.setup.player
    return "you" if player == UNKNOWN_PLAYER else fit(escape_text(player), LONGEST_NAME).rstrip()


def _chips(session: Session) -> list[str]:
    setup, view = session.game.setup, session.view
    title = fit(setup.scenario.title, LONGEST_TITLE).rstrip()
    goal = format_measure(setup.scenario.goal.measure, setup.threshold)
    unsaved = ["NOT SAVED"] if session.unsaved is not None else []
    return [
        title,
        *unsaved,
        format_time(session),
        f"{_who(session)}: {setup.seat}",
        f"cash {format_money(view.cash)}",
        f"goal {goal}",
        f"sight {format_sight(view.sight)}",
        f"{sum(view.accounts):,} contracts",
        f"seed {setup.seed}",
    ]
