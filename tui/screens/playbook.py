"""The playbook: named plans for the position, and what the bots would play. Choosing one sets the sliders; nothing is
played yet.
"""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sim.model.move import Move
from sim.play.session import Session
from sim.policy.registry import SEAT_BOTS, load_bot_rules, make_bot
from sim.text.playbook import DescribedPlan, describe_plans
from tui.drawing.moves import format_shown_move
from tui.drawing.text import DIM, STRONG, fit, line
from tui.screens.dialog import Dialog
from tui.widgets.options import Options

TITLE, ROOM = 20, 50
"""characters; of the title of a plan or bot, and to its right."""


class Playbook(Dialog[Move | None]):
    """A list of plans and bots. The answer is the move of the chosen one for the held seats."""

    def __init__(self, session: Session) -> None:
        self._session = session
        game = session.game
        self._plans = describe_plans(game.setup.firm, session.view, game.held)
        own = [session.merge_into_draft(plan.move) for plan in self._plans]
        self._moves = [*own, *(_move(session, name) for name in SEAT_BOTS)]
        super().__init__("Playbook: plans for this position, and what others would play")

    def inside(self) -> list[Widget]:
        """List plans first, then bots."""
        held = self._session.game.held
        written = [format_shown_move(move, held, ROOM) for move in self._moves]
        plans = len(self._plans)
        entries: list[Option | None] = [
            Option(_plan(plan, text)) for plan, text in zip(self._plans, written, strict=False)
        ]
        entries += [
            None,
            *(Option(_entry(name, text)) for name, text in zip(SEAT_BOTS, written[plans:], strict=True)),
        ]
        told = (
            "Rules make these plans from this position; nobody here knows more than you do. Enter sets your "
            "sliders; you can still change them."
        )
        return [Static(told, markup=False, classes="told"), Options(*entries)]

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.answer(self._moves[event.option_index])


def _plan(plan: DescribedPlan, move: str) -> Content:
    return line((fit(plan.title, TITLE), STRONG), move, "\n", (f"  {plan.why}", DIM))


def _move(session: Session, name: str) -> Move:
    return session.merge_into_draft(make_bot(name, session.game.setup.firm)(session.view))


def _entry(name: str, move: str) -> Content:
    rules = load_bot_rules(name)
    return line((fit(rules.title, TITLE), STRONG), move, "\n", (f"  {rules.summary}", DIM))
