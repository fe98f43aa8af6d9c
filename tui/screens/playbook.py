"""The playbook: what known characters would play here. Choosing one sets the sliders; nothing is played yet."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sim.game.seats import merge
from sim.model.move import Move
from sim.policy.registry import BOTS, bot, bot_rules
from tui.screens.dialog import Dialog
from tui.session import Session
from tui.text import DIM, STRONG, fit, line
from tui.written import move_said

TITLE, ROOM = 18, 52
"""characters; of a character's title, and beside it."""


class Playbook(Dialog[Move | None]):
    """A list of characters; the answer is the move of the chosen one for the seats that are held."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._moves = [_move(session, name) for name in BOTS]
        super().__init__("Playbook: what others would play here")

    def inside(self) -> list[Widget]:
        """The characters."""
        held = self._session.game.held
        entries = [
            Option(_entry(name, move_said(move, held, ROOM)))
            for name, move in zip(BOTS, self._moves, strict=True)
        ]
        told = "None of them knows more than you do. Enter sets your sliders to theirs; you can still change them."
        return [Static(told, markup=False, classes="told"), OptionList(*entries, markup=False)]

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.answer(self._moves[event.option_index])


def _move(session: Session, name: str) -> Move:
    setup = session.game.setup
    return merge(setup.firm, setup.seat, bot(name, setup.firm)(session.view), session.draft)


def _entry(name: str, move: str) -> Content:
    rules = bot_rules(name)
    return line((fit(rules.title, TITLE), STRONG), move, "\n", (f"  {rules.summary}", DIM))
