"""The bots: read about them, then watch one play or play against it. The scenario is chosen next."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from sim.lookahead.masters import OpponentProfile, find_opponent
from sim.lookahead.strengths import STRENGTHS
from sim.policy.registry import policy_names
from tui.drawing.text import DIM, STRONG, Part, join_lines, line
from tui.keyboard.keys import DIALOG, FORM
from tui.runtime.messages import BotChosen
from tui.screens.leaving import leave
from tui.widgets.choice import ChoiceField
from tui.widgets.keys_line import KeysLine
from tui.widgets.options import Options
from tui.widgets.panel import ScrollText

WAYS = {
    "play against it": "It plays the same world and luck beside you, and you see how it is doing.",
    "watch it play": "It plays a whole game; you step through it, and play on from any move.",
}
"""What can be done with a bot, and what that means."""

SEARCHES = (
    "It plays {futures:,} futures before each move: a whole game takes it from a few seconds to a few minutes. "
    "Beside you it thinks while you think."
)


class BotsScreen(Screen[None]):
    """Bots to the left, who they are to the right, what to do with one below."""

    BINDINGS = [*FORM.bindings(), *DIALOG.bindings()]  # noqa: RUF012  # as Textual has it

    def __init__(self) -> None:
        super().__init__()
        self._bots = _in_order()

    def compose(self) -> ComposeResult:
        """List, details, choice."""
        with Horizontal(id="bots-body"):
            bots = Options(*(Option(Content(who.title)) for _, who in self._bots), id="bots", reads=True)
            bots.border_title, bots.border_subtitle = "Bots", "enter: to the scenarios"
            yield bots
            with Vertical(id="bots-side"), ScrollText(id="bots-details"):
                yield Static(id="bots-text", markup=False)
        with Vertical(id="bots-how") as how:
            how.border_title, how.border_subtitle = "What to do", "enter: continue   tab: next"
            yield ChoiceField("You", tuple(WAYS), id="bots-way")
            yield Static(id="bots-told", markup=False)
            yield Button("Choose a scenario", id="bots-on", compact=True)
        yield KeysLine()

    def action_leave(self) -> None:
        """Back to the menu."""
        leave(self)

    def on_mount(self) -> None:
        """Begin with the first."""
        bots = self.query_one("#bots", OptionList)
        bots.highlighted = 0
        self.set_focus(bots)
        self._tell_way()

    @on(OptionList.OptionHighlighted)
    def _look_at(self, event: OptionList.OptionHighlighted) -> None:
        name, who = self._bots[event.option_index]
        self.query_one("#bots-details").scroll_home(animate=False, immediate=True)
        self.query_one("#bots-text", Static).update(_details(name, who))

    @on(ChoiceField.Changed)
    def _tell_way(self) -> None:
        way = self.query_one("#bots-way", ChoiceField).word
        self.query_one("#bots-told", Static).update(line((f" {WAYS[way]}", DIM)))

    @on(OptionList.OptionSelected)
    @on(Button.Pressed)
    def action_go_on(self) -> None:
        """Choose the highlighted bot, and what to do with it."""
        at = self.query_one("#bots", OptionList).highlighted or 0
        watched = self.query_one("#bots-way", ChoiceField).at == list(WAYS).index("watch it play")
        self.post_message(BotChosen(self._bots[at][0], watched))


def _in_order() -> list[tuple[str, OpponentProfile]]:
    """Bots of rules by their titles, then the masters, the weakest first."""
    known = [
        (name, who) for name in (*policy_names(), *STRENGTHS) if (who := find_opponent(name)) is not None
    ]
    rules = sorted((one for one in known if one[0] not in STRENGTHS), key=lambda one: one[1].title)
    return [*rules, *((name, who) for name, who in known[-len(STRENGTHS) :])]


def _details(name: str, who: OpponentProfile) -> Content:
    rows: list[Part] = [(who.title, STRONG), (f"in policies and records: {name}", DIM), ""]
    rows += [(" ".join(who.summary.split()), "italic"), ""]
    rows += [("How to beat it:", DIM), " ".join(who.beat.split())]
    if name in STRENGTHS:
        rows += ["", (SEARCHES.format(futures=STRENGTHS[name].futures), DIM)]
    return join_lines(rows)
