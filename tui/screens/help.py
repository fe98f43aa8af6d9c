"""The help: how to play, how to read the screen, every key, every stock, the words. Keys and stocks come from their
tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from sim.text.glossary import first_words
from sim.text.why import CAUSE_MEANINGS
from sim.view.stock_labels import FELT_MEANING, STOCK_LABELS
from tui.drawing.text import STRONG, Part, hanging_indent, join_lines
from tui.keyboard.keys import GROUPS, KeyGroup, current_key, format_binding, insert_keys
from tui.screens.dialog import Dialog
from tui.widgets.panel import ScrollText

KEY, WORD = 13, 17
"""characters; of the columns of keys and of words."""

PLAY = (
    "You run a sales organisation, usually for twelve quarters. Each move you decide, for every seat that you "
    "hold, which share of its hours belongs to the years to come; the rest goes to this quarter. Then the market "
    "moves.",
    "Work for the future pays late: talks of today are next year's opportunities, and offerings need half a year. "
    "Work for this quarter pays now, and leaves nothing behind. Neither alone survives.",
    "Disruptions send early signs to those who watch. An answer pays only when it is nearly finished: half is "
    "not half. Answer few, and in time.",
    "'New game from your CRM' in the menu makes a scenario of your own firm, from deals as your CRM exports them, and "
    "writes a report on what they say and what they cannot. Nothing leaves your machine.",
    "'Bots' in the menu are there to be watched, or to play the same world with the same dice beside you. Each makes "
    "a mistake that people make, and tells how to beat it; masters look ahead.",
    "You reach the goal, or survive without it (a draw), or are fired: the directors look at four quarters together, "
    "and at the cash. Every move is saved; a move that is taken back stays as a line of its own.",
)

BOARD = (
    "Rows are sellers, teams or segments. Columns are when business is due: this month, the rest of this quarter, "
    "the three quarters after it, then whole years. ♞ is a proposal, ♟ a qualified opportunity, ♝ a conversation "
    "about the coming years that ripens. Each stands where its business is likely to be due: at a fixed quantile "
    "of its own remaining time, so a row shows the spread. ♟5 is five of them. The lines below are the sums.",
    "{panel.pieces} leads onto the squares. {squares.ask} tells the story of every piece there: whose it is, "
    "since when, what comes next, and the chance that it is won. A click marks a square, a second one asks. In the "
    "lowest row that tells what business comes from that does not exist yet. {panel.later} shows the board a quarter "
    "further on as it is expected, {panel.sooner} less far.",
    "{panel.explain}, or a click on a panel's title, tells of every figure of the panel what it is, how it comes about "
    "and how sure it is. {panel.enlarge} gives the panel the whole screen.",
)

LINES = (
    "A move that is taken back stays as a line of its own. {game.back} and {game.on} at the board step through the "
    "game, {game.aside} goes to another move that was played in the same place. {game.commit} plays on from there, "
    "{game.return} goes back.",
    "{panel.tree} shows the tree of all lines: {tree.name} gives one a name, {tree.compare} puts two side by side, "
    "{tree.turns} goes to the moves after which the win chance was clearly another one.",
)

AHEAD = (
    "While you think, the lookahead plays thousands of futures of what your team can know, and tells the best "
    "lines that it finds: the chances of the goal, of a draw and of being fired, with their errors. The win "
    "chance is the goal's and half of a draw's. It never knows more than you do: beyond your sight it has base "
    "rates alone.",
    "In moves ahead the shaded band holds eight of ten futures, the full curve is their mean; the dotted one is "
    "your move, if you kept it, or with {ahead.nothing} the best line. ♙ on the board are wins that are expected of "
    "business that does not exist yet, under the move on the screen. What is dimmed is of the position, or the move, "
    "before.",
    "Under the sliders stands what your move would change: made once, with the best line after it, against the best "
    "line; and kept to the end, against keeping the last one. At first roughly (~), then with an error. Where it says "
    "unclear, it may as well be nothing. Lines that are marked equal cannot be told from the best one.",
)


ELSEWHERE = {"back": "Back", "glossary": "Glossary", "settings": "Settings", "menu": "Menu"}
"""Buttons for mouse users to leave the help for elsewhere: ids are actions of the app."""


class HelpScreen(Dialog[None]):
    """All of it, scrolling."""

    def __init__(self) -> None:
        super().__init__("Help")

    def inside(self) -> list[Widget]:
        """The text."""
        return [ScrollText(HelpText(markup=False))]

    def buttons(self) -> dict[str, str]:
        """Where else to go."""
        return ELSEWHERE

    @on(Button.Pressed)
    async def _elsewhere(self, event: Button.Pressed) -> None:
        self.answer(None)
        if event.button.id != "back":
            await self.app.run_action(event.button.id or "")


class HelpText(Static):
    """The text, fitted to its width."""

    def on_resize(self, event: events.Resize) -> None:
        """Fit it to the new width."""
        self.update(help_text(event.size.width))


def help_text(width: int) -> Content:
    """Everything, under headings."""
    stocks = [(stock.title.strip(), stock.meaning) for stock in STOCK_LABELS]
    return join_lines(
        [
            *_section("How to play", PLAY),
            *_section("The board", BOARD),
            *_section("Looking ahead", AHEAD),
            *_section("Lines of a game", LINES),
            *(row for group in GROUPS for row in _keys(group, width)),
            *_table("The stocks, 0 to 100", [*stocks, ("Felt attainment", FELT_MEANING)], WORD, width),
            *_table("Why a result changed", CAUSE_MEANINGS.items(), WORD, width),
            *_table(f"Words ({current_key('app.glossary')} has all of them)", _words(), WORD, width),
        ]
    )


def _words() -> Iterator[tuple[str, str]]:
    return ((word.word, word.meaning) for word in first_words())


def _section(title: str, paragraphs: Iterable[str]) -> Iterator[Part]:
    yield (title, STRONG)
    for paragraph in paragraphs:
        yield insert_keys(paragraph)
        yield ""


def _keys(group: KeyGroup, width: int) -> Iterator[Part]:
    title = f"Keys: {group.title[0].lower()}{group.title[1:]}"
    return _table(title, [(format_binding(key), key.tooltip) for key in group.keys], KEY, width)


def _table(title: str, rows: Iterable[tuple[str, str]], indent: int, width: int) -> Iterator[Part]:
    yield (title, STRONG)
    yield from (hanging_indent((word, STRONG), meaning, indent, width) for word, meaning in rows)
    yield ""
