"""The tree: all lines of the game, to look at, to name and to compare, with the turning points of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events, on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from sim.game.game_tree import GameNode
from sim.game.variations import (
    MAX_NAME_LENGTH,
    LineComparison,
    Variation,
    compare_variations,
    list_variations,
    variation_index,
)
from sim.lookahead.turning_points import TurningPoint, find_turning_points
from sim.play.session import Session
from sim.scenario.scenario import GoalMeasure
from sim.text.variations import variation_title
from tui.content.variations import comparison_lines, turning_point_line, variation_entry
from tui.controllers.lookahead import LookaheadController
from tui.drawing.text import join_lines
from tui.keyboard.keys import TREE
from tui.screens.dialog import Dialog
from tui.screens.leaving import put_over
from tui.widgets.options import Options
from tui.widgets.panel import ScrollText
from tui.widgets.still_input import StillInput

TOLD = "Enter looks at the end of a line; every line stays. ▸ is the one that you play."
NO_TURNS = "No move in this line changed the win chance significantly."
VALUING = "Its positions are being evaluated, {done} of {of} so far …"
NO_LOOKAHEAD = "The turning points need the lookahead, which is off."
ALONE = "There is no other line yet. Take a move back and play another one."


MIN_WIDTH, LIST_PADDING = 70, 2
"""characters; of the list in the smallest window, and beside its text."""

BUTTONS = {
    "look": "Look at its end",
    "name": "Name",
    "compare": "Compare",
    "turns": "Turning points",
    "back": "Back",
}


class TreeScreen(Dialog[GameNode]):
    """All lines. The answer is the position that is to be looked at. `save` keeps names."""

    BINDINGS = TREE.bindings()

    def __init__(self, session: Session, foresight: LookaheadController, save: Callable[[], object]) -> None:
        self._session, self._foresight, self._save = session, foresight, save
        self._strands = list_variations(session.game)
        self._marked: int | None = None
        super().__init__(f"Lines of this game: {len(self._strands)}")

    def inside(self) -> list[Widget]:
        """The list; below it the turning points of the line that is chosen."""
        return [
            Static(TOLD, markup=False, classes="told"),
            Options(id="strands"),
            VerticalScroll(Static(id="turns", markup=False), can_focus=False, id="turns-box"),
        ]

    def buttons(self) -> dict[str, str]:
        """The keys, for the mouse."""
        return BUTTONS

    def on_mount(self) -> None:
        """Begin with the line that is looked at."""
        self._list.set_options([Option(text) for text in self._entries()])
        self._list.highlighted = variation_index(self._strands, self._session.shown)
        self.set_focus(self._list)

    @property
    def _list(self) -> OptionList:
        return self.query_one("#strands", OptionList)

    @property
    def _width(self) -> int:
        """Of a line's text; before there is a size, that of a small window."""
        return (self._list.scrollable_content_region.width or MIN_WIDTH) - LIST_PADDING

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self.call_after_refresh(self._write_anew)

    @property
    def _place(self) -> int:
        return self._list.highlighted or 0

    @property
    def _chosen(self) -> Variation:
        return self._strands[self._place]

    def _entries(self) -> list[Content]:
        return [
            join_lines(variation_entry(self._session, strand, place, place == self._marked, self._width))
            for place, strand in enumerate(self._strands)
        ]

    def _write_anew(self) -> None:
        if not self.query("#strands"):  # it was closed meanwhile
            return
        place = self._place
        self._list.set_options([Option(text) for text in self._entries()])
        self._list.highlighted = place

    # turning points

    @on(OptionList.OptionHighlighted)
    def _seen(self) -> None:
        self._foresight.value(self._chosen.nodes)
        self.show_turns()

    @property
    def turns(self) -> list[TurningPoint] | None:
        """The turning points of the chosen line; None while not all of its positions are valued."""
        worth = self._foresight.worth(self._chosen.nodes)
        return None if None in worth else find_turning_points(worth)

    def show_turns(self) -> None:
        """Tell the turning points, as far as they are known."""
        turns = self.turns
        if turns is None:
            worth = self._foresight.worth(self._chosen.nodes)
            done = sum(value is not None for value in worth)
            text = VALUING.format(done=done, of=len(worth))
            if self._foresight.state == "off":
                text = NO_LOOKAHEAD
            elif self._foresight.trouble:
                text = f"No turning points: {self._foresight.trouble}."
        elif not turns:
            text = NO_TURNS
        else:
            said = (turning_point_line(turn, self._chosen, self._session) for turn in turns)
            text = "\n".join(("Turning points, the largest first:", *said))
        self.query_one("#turns", Static).update(text)

    def action_turns(self) -> None:
        """Choose a turning point to go to."""
        if self.turns:
            put_over(self, TurnsScreen(self._session, self._chosen, self.turns), self._to)
        else:
            self.notify(str(self.query_one("#turns", Static).visual), markup=False)

    def _to(self, node: GameNode | None) -> None:
        if node is not None:
            self.answer(node)

    # the line

    @on(OptionList.OptionSelected)
    def _look(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.answer(self._chosen.end)

    def action_name(self) -> None:
        """Give the line a name."""
        if self._chosen.branch_node is not None:
            put_over(
                self, NameScreen(variation_title(self._chosen, self._place), self._chosen.name), self._named
            )

    def _named(self, name: str | None) -> None:
        begins = self._chosen.branch_node
        if name is not None and begins is not None:
            self._session.name_line(begins, name)
            self._save()
            self._write_anew()

    def action_mark(self) -> None:
        """Mark the line, or take its mark away."""
        self._marked = None if self._marked == self._place else self._place
        self._write_anew()

    def action_compare(self) -> None:
        """The line beside the marked one, or that of the game."""
        other = (
            variation_index(self._strands, self._session.game.at) if self._marked is None else self._marked
        )
        if len(self._strands) == 1:
            self.notify(ALONE, markup=False)
            return
        if other == self._place:
            other = next(place for place in range(len(self._strands)) if place != self._place)
        found = compare_variations(self._session.game, self._strands[other], self._chosen)
        names = variation_title(self._strands[other], other), variation_title(self._chosen, self._place)
        put_over(self, BesideScreen(found, names, self._session.game.setup.scenario.goal.measure))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "look":
            self.answer(self._chosen.end)
        elif event.button.id == "back":
            self.answer(None)
        else:
            getattr(self, f"action_{event.button.id}")()


class NameScreen(Dialog[str]):
    """A line to type a name in; the answer is the name, empty to take it away."""

    def __init__(self, title: str, name: str) -> None:
        self._name_now = name
        super().__init__(f"A name for {title[0].lower()}{title[1:]}")

    def inside(self) -> list[Widget]:
        """The input."""
        return [StillInput(self._name_now, max_length=MAX_NAME_LENGTH, compact=True, id="line-name")]

    def buttons(self) -> dict[str, str]:
        """Keep it or leave it."""
        return {"keep": "Keep it", "back": "Back"}

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.answer(event.value)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.answer(self.query_one(Input).value if event.button.id == "keep" else None)


class TurnsScreen(Dialog[GameNode]):
    """Turning points to choose from; the answer is the position after the chosen one."""

    def __init__(self, session: Session, strand: Variation, turns: Sequence[TurningPoint]) -> None:
        self._session, self._strand, self._turns = session, strand, turns
        super().__init__("Turning points: enter looks at the position after it")

    def inside(self) -> list[Widget]:
        """The list, the largest change first."""
        return [Options(*(turning_point_line(t, self._strand, self._session) for t in self._turns))]

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.answer(self._strand.nodes[self._turns[event.option_index].move])


class BesideScreen(Dialog[None]):
    """Two lines side by side."""

    def __init__(self, found: LineComparison, names: tuple[str, str], measure: GoalMeasure) -> None:
        self._text = BesideText(found, names, measure)
        super().__init__("Two lines side by side")

    def inside(self) -> list[Widget]:
        """The text."""
        return [ScrollText(self._text)]


class BesideText(Static):
    """The text, fitted to its width."""

    def __init__(self, found: LineComparison, names: tuple[str, str], measure: GoalMeasure) -> None:
        self._found, self._names, self._measure = found, names, measure
        super().__init__(markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Fit it to the new width."""
        self.update(join_lines(comparison_lines(self._found, self._names, self._measure, event.size.width)))
